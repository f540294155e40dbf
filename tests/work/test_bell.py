"""Whoever rings for a chore need not wait for its next beat."""

from __future__ import annotations

import threading
from datetime import timedelta

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
    loop = ChoreLoop([Chore("wanted", "", hour, wanted), Chore("long", "", hour, takes_long)], threads=1)
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
