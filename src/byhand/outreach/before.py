"""Before it leaves: how many have room, who is left out and why, what it does to budgets, whose facts are missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from byhand.gate.budget import with_step
from byhand.gate.many.expected import expected
from byhand.gate.many.leaving_out import Prospect, judged, left_out_of
from byhand.gate.many.plan import Plan
from byhand.gate.many.some_of_each import some_of_each
from byhand.gate.many.waking import Waking
from byhand.kit.personal import slots_in
from byhand.kit.rhythm import PATIENCE, RHYTHMS, SILENCE
from byhand.outreach.audience import Audience
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.few import among_few
from byhand.outreach.hours import hours_for
from byhand.outreach.personal_fields import BY_NAME
from byhand.outreach.told_before import After, Before, ByTheirClock, Missing, Some
from byhand.people.many import among
from byhand.people.own_clock import clock_of_outer_person
from byhand.people.person import Person, PersonQuerySet
from byhand.people.topic import Topic


def before(broadcast: Broadcast, plan: Plan, now: datetime | None = None) -> Before:
    """Of few people (`few.py`): each is asked by the evidence. A dozen queries and one a field. Raises NoAudience."""
    asked = _Asked.of(broadcast, plan, now)
    few = list(among_few(asked.audience, asked.now).values_list("pk", flat=True))
    each = judged(Person.objects.filter(pk__in=among(few)), asked.topic, asked.at)
    why = dict(each.order_by().values_list("pk", "why"))
    left_out = Counter(one for one in why.values() if one)
    readers = with_step(Person.objects.filter(pk__in=among([pk for pk, one in why.items() if not one])))
    return asked.answered(Prospect(len(why) - left_out.total(), dict(left_out)), readers)


def before_and_some(broadcast: Broadcast, plan: Plan, now: datetime, *, most: int) -> tuple[Before, Some]:
    """Of many, with the ids of at most so many who are left out for each reason. Who is told to be written to is not
    asked why not: evidence is long to read, and what it says of one of them is asked when they are. Raises NoAudience.
    """
    asked = _Asked.of(broadcast, plan, now)
    if asked.topic is None:
        found, told = some_of_each(asked.people(), asked.topic, asked.at, most=most), 0
        readers = left_out_of(asked.people(), asked.topic, "", asked.at)
    else:
        readers = expected(asked.people(), asked.topic, asked.at)
        others = asked.people().exclude(pk__in=readers.values("pk"))
        found, told = some_of_each(others, asked.topic, asked.at, most=most), readers.count()
    prospect = Prospect(told + found.prospect.readers, found.prospect.left_out)
    return asked.answered(prospect, readers), found.left_out


def left_out_because(
    broadcast: Broadcast, plan: Plan, why: str, *, some: Collection[int] | None = None
) -> PersonQuerySet:
    """Those left out for this reason now, to be paged; of `some` of them alone, if they are told. Raises NoAudience."""
    asked = _Asked.of(broadcast, plan, None)
    if some is None:
        return left_out_of(among_few(asked.audience, asked.now), asked.topic, why, asked.at)
    each = _audience(broadcast).people(asked.now).filter(pk__in=among(some))
    return left_out_of(each, asked.topic, why, asked.at)


def read_in_place_of(plan: Plan) -> dict[str, list[str]]:
    """By field that may be missing: what whoever it is missing of reads in its place."""
    others: dict[str, list[str]] = {}
    for words in plan.words:
        for slot in slots_in(f"{words.subject}\n{words.body}"):
            if slot.name in BY_NAME and slot.otherwise not in (None, *others.setdefault(slot.name, [])):
                others[slot.name].append(slot.otherwise or "")
    return others


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked: of whom, about what, at which moment. Without a topic everyone must know it."""

    audience: Audience
    plan: Plan
    topic: Topic | None
    now: datetime
    at: datetime

    @classmethod
    def of(cls, broadcast: Broadcast, plan: Plan, now: datetime | None) -> _Asked:
        now = now or timezone.now()
        topic = None if plan.must_know else plan.topic
        return cls(_audience(broadcast), plan, topic, now, max(now, plan.leaves_at or now))

    def people(self) -> PersonQuerySet:
        return self.audience.as_a_whole(self.now)

    def answered(self, prospect: Prospect, readers: PersonQuerySet) -> Before:
        """With what is to be said of those who are written to; `readers` have their `step`."""
        slowed = readers.annotate(next=(Coalesce(F("room__unanswered"), Value(0)) + 1) % PATIENCE).filter(
            next=0
        )
        return Before(
            prospect, _by_their_clock(readers, self.plan, self.at), tuple(_missing(readers, self.plan)),
            tuple(_afterwards(readers)), slowed.count(),
        )  # fmt: skip


def _audience(broadcast: Broadcast) -> Audience:
    if broadcast.audience is None:
        raise ValueError("It is for nobody yet.")
    return broadcast.audience


def _by_their_clock(readers: PersonQuerySet, plan: Plan, at: datetime) -> ByTheirClock:
    rows = readers.annotate(clock=clock_of_outer_person()).order_by().values_list("clock")
    counts: dict[str, int] = dict(rows.annotate(n=Count("pk")))
    waking = Waking(hours_for(plan), plan.latest_at)
    late = (n for clock, n in counts.items() if not (waking.is_awake(clock, at) or waking.morning(clock, at)))
    return ByTheirClock(sum(n for clock, n in counts.items() if clock), sum(late))


def _missing(readers: PersonQuerySet, plan: Plan) -> list[Missing]:
    counted = (
        Missing(BY_NAME[name], readers.exclude(BY_NAME[name].known()).count(), tuple(said))
        for name, said in read_in_place_of(plan).items()
    )
    return [one for one in counted if one.people]


def _afterwards(readers: PersonQuerySet) -> list[After]:
    rows = readers.order_by().values_list("step").annotate(n=Count("pk")).order_by("step")
    return [After(RHYTHMS[step] if step < SILENCE else None, n) for step, n in rows]
