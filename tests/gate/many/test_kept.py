"""What stays of a broadcast: the journal is compared with its rows, each sees their own, and who is erased has none."""

from __future__ import annotations

import pytest
from django.db import connection
from django.utils import timezone
from tests.gate.many.conftest import Press

from byhand.gate import guards
from byhand.gate.doubting import doubt_what_may_have_left
from byhand.gate.erasing import NotNow, erase_letters, forget_evidence
from byhand.gate.many.guards import GUARDS
from byhand.gate.many.left_behind import settle_left_behind
from byhand.gate.many.sending import send
from byhand.gate.many.tally import progress
from byhand.gate.models import Copy, Dispatch
from byhand.gate.sent_to import sent_to, words_to
from byhand.gate.verifying import verify_journal
from byhand.people.models import Address
from byhand.work.worker import this_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(press: Press) -> Dispatch:
    """To three."""
    dispatch = press.release()
    press.gather(dispatch, *(press.reader(n) for n in range(3)))
    send(dispatch)
    return dispatch


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        (
            "UPDATE gate_copy SET recipient = 'mine@there.example' WHERE recipient LIKE 'r1@%'",
            "goes to was changed",
        ),
        (
            "UPDATE gate_copy SET fields = '{\"name\": \"Mei\"}' WHERE recipient LIKE 'r1@%'",
            "goes to was changed",
        ),
        ("UPDATE gate_copy SET digest = named WHERE recipient LIKE 'r1@%'", "changed after it was rendered"),
        ("UPDATE gate_copy SET batch = 9 WHERE recipient LIKE 'r1@%'", "changed after it was rendered"),
        ("DELETE FROM gate_copy WHERE recipient LIKE 'r1@%'", "not those that were gathered"),
        ('UPDATE gate_terms SET words = \'[{"language":"en","subject":"x","body":"y"}]\'', "sealed it"),
        ("UPDATE gate_terms SET audience_said = 'All'", "sealed it"),
        ("UPDATE gate_terms SET latest_at = NULL, must_know = (1 = 1), because = 'recall'", "sealed it"),
    ],
)
def test_whoever_gets_past_the_guards_is_found(sent: Dispatch, tampering: str, found: str) -> None:
    assert verify_journal().is_whole
    with connection.cursor() as cursor:
        for guard in GUARDS:
            on = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}{on}")
        cursor.execute(tampering)
    guards.install(connection, GUARDS)
    assert found in verify_journal().sentence


def test_each_sees_what_was_said_to_them_and_to_nobody_else(sent: Dispatch, press: Press) -> None:
    first = Address.objects.get(value="r0@harrow.example")
    [one] = sent_to(first)
    assert (one.subject, one.author, one.dispatch) == ("The kiln is free", "Ana Moreau", sent.pk)
    assert "Dear Reader 0," in words_to(first, sent.pk).body
    assert words_to(press.reader(9), sent.pk) is None


def test_of_who_is_erased_nothing_stays_but_that_a_copy_left(sent: Dispatch, press: Press) -> None:
    theirs = Address.objects.get(value="r1@harrow.example")
    Copy.objects.filter(address=theirs).update(claimed_by=this_worker())
    erase_letters({theirs.value}, lambda words: "")
    forget_evidence({theirs.person_id}, {theirs.value})
    theirs.person.delete()
    copy = Copy.objects.get(recipient="")
    assert (copy.fields, copy.answer, copy.address_id, copy.stage) == ({}, "", None, "accepted")
    assert verify_journal().is_whole and progress(sent).accepted == 3
    later = press.release(audience="others")
    waiting = press.reader(7)
    press.gather(later, waiting)
    Copy.objects.filter(dispatch=later).update(stage="claimed")
    with pytest.raises(NotNow):
        erase_letters({waiting.value}, lambda words: "")
    Copy.objects.filter(dispatch=later).update(stage="waiting")
    erase_letters({waiting.value}, lambda words: "")
    assert progress(later).left_out_because == {"erased": 1}


def test_a_dead_workers_copies_wait_again_but_those_it_was_saying(press: Press) -> None:
    dispatch = press.release()
    said, claimed, ours = press.gather(dispatch, *(press.reader(n) for n in range(3)))
    host = this_worker().partition(":")[0]
    for one, stage, worker in (
        (said, "speaking", f"{host}:999999:ab"), (claimed, "claimed", f"{host}:999999:ab"),
        (ours, "claimed", this_worker()),
    ):  # fmt: skip
        Copy.objects.filter(pk=one.pk).update(stage=stage, claimed_by=worker, claimed_at=timezone.now())
    Copy.objects.count_anew(dispatch)
    settle_left_behind()
    assert [one.stage for one in dispatch.copies.order_by("pk")] == ["perhaps", "waiting", "claimed"]
    now = progress(dispatch)
    assert (now.perhaps, now.waiting, now.on_their_way) == (1, 1, 1)


def test_what_is_in_hand_or_waits_is_found_by_its_index(press: Press) -> None:
    """Among a million rows it is asked every second."""
    if connection.vendor == "sqlite":  # the other database proves it by itself, and reads a small table whole
        assert "copy_in_hand" in Copy.objects.in_hand().filter(claimed_by="me").explain()
        assert "copy_in_hand" in Copy.objects.in_hand().order_by().values("claimed_by").distinct().explain()
        assert (
            "copy_due"
            in Copy.objects.waiting().filter(dispatch=1).order_by("next_attempt_at", "pk").explain()
        )


def test_after_a_restore_nobody_knows_who_had_it_meanwhile(press: Press) -> None:
    dispatch = press.release()
    press.gather(dispatch, *(press.reader(n) for n in range(2)))
    assert doubt_what_may_have_left(timezone.now()) == 2
    assert progress(dispatch).perhaps == 2
    send(dispatch)
    assert progress(dispatch).perhaps == 2
