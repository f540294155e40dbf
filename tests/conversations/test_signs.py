"""What letters are signs of: noticed as they come in, of whom, and when a complaint ends."""

from datetime import timedelta

import pytest
from tests import cast

from byhand.channels.models import Inbox
from byhand.conversations import signs_before
from byhand.conversations.models import Sign, SignsBefore, Tag
from byhand.conversations.sign import complains
from byhand.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def studio():
    return cast.studio()


def complaining() -> set[str]:
    return set(Person.objects.filter(complains()).values_list("name", flat=True))


def noticed() -> list[tuple[str, str]]:
    return [(one.kind, one.person.name if one.person else "") for one in Sign.objects.order_by("pk")]


def test_who_praises_and_who_sent_somebody_is_noticed_but_not_what_is_quoted_or_ours(studio):
    first = cast.conversation_with(studio.inbox, "Could we bring twelve?")
    cast.answer(
        first, "Daniel Okafor recommended you. The bowls are gorgeous. Nobody answered me.", by=studio.ana
    )
    cast.comes_in(
        studio.inbox,
        cast.letter(
            "Ruth Okafor recommended you. Nobody Known told me about your tiles. My teapot leaks.",
            sender=cast.JONAS, subject="Tiles",
        ),
        cast.letter("Yes.\n\nOn Tuesday, Ana wrote:\n> The bowls are gorgeous!", sender=cast.MEI, subject="Blue"),
        cast.letter("The bowl is beautiful.", sender=cast.MEI, subject="Out of office", Auto_Submitted="auto-replied"),
        cast.letter("Die Kanne ist ein Traum.", sender=cast.KATHARINA, subject="Kanne"),
    )  # fmt: skip
    assert sorted(noticed()) == [
        ("complaint", "Jonas Lind"), ("praise", "Katharina Vogel"), ("referred", ""), ("referred", "Ruth Okafor"),
    ]  # fmt: skip


def test_a_name_that_two_people_have_is_nobodys(studio):
    for _ in range(2):
        Person.objects.create(name="Hannah Weiss")
    cast.conversation_with(studio.inbox, "Hannah Weiss recommended you.")
    assert noticed() == [("referred", "")]


def test_a_complaint_is_open_until_it_is_done_or_said_to_be_none(studio):
    conversation = cast.conversation_with(studio.inbox, "I am very disappointed.")
    assert complaining() == {"Ruth Okafor"}
    cast.answer(conversation, "Ruth, I am sorry. It was my mistake.", by=studio.ana)
    assert complaining() == {"Ruth Okafor"}
    conversation.close(by=studio.ana)
    assert complaining() == set()
    conversation.reopen(by=studio.ana)
    assert complaining() == {"Ruth Okafor"}
    sign = Sign.objects.get()
    assert sign.dismiss(by=studio.tomas) and not sign.dismiss(by=studio.ana)
    assert complaining() == set() and Sign.objects.get().dismissed_by == studio.tomas


@pytest.mark.parametrize("word", ["Complaint", "REKLAMATION"])
def test_a_colleagues_own_mark_says_the_same(studio, word):
    conversation = cast.conversation_with(studio.inbox, "Hm.")
    tag = Tag.objects.named(word, by=studio.ana)
    conversation.tag(tag, by=studio.ana)
    assert complaining() == {"Ruth Okafor"}
    conversation.untag(tag, by=studio.ana)
    assert complaining() == set()


def test_what_is_history_is_a_sign_of_nothing(studio):
    inbox = Inbox.objects.get()
    cast.comes_in(inbox, cast.letter("The bowls are gorgeous!", ago=timedelta(days=60)))
    assert not Sign.objects.exists()


def test_letters_that_came_before_are_read_once_in_portions_newest_first(studio, monkeypatch):
    cast.conversation_with(studio.inbox, "Could we bring twelve?")
    angry = cast.conversation_with(studio.inbox, "I am very disappointed.", sender=cast.MEI, subject="Late")
    praise = "Ruth Okafor recommended you. The bowls are gorgeous."
    cast.conversation_with(studio.inbox, praise, sender=cast.JONAS, subject="Tiles")
    cast.conversation_with(studio.inbox, "The jar is gorgeous.", sender=cast.KATHARINA, subject="Kanne").fold(
        because="spam", by=studio.ana
    )
    as_it_came = [one for one in noticed() if one != ("praise", "Katharina Vogel")]
    Sign.objects.all().delete()
    Sign.objects.create(
        message=angry.messages.get(), kind="complaint", words="x", person=angry.person
    )  # came since
    SignsBefore.objects.update(below=10**9, ended_at=None)
    monkeypatch.setattr(signs_before, "PORTION", 2)
    monkeypatch.setattr(signs_before, "SECONDS", 0)
    monkeypatch.setattr(signs_before, "PAUSE", 0)
    assert signs_before.read_for_signs_due() == "", "no time is left, nothing is done"
    monkeypatch.setattr(signs_before, "SECONDS", 60)
    assert signs_before.read_for_signs_due() == "2 signs found in older letters."
    assert sorted(noticed()) == sorted(as_it_came)
    assert SignsBefore.objects.get().ended_at and signs_before.read_for_signs_due() == ""
