"""Whoever rings for a chore need not wait for its next beat."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from functools import partial

import pytest

from byhand.work.bell import ring
from byhand.work.chore import Chore
from byhand.work.loop import ChoreLoop

PATIENCE = 20


@pytest.mark.usefixtures("fresh_house")
def test_a_chore_that_is_rung_for_begins_again_though_it_is_at_work_and_others_take_long() -> None:
    begun, others, may_end = threading.Semaphore(0), threading.Semaphore(0), threading.Event()

    def takes_long() -> str:
        others.release()
        may_end.wait(PATIENCE)
        return ""

    def wanted() -> str:
        begun.release()
        return ""

    hour = timedelta(hours=1)
    chores = [Chore("wanted", "", hour, wanted), Chore("long", "", hour, takes_long)]
    loop = ChoreLoop(chores, threads=1, within=timedelta(0))
    loop.start()
    try:
        assert begun.acquire(timeout=PATIENCE)
        assert others.acquire(timeout=PATIENCE)
        ring("wanted")
        assert begun.acquire(timeout=PATIENCE)
        ring("nobody knows this one")
        ring("wanted")
        assert begun.acquire(timeout=PATIENCE)
    finally:
        may_end.set()
        loop.stop()
    ring("wanted")
    assert not begun.acquire(timeout=0.2)


@pytest.mark.usefixtures("fresh_house")
def test_a_chore_that_waits_for_its_turn_behind_others_begins_when_it_is_rung_for() -> None:
    begun, others, may_end = threading.Semaphore(0), threading.Semaphore(0), threading.Event()

    def takes_long() -> str:
        others.release()
        may_end.wait(PATIENCE)
        return ""

    def wanted() -> str:
        begun.release()
        return ""

    hour, often = timedelta(hours=1), timedelta(milliseconds=1)
    chores = [Chore("long", "", hour, takes_long), Chore("wanted", "", often, wanted)]
    loop = ChoreLoop(chores, threads=1, within=timedelta(0))
    loop.start()
    try:
        assert others.acquire(timeout=PATIENCE)
        assert not begun.acquire(timeout=1), "its beat stands in the queue behind the long one"
        ring("wanted")
        assert begun.acquire(timeout=PATIENCE)
    finally:
        may_end.set()
        loop.stop()


@pytest.mark.usefixtures("fresh_house")
def test_after_a_start_the_chores_begin_one_after_the_other() -> None:
    begun: dict[str, float] = {}
    all_begun = threading.Event()

    def begins(name: str) -> str:
        begun.setdefault(name, time.monotonic())
        if len(begun) == 4:
            all_begun.set()
        return ""

    hour, tick = timedelta(hours=1), timedelta(milliseconds=1)
    beats = {"often": tick, "first": hour, "second": hour, "often, too": tick}
    loop = ChoreLoop(
        [Chore(name, "", every, partial(begins, name)) for name, every in beats.items()],
        within=timedelta(seconds=4),
    )
    loop.start()
    try:
        assert all_begun.wait(PATIENCE)
    finally:
        loop.stop()
    assert max(begun["often"], begun["often, too"]) < begun["first"] < begun["second"]
