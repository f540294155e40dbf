"""What was released leaves once: claimed, tried, settled, and never said twice by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.signing_in import sign_in

from byhand.channels import registry
from byhand.channels.adapter import Handover, NoAnswer, Refused
from byhand.channels.models import Inbox
from byhand.gate.delivering import deliver, deliver_due
from byhand.gate.filing import file_sent_due
from byhand.gate.leaving import BACK_OFF, GIVE_UP_AFTER, LostClaim, Stage
from byhand.gate.models import Delivery, Dispatch, JournalEntry
from byhand.kit.reach import is_email
from byhand.work.worker import is_surely_gone, this_worker

pytestmark = pytest.mark.django_db


class Line:
    """A channel that does as it is told, and writes down what went through it."""

    kind, undo_seconds, can_send, holds_mail = "practice", 0, True, True

    def __init__(self) -> None:
        self.said: list[str] = []
        self.before: Exception | None = None
        self.after: Exception | None = None
        self.filed: list[str] = []

    def reaches(self, address: str) -> bool:
        return is_email(address)

    def send(self, inbox, outgoing, recipient, about_to_speak):
        if self.before:
            raise self.before
        about_to_speak()
        self.said.append(recipient)
        if self.after:
            raise self.after
        return Handover("250 taken")

    def file_sent(self, inbox, outgoing):
        self.filed.append(outgoing.message_id)


@pytest.fixture
def line(monkeypatch):
    line = Line()
    monkeypatch.setitem(registry.ADAPTERS, "practice", line)
    return line


@pytest.fixture
def delivery(line, release):
    """Ruth's copy; Mei's waits for another day."""
    dispatch = release()
    dispatch.deliveries.filter(role="cc").update(next_attempt_at=timezone.now() + timedelta(days=9))
    return dispatch.deliveries.get(role="to")


def again(delivery):
    delivery.refresh_from_db()
    return delivery


def due_now(delivery):
    Delivery.objects.filter(pk=delivery.pk).update(next_attempt_at=timezone.now())


def test_a_letter_that_is_due_leaves_once(line, delivery):
    assert deliver_due()
    assert deliver_due() == ""
    assert line.said == ["ruth@harrow.example"]
    assert again(delivery).stage == Stage.ACCEPTED
    assert delivery.answer == "250 taken"


def test_nothing_leaves_before_the_time_for_undoing_is_over(release, line):
    line.undo_seconds = 10
    release()
    assert deliver_due() == ""
    assert line.said == []


def test_what_was_recalled_does_not_leave(release, line, ana):
    line.undo_seconds = 10
    dispatch = release()
    assert dispatch.recall(by=sign_in(ana))
    Delivery.objects.update(next_attempt_at=timezone.now())
    deliver_due()
    assert line.said == []
    assert JournalEntry.objects.last().kind == "recall"


def test_what_is_on_its_way_cannot_be_recalled(delivery, line, ana):
    deliver_due()
    assert not delivery.dispatch.recall(by=sign_in(ana))


def test_a_trouble_before_the_words_backs_off(line, delivery):
    line.before = Refused("The server cannot be reached.", permanent=False)
    for pause in (*BACK_OFF, BACK_OFF[-1]):
        before = timezone.now()
        due_now(delivery)
        deliver_due()
        assert again(delivery).stage == Stage.WAITING
        assert timedelta() <= delivery.next_attempt_at - before - pause < timedelta(seconds=30)
    assert line.said == []


def test_after_a_day_of_trying_the_author_is_told_no(line, delivery):
    line.before = Refused("The server cannot be reached.", permanent=False)
    Delivery.objects.filter(pk=delivery.pk).update(first_attempt_at=timezone.now() - GIVE_UP_AFTER)
    deliver_due()
    assert again(delivery).stage == Stage.REFUSED


def test_a_no_for_good_stops_at_once(line, delivery):
    line.before = Refused("There is no such mailbox.", permanent=True)
    deliver_due()
    assert again(delivery).stage == Stage.REFUSED
    assert delivery.answer == "There is no such mailbox."


def test_no_answer_after_the_words_is_perhaps_and_never_tried_again(line, delivery):
    line.after = NoAnswer("The connection was lost.")
    deliver_due()
    deliver_due()
    assert again(delivery).stage == Stage.PERHAPS
    assert line.said == ["ruth@harrow.example"]


def test_a_definite_no_after_the_words_is_tried_again_later(line, delivery):
    line.after = Refused("Mailbox busy.", permanent=False)
    deliver_due()
    assert again(delivery).stage == Stage.WAITING


def test_a_fault_of_ours_after_the_words_is_perhaps(line, delivery):
    line.after = ZeroDivisionError("ours")
    deliver_due()
    assert again(delivery).stage == Stage.PERHAPS


def test_a_person_may_decide_to_try_what_perhaps_arrived_once_more(line, delivery, ana):
    line.after = NoAnswer("The connection was lost.")
    deliver_due()
    line.after = None
    assert again(delivery).send_again(by=ana)
    assert not again(delivery).send_again(by=ana)
    deliver_due()
    assert again(delivery).stage == Stage.ACCEPTED
    assert again(delivery).again_by == ana


def test_a_person_may_decide_to_leave_it_once(line, delivery, ana):
    line.after = NoAnswer("The connection was lost.")
    deliver_due()
    assert again(delivery).let_be(by=ana)
    assert not again(delivery).let_be(by=ana)
    assert again(delivery).let_be_by == ana
    assert delivery.stage == Stage.PERHAPS


def test_two_workers_cannot_both_claim_it(delivery):
    other = Delivery.objects.get(pk=delivery.pk)
    assert delivery.claim("one")
    assert not other.claim("two")


def test_who_lost_the_claim_says_nothing(delivery):
    assert delivery.claim("one")
    Delivery.objects.filter(pk=delivery.pk).update(claimed_by="two")
    with pytest.raises(LostClaim):
        delivery.begin_speaking()


def test_a_letter_whose_seal_is_broken_stays(line, delivery, monkeypatch):
    """Somebody past the database's guards changed the words: the worker looks at the seal before it speaks."""
    monkeypatch.setattr(Dispatch, "has_whole_seal", lambda self: False)
    deliver_due()
    assert again(delivery).stage == Stage.HELD
    assert line.said == []


