"""Sending: one broadcast goes out over several lines, until nobody is left, or somebody says halt.

What is true when the power goes stands in `stages.py`; the transaction between two letters of a line in `speaking.py`.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from datetime import timedelta

from django.db import OperationalError, transaction
from django.utils import timezone

from byhand.channels.adapter import Handover, NoAnswer, Refused
from byhand.channels.many import open_lines
from byhand.channels.sending_key import key_is_lost
from byhand.channels.wires import Happened, Lines, MaySpeak
from byhand.gate.dispatch import Dispatch
from byhand.gate.many import moves
from byhand.gate.many.account import LINES, lines_of
from byhand.gate.many.left_behind import settle_own
from byhand.gate.many.preparing import Prepared, Preparing
from byhand.gate.many.putting_back import put_back_slow
from byhand.gate.many.slowed import Domains
from byhand.gate.many.speaking import Came, Said, Speaking
from byhand.gate.many.stages import CopyStage
from byhand.gate.many.tally import Tally
from byhand.gate.many.terms import Terms
from byhand.gate.many.waking import Waking
from byhand.gate.many.winding_up import reason_to_hold, wind_up
from byhand.team.secrets import LostKey
from byhand.work.worker import this_worker

PORTION = 500
LINGER = 0.004  # seconds: lines that answer so close together share one commit
A_MOMENT = 0.5
ENOUGH = 50  # letters put off in a row are a trouble, and as many taken say that it is over
LOOK_AGAIN = timedelta(minutes=10)

log = logging.getLogger(__name__)


def send(dispatch: Dispatch) -> None:
    """As far as it goes now. Nobody else in this process may send the same one meanwhile."""
    terms = Terms.objects.select_related("topic").get(dispatch=dispatch)
    settle_own(dispatch.pk)
    if wind_up(terms):
        return
    why = reason_to_hold(dispatch)
    if why:
        terms.rest(timezone.now() + LOOK_AGAIN, why)
        return
    try:
        sending = Sending(dispatch, terms, open_lines(dispatch.inbox, lines_of(dispatch.inbox, LINES)))
    except LostKey:
        terms.rest(timezone.now() + LOOK_AGAIN, key_is_lost())
        return
    try:
        sending.run()
    finally:
        sending.end()
    terms.refresh_from_db()
    if sending.trouble:
        terms.back_off(sending.trouble, worked=sending.taken >= ENOUGH)
        return
    if sending.taken:
        terms.works_again()
    wind_up(terms)


class Sending:
    """One run: what is in hand, on which line, and what came of it."""

    def __init__(self, dispatch: Dispatch, terms: Terms, lines: Lines) -> None:
        self._dispatch, self._lines, self._worker = dispatch, lines, this_worker()
        waking = Waking(terms.hours, terms.latest_at)
        self._domains = Domains(dispatch)
        self._preparing = Preparing(dispatch, terms, self._worker, waking, self._domains)
        self._speaking = Speaking(terms, dispatch.inbox.pk, self._worker, waking, self._domains)
        self._hand: deque[Prepared] = deque()
        self._under_way: dict[int, tuple[int, Prepared]] = {}
        self._ready: dict[int, Prepared] = {}
        self._came: list[Came] = []
        self._first_at = self._not_before = 0.0
        self._put_off = self.taken = 0
        self._halts = self._is_empty = False
        self._is_told_to_slow = False  # and has not noted of whom
        self.trouble = ""

    def run(self) -> None:
        while True:
            self._take_in_hand()
            self._offer()
            if not self._under_way and not self._came and (self._halts or not self._hand):
                return
            self._hear(self._lines.wait(self._patience()))
            if self._is_time():
                self._turn()

    def end(self) -> None:
        """What is in hand waits again; what was being said and has no answer is settled as it is."""
        self._hear(self._lines.close())
        self._hand.clear()
        self._ready.clear()
        with transaction.atomic():
            self._speaking.turn(self._came, ())
            back = moves.give_back(self._worker, self._dispatch.pk)
            Tally.objects.move(
                self._dispatch.pk, {(CopyStage.CLAIMED.value, ""): -back, (CopyStage.WAITING.value, ""): back}
            )
        self._came = []

    def _take_in_hand(self) -> None:
        if self._halts or self._is_empty or len(self._hand) > LINES:
            return
        more = self._preparing.next(PORTION)
        self._hand.extend(more)
        self._is_empty = not more

    def _offer(self) -> None:
        if self._halts or self._is_told_to_slow or not self._hand:
            return
        try:
            free = self._lines.free()
        except Refused as no:
            self._halts, self.trouble = True, no.reason
            return
        for line in free:
            if not self._hand:
                return
            one = self._hand.popleft()
            self._under_way[one.copy] = (line, one)
            self._lines.offer(line, one.parcel)

    def _hear(self, happened: list[Happened]) -> None:
        if happened and not self._ready and not self._came:
            self._first_at = time.monotonic()
        for one in happened:
            line, prepared = self._under_way[one.parcel.key]
            if isinstance(one, MaySpeak):
                self._ready[line] = prepared
            else:
                del self._under_way[one.parcel.key]
                if self._ready.get(line) is prepared:
                    del self._ready[line]
                self._came.append(Came(prepared, one))
                self._look_at(one.outcome)

    def _look_at(self, outcome: Handover | Refused | NoAnswer) -> None:
        """A server that puts off one after the other speaks of us and not of them: it is left alone for a while."""
        if not isinstance(outcome, Refused) or outcome.permanent:
            self._put_off = 0
            self.taken += isinstance(outcome, Handover)
            return
        self._is_told_to_slow |= outcome.asks_to_slow_down
        self._put_off += 1
        if self._put_off >= ENOUGH:
            self._halts, self.trouble = True, outcome.reason

    def _patience(self) -> float:
        if self._ready and not self._came and time.monotonic() < self._not_before:
            return A_MOMENT / 2
        return LINGER if self._ready or self._came else A_MOMENT

    def _is_time(self) -> bool:
        """All lines have spoken, or the first of them a moment ago: one that hangs holds up nobody."""
        if not self._came and (not self._ready or time.monotonic() < self._not_before):
            return False
        busy = {line for line, _one in self._under_way.values()}
        return len(self._ready) >= len(busy) or time.monotonic() - self._first_at >= LINGER

    def _turn(self) -> None:
        ready = dict(self._ready)
        said = self._say_until_it_stands(list(ready.values()))
        self._came, self._first_at, self._is_told_to_slow = [], time.monotonic(), False
        for line, one in ready.items():
            if one.copy in said.go:
                del self._ready[line]
                self._lines.speak(line)
            elif one.copy in said.stay:
                del self._ready[line], self._under_way[one.copy]
                self._lines.withdraw(line)
        self._halts = self._halts or not said.goes_on
        if self._domains.is_new:
            self._leave_alone()
        if self._ready:  # the pace holds them: a token comes in its time
            self._not_before = time.monotonic() + A_MOMENT / 2

    def _leave_alone(self) -> None:
        """A domain asked us to go slowly: what is in hand for it is not tried."""
        self._domains.is_new = False
        with transaction.atomic():
            theirs = {one.copy: one.parcel.recipient for one in self._hand}
            slow = put_back_slow(self._domains, self._worker, theirs, timezone.now())
            moved = {(CopyStage.CLAIMED.value, ""): -len(slow), (CopyStage.WAITING.value, ""): len(slow)}
            Tally.objects.move(self._dispatch.pk, moved)
        self._hand = deque(one for one in self._hand if one.copy not in slow)

    def _say_until_it_stands(self, ready: list[Prepared]) -> Said:
        """Two who wait for each other's rows are told so by the database: one of them asks again."""
        for _attempt in range(3):
            try:
                return self._speaking.turn(self._came, ready)
            except OperationalError:
                log.warning("broadcast.turn_again", exc_info=True)
        return self._speaking.turn(self._came, ready)
