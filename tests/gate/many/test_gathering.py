"""Whom the audience names becomes a row each, with the reason where somebody is not written to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from tests.gate.many.conftest import Press
from tests.people.agreeing import agreed, at_their_door

from byhand.gate.many.expected import expected
from byhand.gate.many.gathering import Reader
from byhand.gate.many.leaving_out import left_out_of, why_not
from byhand.gate.many.stages import LOOKED_AT
from byhand.gate.many.tally import progress
from byhand.gate.models import Copy, JournalEntry, Room
from byhand.people.doors import Door
from byhand.people.models import Address, Consent, Person, Suppression, Wish
from byhand.people.wish import Wished

pytestmark = pytest.mark.django_db


def of_every_kind(press: Press) -> dict[str, Person]:
    """Somebody for each reason, and two who are written to."""
    now, readers = timezone.now(), {}

    def one(why: str, **more: bool) -> Address:
        address = press.reader(len(readers), **more)
        readers[why] = address.person
        return address

    one("")
    two = one("twice agreed")
    agreed(Address.objects.create(person=two.person, value="second@harrow.example"), press.workshops)
    one("blocked").person.block(because="Rude", by=press.ana.user)
    readers["no address"] = Person.objects.create(name="Nobody")
    one("bounced").note_failure("550")
    Wish.objects.stop(by=at_their_door(one("stopped")))
    Wish.objects.choose(Wished(not_by=frozenset({"email"})), by=at_their_door(one("not by mail")))
    one("never agreed", agrees=False)
    Consent.objects.withdraw(one("withdrawn"), door=Door.ONE_CLICK)
    Wish.objects.choose(
        Wished(paused_until=timezone.localdate() + timedelta(days=9)), by=at_their_door(one("paused"))
    )
    Room.objects.create(person=one("silent").person, slowed=9, last_at=now - timedelta(days=900))
    Room.objects.create(person=one("no room").person, unanswered=1, last_at=now - timedelta(days=1))
    return readers


def test_each_reason_is_told_of_an_audience_and_of_each_in_it(
    press: Press, django_assert_num_queries
) -> None:
    people = of_every_kind(press)
    everyone = Person.objects.all()
    with django_assert_num_queries(2):
        found = why_not(everyone, press.workshops)
    assert found.readers == 2 and found.total == len(people)
    assert found.left_out == {why: 1 for why in people if why not in ("", "twice agreed")}
    assert found.by_the_budget == 3
    for why, person in people.items():
        if why != "twice agreed":
            assert person in left_out_of(everyone, press.workshops, why)
    for later in (timezone.now(), timezone.now() + timedelta(days=100)):
        asked = left_out_of(everyone, press.workshops, "", later)
        assert set(expected(everyone, press.workshops, later)) == set(asked), (
            "as it is told, so is the evidence"
        )
    must_know = why_not(everyone, None)
    assert must_know.left_out == {"blocked": 1, "no address": 1, "bounced": 1}


def test_they_are_rows_with_their_reasons_and_gathered_twice_they_are_the_same(press: Press) -> None:
    people, dispatch = of_every_kind(press), press.release()
    erased = press.reader(99)
    Suppression.objects.suppress([erased.value], by=press.ana.user)
    readers = [Reader(one.pk, "en", {"name": one.name}) for one in (*people.values(), erased.person)]
    readers += [Reader(987654, "en", {"name": "Gone"}), Reader(press.reader(98).person_id, "en")]
    for _ in range(2):
        Copy.objects.gather(dispatch, readers)
    why = {one.reader: one.left_out for one in Copy.objects.all()}
    told = {person.pk: "" if word == "twice agreed" else word for word, person in people.items()}
    told |= {erased.person_id: "erased", 987654: "gone", readers[-1].person: "missing"}
    assert why == told
    assert Copy.objects.get(left_out="missing").left_out_word == "name"
    first = Copy.objects.get(reader=people[""].pk)
    assert (first.recipient, first.fields) == ("r0@harrow.example", {"name": "Reader 0"})
    now = progress(dispatch)
    assert (now.waiting, now.left_out, now.total) == (2, len(told) - 2, len(told))
    assert now.left_out_because["withdrawn"] == 1
    Copy.objects.count_anew(dispatch)
    assert progress(dispatch) == now
    for stage in LOOKED_AT:
        plan = Copy.objects.filter(dispatch=dispatch, stage=stage).order_by("-pk")[:50].explain()
        assert connection.vendor != "sqlite" or f"INDEX copy_{stage} " in plan, (
            "a million others are not read"
        )


def test_the_journal_is_told_once_who_was_gathered_and_nobody_is_added_then(press: Press) -> None:
    dispatch = press.release()
    [copy] = press.gather(dispatch, press.reader(1))
    Copy.objects.gathered(dispatch)
    [entry] = JournalEntry.objects.filter(kind="gathered")
    assert '"readers":1' in entry.record
    with pytest.raises(ValueError, match="gathered"):
        Copy.objects.gather(dispatch, [Reader(press.reader(2).person_id, "en", {"name": "x"})])
    assert Copy.objects.behind(f"<{copy.message_id}>") == copy
    assert Copy.objects.behind(copy.message_id.replace("bb.", "bb.1")) is None
    assert Copy.objects.behind("<bh.other@there.example>") is None
