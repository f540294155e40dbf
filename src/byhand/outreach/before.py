"""Before it leaves: how many have room, who is left out and why, what it does to budgets, whose facts are missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from byhand.gate.many.expected import expected
from byhand.gate.many.leaving_out import Prospect, left_out_of, why_not
from byhand.gate.many.plan import Plan
from byhand.gate.many.waking import Waking
from byhand.kit.personal import slots_in
from byhand.kit.rhythm import PATIENCE, RHYTHMS, SILENCE, Rhythm
from byhand.outreach.audience import Audience
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.hours import hours_for
from byhand.outreach.personal_fields import BY_NAME, Field
from byhand.people.own_clock import clock_of_outer_person
from byhand.people.person import PersonQuerySet
from byhand.people.topic import Topic


@dataclass(frozen=True, slots=True)
class Missing:
    """Of so many readers this fact is not known; they read one of these in its place."""

    field: Field
    people: int
    they_read: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class After:
    """So many have room again only after such a time; None: not before they speak."""

    rhythm: Rhythm | None
    people: int


@dataclass(frozen=True, slots=True)
class ByTheirClock:
    """Of so many readers the clock is known; so many sleep until it is too late, and will not get it."""

    known: int = 0
    too_late: int = 0


@dataclass(frozen=True, slots=True)
class Before:
    """`afterwards`: what it does to the budgets of those who are written to; `slowed`: to how many it is one letter
    too many without a word back, so that we become slower."""

    prospect: Prospect
    by_their_clock: ByTheirClock
    missing: tuple[Missing, ...]
    afterwards: tuple[After, ...]
    slowed: int


def before(broadcast: Broadcast, plan: Plan, now: datetime | None = None) -> Before:
    """Counted in the database, however many they are. Seven queries and one a field. Raises NoAudience."""
    now = now or timezone.now()
    at = max(now, plan.leaves_at or now)
    topic = None if plan.must_know else plan.topic
    readers = _readers(broadcast, topic, now, at)
    return Before(
        _prospect(broadcast, topic, readers, now, at), _by_their_clock(readers, plan, at),
        tuple(_missing(readers, plan)), tuple(_afterwards(readers)),
        readers.annotate(next=(Coalesce(F("room__unanswered"), Value(0)) + 1) % PATIENCE).filter(next=0).count(),
    )  # fmt: skip


def left_out_because(broadcast: Broadcast, plan: Plan, why: str) -> PersonQuerySet:
    """Those left out for this reason, to be paged."""
    now = timezone.now()
    at = max(now, plan.leaves_at or now)
    return left_out_of(_people(broadcast, now), None if plan.must_know else plan.topic, why, at)


def _people(broadcast: Broadcast, now: datetime) -> PersonQuerySet:
    return _audience(broadcast).people(now)


def _audience(broadcast: Broadcast) -> Audience:
    if broadcast.audience is None:
        raise ValueError("It is for nobody yet.")
    return broadcast.audience


def _readers(broadcast: Broadcast, topic: Topic | None, now: datetime, at: datetime) -> PersonQuerySet:
    """Those who are written to, for figures about all of them: nobody's evidence is read twice."""
    if topic is None:
        return left_out_of(_people(broadcast, now), topic, "", at)
    return expected(_audience(broadcast).as_a_whole(now), topic, at)


def _prospect(
    broadcast: Broadcast, topic: Topic | None, readers: PersonQuerySet, now: datetime, at: datetime
) -> Prospect:
    """Why not is asked of the evidence, which is long to read: so only of those who are not told to be written to."""
    if topic is None:
        return why_not(_people(broadcast, now), topic, at)
    others = _audience(broadcast).as_a_whole(now).exclude(pk__in=readers.values("pk"))
    found = why_not(others, topic, at)
    return Prospect(readers.count() + found.readers, found.left_out)


def _by_their_clock(readers: PersonQuerySet, plan: Plan, at: datetime) -> ByTheirClock:
    rows = readers.annotate(clock=clock_of_outer_person()).order_by().values_list("clock")
    counts: dict[str, int] = dict(rows.annotate(n=Count("pk")))
    waking = Waking(hours_for(plan), plan.latest_at)
    late = (n for clock, n in counts.items() if not (waking.is_awake(clock, at) or waking.morning(clock, at)))
    return ByTheirClock(sum(n for clock, n in counts.items() if clock), sum(late))


def _missing(readers: PersonQuerySet, plan: Plan) -> list[Missing]:
    others: dict[str, list[str]] = {}
    for words in plan.words:
        for slot in slots_in(f"{words.subject}\n{words.body}"):
            if slot.name in BY_NAME and slot.otherwise not in (None, *others.setdefault(slot.name, [])):
                others[slot.name].append(slot.otherwise or "")
    counted = (
        Missing(BY_NAME[name], readers.exclude(BY_NAME[name].known()).count(), tuple(said))
        for name, said in others.items()
    )
    return [one for one in counted if one.people]


def _afterwards(readers: PersonQuerySet) -> list[After]:
    rows = readers.order_by().values_list("step").annotate(n=Count("pk")).order_by("step")
    return [After(RHYTHMS[step] if step < SILENCE else None, n) for step, n in rows]
