"""What moves while somebody looks at it: a reader of two broadcasts, and a copy that is put off."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from tests.gate.many.conftest import Press, a_press
from tests.people.agreeing import agreed, topic

from byhand.channels.adapter import Refused
from byhand.channels.models import Inbox
from byhand.channels.practice import lines
from byhand.channels.wires import Ended
from byhand.gate.many.sending import send
from byhand.gate.many.standing import Standing
from byhand.gate.many.winding_up import wind_up
from byhand.gate.models import Copy, Dispatch, Terms
from byhand.people.models import Address, Link
from byhand.team.models import House


@pytest.mark.parametrize("addresses", [1, 2])
def test_two_broadcasts_at_one_moment_turn_to_a_reader_once(fresh_house, monkeypatch, addresses):
    House.objects.create(name="Kiln Lane Pottery")
    press = a_press(Inbox.objects.create(kind="practice", name="Studio", address="studio@kilnlane.example"))
    reader, news = press.reader(1), topic("News", by=press.ana.user)
    elsewhere = reader if addresses == 1 else press.reader(2, agrees=False)
    if elsewhere != reader:
        Link.objects.merge(elsewhere.person, into=reader.person, by=press.ana.user)
    agreed(elsewhere, news)
    going = [press.release(), press.release(topic=news)]
    for one in going:
        press.gather(one, Address.objects.get(pk=reader.pk))
    assert Copy.objects.order_by("pk").values_list("address", flat=True)[1] == elsewhere.pk
    both_asked = threading.Barrier(2)
    ask = Standing.ask

    def asking(self, addresses):
        """Whoever has asked waits a moment for the other, who may ask the same before a word is noted."""
        answer = ask(self, addresses)
        with suppress(threading.BrokenBarrierError):
            both_asked.wait(0.5)
        return answer

    monkeypatch.setattr(Standing, "ask", asking)

    def go(dispatch: Dispatch) -> None:
        try:
            send(Dispatch.objects.get(pk=dispatch.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(one,)) for one in going]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert sorted(Copy.objects.values_list("stage", "left_out")) == [
        ("accepted", ""),
        ("left out", "no room"),
    ]


@pytest.mark.django_db
def test_a_copy_that_moves_while_one_looks_whether_all_is_over_is_not_lost(press: Press):
    dispatch = press.release()
    press.gather(dispatch, press.reader(1))
    Copy.objects.update(stage="speaking", claimed_by="another node")

    def put_off_meanwhile(execute, sql, params, many, context):
        """Its server puts it off right behind the first question."""
        answer = execute(sql, params, many, context)
        if "gate_copy" in sql and Copy.objects.in_hand().exists():
            Copy.objects.update(
                stage="waiting", claimed_by="", next_attempt_at=timezone.now() + timedelta(hours=1)
            )
        return answer

    with connection.execute_wrapper(_once(put_off_meanwhile)):
        wind_up(Terms.objects.get())
    assert Copy.objects.get().stage == "waiting" and Terms.objects.get().finished_at is None


@pytest.mark.django_db
def test_a_letter_put_off_once_and_long_ago_is_not_given_up(press: Press, monkeypatch):
    """A slow broadcast comes round to them again weeks later, to a server that puts off whoever it does not know."""
    dispatch = press.release()
    press.gather(dispatch, press.reader(1))

    def speak(self, line):
        no = Refused("451 Greylisted, please try again", permanent=False)
        self._happened.append(Ended(line, self._offered.pop(line), no, was_spoken=True))

    monkeypatch.setattr(lines.PracticeLines, "speak", speak)
    now, tried = timezone.now(), []
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    for days in range(1, 8):
        send(Dispatch.objects.get(pk=dispatch.pk))
        tried.append(Copy.objects.get().stage)
        now += timedelta(days=days)
    assert tried == ["waiting"] * 5 + ["refused"] * 2
    assert Copy.objects.get().attempts == 6


def _once(wrapper):
    """So that its own questions are not asked through it."""
    inside = []

    def asking(execute, *asked):
        if inside:
            return execute(*asked)
        inside.append(True)
        try:
            return wrapper(execute, *asked)
        finally:
            inside.pop()

    return asking
