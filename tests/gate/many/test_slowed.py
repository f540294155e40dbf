"""A domain that asks us to go slowly is left alone for a growing while, and holds up nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.gate.many.conftest import Press
from tests.gate.many.test_sending import is_counted
from tests.people.agreeing import agreed, somebody
from tests.servers.machine import free_port
from tests.servers.moody import moody

from byhand.channels.models import Inbox
from byhand.gate.many.sending import LINES, send
from byhand.gate.many.slowed import Slowed
from byhand.gate.many.tally import progress
from byhand.gate.models import Dispatch, Terms, Touch
from byhand.kit.slowing import asks_to_slow_down
from byhand.people.models import Address
from byhand.team.models import User

SLOW, OTHERS = 40, 5


@pytest.mark.parametrize(
    ("answer", "does"),
    [
        ("421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to user complaints", True),
        ("421-4.7.28 Our system has detected an unusual rate of mail from you", True),
        ("451 4.7.650 The mail server has been temporarily rate limited due to IP reputation", True),
        ("450 Too many connections from your host", True), ("421 Come later", True),
        ("450 4.7.1 <ruth@harrow.example>: Greylisted, come again in five minutes", False),
        ("421 4.3.2 Service shutting down", False), ("452 4.2.2 Mailbox full, too many messages", False),
        ("450 4.2.0 Come again", False), ("550 5.7.1 Too many messages", False), ("", False),
    ],
)  # fmt: skip
def test_what_is_about_how_much_we_send(answer: str, does: bool) -> None:
    assert asks_to_slow_down(answer) == does


@pytest.mark.server
@pytest.mark.django_db
def test_its_letters_wait_a_growing_while_and_the_others_go_on(press: Press, tmp_path, monkeypatch) -> None:
    folders = tmp_path / "slow", tmp_path / "quick"
    for folder in folders:
        folder.mkdir()
    with moody(folders[0], moods="slow=1000") as slow, moody(folders[1]) as quick:
        dispatch = _released(press, slow.port)
        send(dispatch)
        now = progress(dispatch)
        assert (now.accepted, now.waiting, now.on_their_way) == (OTHERS, SLOW, 0) and is_counted(dispatch)
        assert 1 <= slow.asked_to_slow_down() <= LINES, "not each of them was tried"
        [first] = Slowed.objects.waiting(dispatch, timezone.now())
        assert (first.domain, first.times, first.copies) == ("slow.example", 1, SLOW)
        assert "Too many messages" in first.said and Touch.objects.count() == OTHERS
        assert Terms.objects.get().resting_until == first.until

        asked = slow.asked_to_slow_down()
        other = press.release(inbox=dispatch.inbox, audience_said="The others")
        press.gather(other, *_readers(press, ["slow.example"] * 3 + ["harrow.example"], "o"))
        send(other)
        assert progress(other).accepted == 1 and slow.asked_to_slow_down() == asked, "it is not asked again"
        [same] = Slowed.objects.waiting(other, timezone.now())
        assert (same.until, same.said, same.times, same.copies) == (first.until, first.said, 1, 3)
        assert Terms.objects.get(dispatch=other).resting_until == first.until and is_counted(other)
        other.terms.stop(by=press.ana)

        _later(monkeypatch, first.until)
        send(dispatch)
        again = Slowed.objects.get(dispatch=dispatch)
        assert again.times == 2 and again.until - first.until >= timedelta(minutes=4) and again.copies == SLOW

        Inbox.objects.filter(pk=dispatch.inbox.pk).update(options=_at(quick.port))
        _later(monkeypatch, again.until)
        send(Dispatch.objects.get(pk=dispatch.pk))
        assert progress(dispatch).accepted == SLOW + OTHERS and is_counted(dispatch)
        assert sum(quick.took().values()) == SLOW
        assert Terms.objects.get(dispatch=dispatch).finished_at


@pytest.mark.server
@pytest.mark.django_db
def test_a_trouble_that_is_over_makes_no_later_one_longer(press: Press, tmp_path) -> None:
    dispatch = _released(press, free_port())
    nobody = dispatch.inbox.options
    User.objects.update(role=User.Role.GUEST)
    assert _rests(dispatch, 2) == [10, 10]
    User.objects.update(role=User.Role.COLLEAGUE)
    assert _rests(dispatch) == [1, 5, 15], "nobody listens there; what we held ourselves was no trouble"
    with moody(tmp_path) as server:
        Inbox.objects.filter(pk=dispatch.inbox.pk).update(options=_at(server.port))
        dispatch.terms.allow(2)
        send(Dispatch.objects.get(pk=dispatch.pk))
        assert progress(dispatch).accepted == 2 and Terms.objects.get().trouble == ""
    Inbox.objects.filter(pk=dispatch.inbox.pk).update(options=nobody)
    dispatch.terms.allow(None)
    assert _rests(dispatch) == [1, 5, 15]
    terms = Terms.objects.get()
    terms.back_off("It broke off in the middle of many.", worked=True)
    assert Terms.objects.get().troubles == 1


@pytest.mark.django_db
def test_what_stood_against_it_is_not_why_it_waits_for_the_morning(press: Press) -> None:
    dispatch = press.release()
    press.gather(dispatch, press.reader(1))
    Inbox.objects.update(paused_at=timezone.now())
    send(Dispatch.objects.get(pk=dispatch.pk))
    assert "inbox is paused" in Terms.objects.get().trouble
    Inbox.objects.update(paused_at=None)
    begins = timezone.now() + timedelta(hours=9)
    dispatch.terms.keep_hours([[f"{begins:%H:%M}", f"{begins + timedelta(hours=1):%H:%M}"]] * 7)
    send(Dispatch.objects.get(pk=dispatch.pk))
    terms = Terms.objects.get()
    assert terms.resting_until and terms.resting_until > timezone.now() + timedelta(hours=8)
    assert terms.trouble == ""


def _rests(dispatch: Dispatch, times: int = 3) -> list[int]:
    """How many minutes it is left alone each time it is tried."""
    minutes: list[int] = []
    for _time in range(times):
        send(Dispatch.objects.get(pk=dispatch.pk))
        terms = Terms.objects.get()
        assert terms.trouble and terms.resting_until
        minutes.append(round((terms.resting_until - timezone.now()).total_seconds() / 60))
    return minutes


def _released(press: Press, port: int) -> Dispatch:
    inbox = Inbox.objects.create(
        kind="email", name="Post", address="post@kilnlane.example", options=_at(port)
    )
    dispatch = press.release(inbox=inbox)
    press.gather(dispatch, *_readers(press, ["slow.example"] * SLOW + ["harrow.example"] * OTHERS, "r"))
    return dispatch


def _readers(press: Press, domains: list[str], named: str) -> list[Address]:
    readers = [somebody(f"{named}{number}@{domain}") for number, domain in enumerate(domains)]
    for one in readers:
        agreed(one, press.workshops)
    return readers


def _at(port: int) -> dict[str, object]:
    return {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none", "smtp_user": ""}


def _later(monkeypatch: pytest.MonkeyPatch, at) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: at + timedelta(seconds=1))
