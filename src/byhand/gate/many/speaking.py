"""Speaking: one transaction between what was answered and what is said next, for all lines at once.

It settles what came back, asks whether the next may still go (terms, author, inbox, pace, each reader), notes that we
turn to them, and commits them as `speaking`. Only then are they spoken. So at any moment as many copies at most are in
that stage as there are lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from byhand.channels.adapter import Handover, NoAnswer, Refused
from byhand.channels.wires import Ended
from byhand.gate.leaving import BACK_OFF, GIVE_UP_AFTER
from byhand.gate.many import moves
from byhand.gate.many.pace import Pace
from byhand.gate.many.preparing import Prepared
from byhand.gate.many.putting_back import let_sleep
from byhand.gate.many.slowed import Domains
from byhand.gate.many.stages import LEFT_OUT, CopyStage
from byhand.gate.many.standing import Standing, Stands
from byhand.gate.many.tally import Tally
from byhand.gate.many.terms import Terms
from byhand.gate.many.waking import Waking
from byhand.gate.no_such_address import note_no
from byhand.gate.room import Room
from byhand.gate.touch import Touch
from byhand.people.address import Address


@dataclass(frozen=True, slots=True)
class Came:
    """What became of one copy, as its line says."""

    prepared: Prepared
    ended: Ended


@dataclass(frozen=True, slots=True)
class Said:
    """Which of those that may speak do, which do not, and which wait a moment; whether the broadcast goes on."""

    go: frozenset[int]
    stay: frozenset[int]
    goes_on: bool


class Speaking:
    """Of one broadcast and one worker."""

    def __init__(self, terms: Terms, inbox: int, worker: str, waking: Waking, domains: Domains) -> None:
        self._dispatch, self._inbox, self._worker = terms.pk, inbox, worker
        self._waking, self._domains = waking, domains
        self._standing = Standing(terms.pk, None if terms.must_know else terms.topic_id)

    @transaction.atomic
    def turn(self, came: Sequence[Came], ready: Sequence[Prepared]) -> Said:
        now = timezone.now()
        counts: Counter[tuple[str, str]] = Counter()
        unsaid = self._settle(came, counts, now)
        goes_on, room, has_pace = self._may_go_on(now)
        go: set[int] = set()
        stay: set[int] = set()
        if ready and goes_on:
            go, stay = self._begin(ready, room, has_pace, counts, now)
        if ready and not goes_on:
            back = moves.give_back(self._worker, self._dispatch, [one.copy for one in ready])
            counts[(CopyStage.WAITING.value, "")] += back
            counts[(CopyStage.CLAIMED.value, "")] -= back
            stay = {one.copy for one in ready}
        if len(go) != unsaid:
            moves.ask(
                "UPDATE gate_terms SET spoken = spoken + %s WHERE dispatch_id = %s",
                (len(go) - unsaid, self._dispatch),
            )
        Tally.objects.move(self._dispatch, counts)
        return Said(frozenset(go), frozenset(stay), goes_on)

    def _settle(self, came: Sequence[Came], counts: Counter[tuple[str, str]], now: datetime) -> int:
        """Writes down what each line answered; gives how many had been spoken and were not taken."""
        settled: list[tuple[int, str, str, str]] = []
        later: list[tuple[int, str, datetime]] = []
        for one in came:
            outcome, pk = one.ended.outcome, one.prepared.copy
            if isinstance(outcome, Handover):
                settled.append((pk, CopyStage.ACCEPTED.value, outcome.answer, ""))
                self._domains.took(one.prepared.parcel.recipient)
            elif isinstance(outcome, NoAnswer):
                settled.append((pk, CopyStage.PERHAPS.value, str(outcome), ""))
            elif outcome.permanent or _tried_for_long(one.prepared, now):
                settled.append((pk, CopyStage.REFUSED.value, outcome.reason, ""))
            else:
                later.append((pk, outcome.reason, self._tried_again_at(one.prepared, outcome, now)))
        was = {one.prepared.copy: _stage_before(one.ended) for one in came}
        if settled:
            version = {one.prepared.copy: one.prepared.version for one in came}
            for pk, (stage, why) in moves.settle(settled, self._worker, now).items():
                counts[(stage, version[pk] if stage == CopyStage.ACCEPTED.value else why)] += 1
                counts[(was[pk], "")] -= 1
        if later:
            for pk in moves.put_off(later, self._worker, now):
                counts[(CopyStage.WAITING.value, "")] += 1
                counts[(was[pk], "")] -= 1
        for one in came:
            no = one.ended.outcome
            if isinstance(no, Refused) and no.permanent and no.of_the_recipient:
                note_no(one.prepared.parcel.recipient, *no.of_the_recipient)
        return self._take_back([one for one in came if _was_not_taken(one.ended)])

    def _tried_again_at(self, prepared: Prepared, no: Refused, now: datetime) -> datetime:
        if no.asks_to_slow_down:
            return self._domains.heard(prepared.parcel.recipient, no.reason, now)
        return now + _pause(prepared)

    def _take_back(self, came: Sequence[Came]) -> int:
        """Nothing reached them: nobody was turned to."""
        if came:
            theirs = [one.prepared.address for one in came]
            Touch.objects.filter(dispatch=self._dispatch, address__in=theirs).delete()
            Room.objects.tell_anew(
                set(Address.objects.filter(pk__in=theirs).values_list("person", flat=True))
            )
        return len(came)

    def _may_go_on(self, now: datetime) -> tuple[bool, int | None, bool]:
        """Asked of the row that a pause and a stop change, which wait for us; how many more are allowed; and whether
        the account has a pace."""
        at = moves.moment(now)
        locked = " FOR UPDATE OF t" if connection.vendor == "postgresql" else ""
        [row] = moves.ask(
            f"""SELECT t.paused_at IS NULL AND t.stopped_at IS NULL AND (t.latest_at IS NULL OR t.latest_at > %s)
                AND u.is_active AND u.role <> 'guest' AND i.paused_at IS NULL, t.allowed, t.spoken, p.inbox_id,
                CAST(t.hours AS text)
                FROM gate_terms t JOIN gate_dispatch d ON d.id = t.dispatch_id JOIN team_user u ON u.id = d.author_id
                JOIN channels_inbox i ON i.id = d.inbox_id
                LEFT JOIN gate_pace p ON p.inbox_id = i.id WHERE t.dispatch_id = %s{locked}""",
            (at, self._dispatch),
        )
        open_one, allowed, spoken, pace, hours = row
        self._waking.keep(hours or "null")
        room = None if allowed is None else max(allowed - spoken, 0)
        return bool(open_one) and room != 0, room, pace is not None

    def _begin(
        self,
        ready: Sequence[Prepared],
        room: int | None,
        has_pace: bool,
        counts: Counter[tuple[str, str]],
        now: datetime,
    ) -> tuple[set[int], set[int]]:
        """Gives those that are spoken now, and those that will not be."""
        moves.hold_still([one.address for one in ready])
        stands = self._standing.ask([one.address for one in ready])
        left = self._leave_out(ready, stands, counts, now)
        asleep = self._let_sleep([one for one in ready if one.copy not in left], stands, counts, now)
        open_ones = _one_each([one for one in ready if one.copy not in left | asleep], stands)
        most = len(open_ones) if room is None else min(room, len(open_ones))
        chosen = open_ones[: Pace.objects.take(self._inbox, most, now) if has_pace else most]
        go = moves.begin_speaking([one.copy for one in chosen], self._worker, now) if chosen else set[int]()
        moves.touch(self._dispatch, [one.address for one in chosen if one.copy in go], now)
        counts[(CopyStage.SPEAKING.value, "")] += len(go)
        counts[(CopyStage.CLAIMED.value, "")] -= len(go)
        lost = {one.copy for one in chosen if one.copy not in go}
        return go, lost | left | asleep

    def _leave_out(
        self,
        ready: Sequence[Prepared],
        stands: Mapping[int, Stands],
        counts: Counter[tuple[str, str]],
        now: datetime,
    ) -> set[int]:
        left = [(one.copy, LEFT_OUT.value, "", why) for one in ready if (why := stands[one.address].why)]
        for stage, reason in (moves.settle(left, self._worker, now) if left else {}).values():
            counts[(stage, reason)] += 1
            counts[(CopyStage.CLAIMED.value, "")] -= 1
        return {pk for pk, *_ in left}

    def _let_sleep(
        self,
        ready: Sequence[Prepared],
        stands: Mapping[int, Stands],
        counts: Counter[tuple[str, str]],
        now: datetime,
    ) -> set[int]:
        """By the clock of each as it is now, whatever it was when they were gathered."""
        clocks = {one.copy: stands[one.address].clock for one in ready}
        asleep = {pk: clock for pk, clock in clocks.items() if not self._waking.is_awake(clock, now)}
        if asleep:
            counts.update(let_sleep(self._waking, self._worker, asleep, now))
        return set(asleep)


def _one_each(ready: Sequence[Prepared], stands: Mapping[int, Stands]) -> list[Prepared]:
    """Of somebody who has two of these addresses by now the first; about the other the next turn asks."""
    first: dict[int, Prepared] = {}
    for one in ready:
        first.setdefault(stands[one.address].person, one)
    return list(first.values())


def _was_not_taken(ended: Ended) -> bool:
    return ended.was_spoken and not isinstance(ended.outcome, (Handover, NoAnswer))


def _stage_before(ended: Ended) -> str:
    return (CopyStage.SPEAKING if ended.was_spoken else CopyStage.CLAIMED).value


def _tried_for_long(prepared: Prepared, now: datetime) -> bool:
    """For a day, and as often as the pauses grow: a broadcast that goes slowly may come round to somebody only weeks
    after a server put off their first letter."""
    first = prepared.first_attempt_at
    return first is not None and now - first >= GIVE_UP_AFTER and prepared.attempts > len(BACK_OFF)


def _pause(prepared: Prepared) -> timedelta:
    return BACK_OFF[min(prepared.attempts, len(BACK_OFF) - 1)]
