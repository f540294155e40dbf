"""A private conversation is seen by those named on it and by whoever has it."""

from __future__ import annotations

import pytest
from tests import cast

from byhand.channels.models import Inbox
from byhand.conversations.entrusting import colleagues_of, entrust_due
from byhand.conversations.knowing import people_visible_to
from byhand.conversations.models import Attachment, Confidant, Conversation, Event, Message
from byhand.conversations.searching import conversations_that_say
from byhand.conversations.terms import terms_of
from byhand.search.asking import read
from byhand.team.staffing import let_go, make_guest
from byhand.team.user import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def studio():
    return cast.studio()


@pytest.fixture
def mei():
    return User.objects.create_user("mei@kilnlane.example", "Mei Ito", "a fifth phrase")


@pytest.fixture
def ruth(studio):
    return cast.conversation_with(studio.inbox, "Between us.", files=(("a.txt", "text/plain", b"x"),))


def sees(user: User) -> bool:
    return Conversation.objects.visible_to(user).exists()


def finds(words, user):
    asked = read(words)
    sight = Inbox.objects.sight_of(user)
    return bool(conversations_that_say(asked, terms_of(asked), sight=sight, me=0, most=10).keys)


def test_those_named_see_it_and_nobody_else(studio, ruth, mei):
    assert ruth.make_private(among=[mei], by=studio.ana)
    assert sees(studio.ana) and sees(mei) and not sees(studio.tomas)
    for rows in (Message, Attachment):
        assert rows.objects.visible_to(mei).exists() and not rows.objects.visible_to(studio.tomas).exists()
    assert finds("between", mei) and not finds("between", studio.tomas)
    assert people_visible_to(mei).exists() and not people_visible_to(studio.tomas).exists()


def test_an_owner_who_is_not_named_reads_nothing(studio, ruth, mei):
    ruth.make_private(among=[mei], by=studio.tomas)
    assert studio.ana.is_owner and not sees(studio.ana)


def test_whoever_has_it_sees_it_as_long_as_they_have_it(studio, ruth, mei):
    ruth.make_private(among=[], by=studio.ana)
    ruth.assign(to=studio.tomas, by=studio.ana)
    assert sees(studio.tomas)
    ruth.assign(to=studio.ana, by=studio.tomas)
    assert not sees(studio.tomas)


def test_being_named_opens_no_inbox(studio, ruth, mei):
    studio.inbox.members.add(studio.ana)
    studio.inbox.is_team_wide = False
    studio.inbox.save(update_fields=["is_team_wide"])
    ruth.make_private(among=[mei], by=studio.ana)
    assert not sees(mei) and colleagues_of(ruth) == [studio.ana]


def test_said_again_the_names_are_replaced_and_the_same_names_change_nothing(studio, ruth, mei):
    ruth.make_private(among=[mei], by=studio.ana)
    assert not ruth.make_private(among=[mei], by=studio.ana)
    assert ruth.make_private(among=[studio.tomas], by=studio.ana)
    assert sees(studio.tomas) and not sees(mei)
    words = list(Event.objects.filter(kind="private").values_list("words", flat=True))
    assert words == ["Ana Moreau, Mei Ito", "Ana Moreau, Tomas Brandt"]


def test_opened_again_its_inbox_sees_it(studio, ruth):
    ruth.make_private(among=[], by=studio.ana)
    assert ruth.open_up(by=studio.ana) and not ruth.open_up(by=studio.ana)
    assert sees(studio.tomas) and not Confidant.objects.exists()


def test_their_answer_stays_private_and_another_matter_is_not(studio, ruth):
    ruth.make_private(among=[], by=studio.ana)
    first = ruth.messages.get().message_id
    cast.comes_in(studio.inbox, cast.letter("And more.", subject="Re: The lid", answers=first))
    cast.comes_in(studio.inbox, cast.letter("Opening hours?", subject="Something else"))
    assert [one.subject for one in Conversation.objects.visible_to(studio.tomas)] == ["Something else"]


def test_a_second_inbox_that_gets_the_same_letter_does_not_open_it(studio, ruth, mei):
    ruth.make_private(among=[], by=studio.ana)
    other = type(studio.inbox).objects.create(
        kind="practice", name="Second", address="second@kilnlane.example"
    )
    cast.comes_in(other, ruth.messages.get().arrival.raw())
    assert ruth.seen_in_inboxes.count() == 2 and not sees(studio.tomas)


def test_when_all_who_see_it_have_left_it_goes_to_the_owners(studio, ruth, mei):
    ruth.make_private(among=[mei], by=studio.tomas)
    assert entrust_due() == ""
    let_go(studio.tomas, by=studio.ana)
    assert entrust_due() == "", "Mei is still here"
    make_guest(mei, by=studio.ana)
    assert entrust_due() == "1 private conversation went to the owners."
    assert sees(studio.ana) and entrust_due() == ""
    assert Event.objects.filter(kind="private", by=None).get().words == "Ana Moreau"
