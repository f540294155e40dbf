"""A broadcast leaves as another colleague has read it, word for word, and in no other way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from tests.gate.many.conftest import Press
from tests.signing_in import sign_in

from byhand.gate import guards
from byhand.gate.context import Context
from byhand.gate.many import refusals
from byhand.gate.many.guards import GUARDS
from byhand.gate.many.plan import Author, Words
from byhand.gate.many.reading import ALONE_AFTER
from byhand.gate.models import Copy, Dispatch, JournalEntry, Reading, Terms
from byhand.gate.refusals import Refusal
from byhand.gate.verifying import verify_journal
from byhand.team.models import User
from byhand.team.signin import NotSignedIn

pytestmark = pytest.mark.django_db


def test_it_is_sealed_as_somebody_else_has_read_it(press: Press) -> None:
    with pytest.raises(Refusal, match="Another colleague reads exactly this"):
        Dispatch.objects.release_broadcast(press.plan, by=press.ana)
    Reading.objects.agree(press.plan, by=press.ana)  # one's own reading is none
    with pytest.raises(Refusal, match="Another colleague"):
        Dispatch.objects.release_broadcast(press.plan, by=press.ana)
    dispatch = press.release()
    assert dispatch.kind == "broadcast" and dispatch.author == press.ana.user
    assert dispatch.terms.digest == press.plan.digest() and dispatch.has_whole_seal()
    assert not Copy.objects.exists()
    assert verify_journal().is_whole


@pytest.mark.parametrize(
    "changed",
    [
        {"words": (Words("en", "The kiln is free", "Another word."),)},
        {"audience": '{"all":[1]}'},
        {"audience_said": "Everybody else"},
        {"leaves_at": timezone.now() + timedelta(hours=1)},
        {"latest_at": timezone.now() + timedelta(hours=1)},
        {"must_know": True, "because": "recall"},
    ],
)
def test_another_word_asks_again(press: Press, changed: dict[str, object]) -> None:
    Reading.objects.agree(press.plan, by=press.tomas)
    with pytest.raises(Refusal, match="reads exactly this"):
        Dispatch.objects.release_broadcast(replace(press.plan, **changed), by=press.ana)


def test_it_goes_in_the_name_in_which_it_was_read(press: Press) -> None:
    ana = press.ana.user
    for author in (None, Author(ana.pk, "The whole team"), Author(press.tomas.user.pk, "Tomas Brandt")):
        with pytest.raises(Refusal, match="in the name of whoever wrote it"):
            press.release(author=author)
    Reading.objects.agree(press.plan, by=press.tomas)
    named = replace(press.plan, author=Author(ana.pk, "Ana M. Brandt"))
    User.objects.filter(pk=ana.pk).update(name=named.author.name)
    with pytest.raises(Refusal, match="in the name of"):
        Dispatch.objects.release_broadcast(press.plan, by=press.ana)
    with pytest.raises(Refusal, match="reads exactly this"):
        Dispatch.objects.release_broadcast(named, by=press.ana)
    dispatch = press.release(author=named.author)
    assert dispatch.terms.plan(dispatch) == named and dispatch.has_whole_seal()
    dispatch.author_name = "Ana Moreau"
    assert not dispatch.has_whole_seal()


def test_what_was_sealed_before_it_named_its_author_is_whole(press: Press, monkeypatch) -> None:
    monkeypatch.delitem(refusals.RULES, "it_is_from_its_author")
    unnamed = replace(press.plan, author=None)
    assert '"author' not in unnamed.canonical()
    dispatch = press.release(unnamed)
    assert (
        dispatch.terms.plan(dispatch) == unnamed and dispatch.has_whole_seal() and verify_journal().is_whole
    )
    dispatch.author_name = "Tomas Brandt"
    assert not dispatch.has_whole_seal()


def test_only_who_sits_at_the_desk_lets_it_go(press: Press) -> None:
    Reading.objects.agree(press.plan, by=press.tomas)
    for by in (press.ana.user, None, "ana", SimpleNamespace(confirm=lambda: press.ana.user)):
        with pytest.raises(NotSignedIn):
            Dispatch.objects.release_broadcast(press.plan, by=by)
    press.ana.end()
    with pytest.raises(NotSignedIn):
        Dispatch.objects.release_broadcast(press.plan, by=press.ana)
    with pytest.raises(ValueError, match="no words of the kind"):
        Dispatch.objects.release(
            SimpleNamespace(), kind="broadcast", context=Context("c", answers_them=False), by=press.tomas
        )
    assert not Dispatch.objects.exists()


def test_what_all_must_know_is_read_by_two_others_and_needs_no_topic(press: Press) -> None:
    plan = replace(press.plan, must_know=True, because="recall", topic=None)
    mei = User.objects.create_user("mei@kilnlane.example", "Mei", "a third long phrase")
    Reading.objects.agree(plan, by=press.tomas)
    with pytest.raises(Refusal, match="Another colleague"):
        Dispatch.objects.release_broadcast(plan, by=press.ana)
    Reading.objects.agree(plan, by=sign_in(mei))
    assert Dispatch.objects.release_broadcast(plan, by=press.ana).terms.must_know


def test_who_is_alone_reads_it_again_half_a_day_later(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refusal, match="Somebody else can read it"):
        Reading.objects.ask_alone(press.plan, by=press.ana)
    User.objects.filter(pk=press.tomas.user.pk).update(role=User.Role.GUEST)
    with pytest.raises(Refusal, match="Only a colleague"):
        Reading.objects.agree(press.plan, by=press.tomas)
    Reading.objects.ask_alone(press.plan, by=press.ana)
    with pytest.raises(Refusal, match="twelve hours"):
        Reading.objects.read_alone(press.plan, by=press.ana)
    later = timezone.now() + ALONE_AFTER
    monkeypatch.setattr("byhand.gate.many.reading.timezone", SimpleNamespace(now=lambda: later))
    assert Reading.objects.read_alone(press.plan, by=press.ana).alone
    dispatch = Dispatch.objects.release_broadcast(press.plan, by=press.ana)
    assert JournalEntry.objects.filter(
        kind="read alone", record__contains=f'"dispatch":{dispatch.pk}'
    ).exists()


@pytest.mark.parametrize(
    ("changed", "no"),
    [
        ({"topic": None}, "Choose what it is about"),
        ({"words": ()}, "has a subject and words"),
        ({"words": (Words("en", "One", "a"), Words("en", "Two", "b"))}, "there twice"),
        ({"words": (Words("en", "One\nBcc: all@there.example", "a"),)}, "one line"),
        ({"latest_at": timezone.now() - timedelta(minutes=1)}, "is over"),
        ({"words": (Words("en", "One", "a" * 60_001),)}, "too long"),
    ],
)
def test_the_gate_says_why_not(press: Press, changed: dict[str, object], no: str) -> None:
    with pytest.raises(Refusal, match=no):
        press.release(**changed)


TAMPERING = (
    "UPDATE gate_terms SET audience_said = 'All'",
    "UPDATE gate_terms SET words = '[]'",
    "DELETE FROM gate_terms",
    "UPDATE gate_reading SET by_id = by_id",
    "DELETE FROM gate_reading",
    "UPDATE gate_copy SET recipient = 'other@there.example'",
    "UPDATE gate_copy SET fields = '{}'",
    "UPDATE gate_copy SET reader = 1",
    "UPDATE gate_copy SET version = 'b'",
    "DELETE FROM gate_copy",
    "INSERT INTO gate_copy SELECT * FROM gate_copy",
)


def test_the_database_refuses_what_was_not_read_and_any_change(press: Press) -> None:
    assert guards.missing(connection, GUARDS) == set()
    dispatch = press.release()
    press.gather(dispatch, press.reader(1))
    for statement in TAMPERING:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    unread = Terms.objects.values().get()
    unread |= {"dispatch_id": dispatch.pk, "digest": "0" * 64}
    with pytest.raises(DatabaseError), transaction.atomic():
        Terms.objects.create(**unread)


def test_a_pause_and_a_stop_are_a_colleagues_and_are_told_to_the_journal(press: Press) -> None:
    terms = press.release().terms
    assert terms.pause(by=press.tomas) and not terms.pause(by=press.ana)
    assert terms.paused_by == press.tomas.user
    assert terms.resume(by=press.ana) and terms.paused_at is None
    assert terms.stop(by=press.ana) and not terms.resume(by=press.ana) and not terms.stop(by=press.ana)
    assert list(JournalEntry.objects.values_list("kind", flat=True)) == [
        "dispatch",
        "pause",
        "resume",
        "stop",
    ]
    press.ana.end()
    with pytest.raises(NotSignedIn):
        terms.pause(by=press.ana)
