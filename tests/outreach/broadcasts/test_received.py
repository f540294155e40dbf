"""Letters to many beside whoever got them: in their line of time, in their file, and gone when they are erased."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from tests.outreach.broadcasts.conftest import fresh
from tests.people.agreeing import at_their_door
from tests.web.conftest import client_of

from byhand.channels.inbox import Inbox
from byhand.conversations.erasing.erase import erase
from byhand.conversations.line_of_time import line_of
from byhand.conversations.models import AnswerToMany, Conversation
from byhand.gate import guards
from byhand.gate.evidence_guards import GUARDS
from byhand.gate.models import Click, Copy, Followed, Tally
from byhand.people.models import MayFollow, Person
from byhand.team.models import User


@pytest.fixture
def sent(press):
    """Ruth, Mei and Jonas have it, Olga not yet; with 2,307 more, as the tally says."""
    ruth, mei, jonas = (
        press.reader(f"{name.lower()}@harrow.example", f"{name} Okafor") for name in ("Ruth", "Mei", "Jonas")
    )
    MayFollow.objects.choose(allowed=True, by=at_their_door(ruth))
    press.reader("olga@harrow.example", "Olga Lind")
    one = press.released(press.written(subject="The kiln, {first|friend}"))
    copies = Copy.objects.filter(dispatch=one.dispatch)
    copies.filter(address__in=[ruth, mei, jonas]).update(stage="accepted", settled_at=timezone.now())
    copies.filter(address=jonas).update(
        bounced_at=timezone.now(), bounced_because="jonas@harrow.example is unknown"
    )
    Tally.objects.filter(dispatch=one.dispatch, stage="waiting").update(count=2310)
    answer = Conversation.objects.create(inbox=press.studio.inbox, subject="Re: kiln")
    AnswerToMany.objects.create(conversation=answer, copy=copies.get(address=mei), dispatch=one.dispatch)
    return fresh(one), ruth, mei, jonas


def of(address, user):
    return line_of(address.person_id, Inbox.objects.sight_of(user), user.pk, size=50)[0]


def test_it_stands_in_their_line_of_time_with_what_became_of_it(sent, press, django_assert_num_queries):
    one, ruth, mei, jonas = sent
    ana, tomas = press.studio.ana, press.studio.tomas
    sight = Inbox.objects.sight_of(ana)
    with django_assert_num_queries(1):
        [moment] = line_of(ruth.person_id, sight, ana.pk, size=50)[0]
    assert (moment.who, moment.said, moment.letter) == ("Ana Moreau", "2310", one.dispatch_id)
    assert [of(each, tomas)[0].sort for each in (ruth, mei, jonas)] == ["accepted", "answered", "came back"]
    page = client_of(tomas).get(f"/people/{ruth.person_id}/").text
    assert "The kiln, friend" in page and "A letter to many, one of 2,310; taken by their mail server" in page
    to = f"/outreach/broadcasts/behind/{one.dispatch_id}/"
    assert to in page and client_of(tomas).get(to)["Location"] == f"/outreach/broadcasts/{one.public_id}/"
    olga = Copy.objects.get(stage="waiting").address
    assert of(olga, ana) == [], "nothing was said to them yet"


def test_nobody_sees_it_who_does_not_see_its_inbox(sent, press):
    one, ruth, *_others = sent
    olu = User.objects.create_user("olu@kilnlane.example", "Olu Adeyemi", "a third long phrase", role="owner")
    Inbox.objects.create(kind="practice", name="Shop", address="shop@kilnlane.example")
    assert [moment.kind for moment in of(ruth, olu)] == ["broadcast"]
    press.studio.inbox.is_team_wide = False
    press.studio.inbox.save(update_fields=["is_team_wide"])
    assert of(ruth, olu) == []
    assert client_of(olu).get(f"/outreach/broadcasts/behind/{one.dispatch_id}/").status_code == 404


def test_their_file_has_it_with_what_they_opened_and_what_we_may_see(sent, press):
    one, ruth, *_others = sent
    copy = Copy.objects.get(address=ruth)
    Followed.objects.note([copy])
    Click.objects.create(
        followed=copy.followed, dispatch=one.dispatch, link=0, at=timezone.now(), machine="agent"
    )
    answer = client_of(press.studio.ana).get(f"/people/{ruth.person_id}/record.json")
    told = json.loads(b"".join(answer.streaming_content))
    [letter] = told["letters to many"]
    assert letter["subject"] == "The kiln, Ruth" and "Dear Ruth," in letter["text"]
    assert (letter["by"], letter["what became of it"], letter["facts of you in it"]) == (
        "Ana Moreau", "accepted", {"first": "Ruth"},
    )  # fmt: skip
    [opened] = letter["links opened"]
    assert opened["to"] == "https://kilnlane.example/march" and opened["by a machine"]
    [allowed] = told["may we see which links they follow"]
    assert allowed["allowed"] and allowed["address"] == ruth.value
    assert told["consents"], "and what they agreed to"


def test_what_they_let_us_see_is_only_added_to(sent):
    _one, ruth, *_others = sent
    row = MayFollow.objects.get()
    for change in (
        "UPDATE people_mayfollow SET allowed = (1 = 0)", "DELETE FROM people_mayfollow",
        f"INSERT INTO people_mayfollow (id, address_id, allowed, at) SELECT id, address_id, (1 = 0), at "
        f"FROM people_mayfollow WHERE id = {row.pk}",
    ):  # fmt: skip
        with (
            pytest.raises(DatabaseError, match="may follow"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)
    assert guards.missing(connection, GUARDS) == set()
    MayFollow.objects.choose(allowed=False, by=at_their_door(ruth))
    assert MayFollow.objects.count() == 2 and not MayFollow.objects.allowing([ruth.pk])


def test_when_they_are_erased_nothing_of_it_stays_but_that_it_left(sent, press):
    one, ruth, mei, jonas = sent
    Followed.objects.note([Copy.objects.get(address=ruth)])
    for address in (ruth, jonas):
        erase(Person.objects.get(pk=address.person_id), by=press.studio.ana)
    assert not MayFollow.objects.exists() and not Followed.objects.exists()
    left = Copy.objects.filter(dispatch=one.dispatch, address=None)
    assert {(copy.recipient, str(copy.fields), copy.answer, copy.bounced_because) for copy in left} == {
        ("", "{}", "", "")
    }
    assert left.count() == 2 and Copy.objects.get(address=mei).recipient == mei.value