def test_the_words_of_who_has_left_are_held(line, delivery, ana):
    ana.leave()
    deliver_due()
    assert again(delivery).stage == Stage.HELD


def test_a_paused_inbox_lets_nothing_out(line, delivery):
    Inbox.objects.update(paused_at=timezone.now())
    assert deliver_due() == ""


def test_a_worker_that_died_before_it_spoke_leaves_it_due(line, delivery):
    delivery.claim(_dead_worker())
    deliver_due()
    assert again(delivery).stage == Stage.ACCEPTED
    assert line.said == ["ruth@harrow.example"]


def test_a_worker_that_died_while_it_spoke_leaves_a_perhaps(line, delivery):
    delivery.claim(_dead_worker())
    delivery.begin_speaking()
    deliver_due()
    assert again(delivery).stage == Stage.PERHAPS
    assert line.said == []


def test_a_living_worker_is_left_alone(line, delivery):
    delivery.claim(this_worker())
    deliver(Delivery.objects.get(pk=delivery.pk))
    assert again(delivery).claimed_by == this_worker()
    assert not is_surely_gone(this_worker())
    assert not is_surely_gone("another-machine:1:abc")


def test_what_was_taken_is_filed_once(line, delivery):
    deliver_due()
    assert file_sent_due()
    assert file_sent_due() == ""
    assert line.filed == [delivery.dispatch.message_id]


def test_filing_that_fails_is_tried_later(line, delivery, monkeypatch):
    deliver_due()
    monkeypatch.setattr(line, "file_sent", _refuse)
    assert file_sent_due() == ""
    dispatch = Dispatch.objects.get()
    assert dispatch.filing_trouble == "Full."
    assert dispatch.filing_due_at > timezone.now()


def _refuse(inbox, outgoing):
    raise Refused("Full.", permanent=False)


def _dead_worker() -> str:
    """The name of a process of this machine that is no more."""
    import platform
    import subprocess
    import sys

    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    return f"{platform.node()}:{gone.pid}:abcd"
