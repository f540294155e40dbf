"""Who is left out of a broadcast, and why: consent, wishes, budget and address of a whole audience in one query.

The same question is asked before a release, when recipients are gathered, and just before each is spoken to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.utils import timezone

from byhand.gate.budget import has_room_at, with_step
from byhand.gate.many.stages import LeftOut
from byhand.gate.touch import Touch
from byhand.kit.rhythm import SILENCE
from byhand.people.address import Address
from byhand.people.consent import Channel, Consent
from byhand.people.many import among
from byhand.people.own_clock import clock_of_outer_person
from byhand.people.person import Person, PersonQuerySet
from byhand.people.topic import Topic
from byhand.people.wish import Wish

ALL_OF_THEM, NOBODY = Q(), Q(pk__in=())
AFTER_CONSENT = (LeftOut.PAUSED, LeftOut.SILENT, LeftOut.NO_ROOM)


@dataclass(frozen=True, slots=True)
class Judged:
    """Of one person: the address to write to, the reason not to (empty: they are written to), their clock."""

    person: int
    address: int | None
    value: str
    why: str
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Prospect:
    """How many of an audience are written to, and how many are left out for which reason."""

    readers: int
    left_out: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def total(self) -> int:
        return self.readers + sum(self.left_out.values())

    @property
    def by_the_budget(self) -> int:
        """Those who agreed and have no room: what the budget prevented."""
        return sum(self.left_out.get(one, 0) for one in AFTER_CONSENT)


def why_not(people: PersonQuerySet, topic: Topic | None, at: datetime | None = None) -> Prospect:
    """Of a whole audience, counted by reason. Without a topic all must know it. Two queries: the policy, too."""
    rows = judged(people, topic, at or timezone.now()).order_by().values_list("why").annotate(n=Count("pk"))
    counts: dict[str, int] = dict(rows)
    return Prospect(counts.pop("", 0), counts)


def left_out_of(
    people: PersonQuerySet, topic: Topic | None, why: str, at: datetime | None = None
) -> PersonQuerySet:
    """Those left out for this reason (empty: those written to), as a queryset to be paged."""
    return judged(people, topic, at or timezone.now()).filter(why=why)


def judge(people: PersonQuerySet, topic: Topic | None, at: datetime) -> Iterator[Judged]:
    """Each of these people."""
    rows = judged(people, topic, at).annotate(value=Subquery(_value_of("to")), clock=clock_of_outer_person())
    for pk, to, value, why, clock in rows.order_by().values_list("pk", "to", "value", "why", "clock"):
        yield Judged(pk, to, value or "", why, clock)


def judged(people: PersonQuerySet, topic: Topic | int | None, at: datetime) -> PersonQuerySet:
    """With `to`, the address to write to, and `why`, empty or the reason not to."""
    return _judged(people, topic, at, _best(topic))


def judged_at(addresses: Collection[int], topic: int | None, at: datetime, dispatch: int) -> PersonQuerySet:
    """The same for each of these addresses alone and whoever has it now; with `asked`, which it is, and their `clock`.

    Who had this broadcast at another address of theirs does not get it again: some turn out to be one meanwhile.
    """
    people = Person.objects.order_by().filter(addresses__in=among(addresses))
    this_one = Q(pk=OuterRef("asked"))
    others = Address.objects.order_by().filter(~this_one, person=OuterRef("pk"))
    had = others.filter(Exists(Touch.objects.order_by().filter(dispatch=dispatch, address=OuterRef("pk"))))
    with_asked = people.annotate(asked=F("addresses__pk"), clock=clock_of_outer_person())
    return _judged(with_asked, topic, at, _best(topic).filter(this_one), Q(Exists(had)), this_one)


def _judged(
    people: PersonQuerySet, topic: Topic | int | None, at: datetime, best: QuerySet[Address],
    had: Q = NOBODY, those: Q = ALL_OF_THEM,
) -> PersonQuerySet:  # fmt: skip
    """`had`: who had it by now; `those`: which of their addresses it is about."""
    found = with_step(people).annotate(to=Subquery(best.values("pk")[:1]))
    reasons = _reasons(topic, at, had, those)
    return found.annotate(why=Case(*reasons, default=Value(""), output_field=CharField()))


def _reasons(topic: Topic | int | None, at: datetime, had: Q, those: Q) -> Iterator[When]:
    theirs = Address.objects.order_by().filter(those, person=OuterRef("pk"), kind=Address.Kind.EMAIL)
    yield _because(LeftOut.GONE, Q(merged_into__isnull=False))
    yield _because(LeftOut.BLOCKED, Q(blocked_at__isnull=False))
    yield _because(LeftOut.TWICE, had)
    if topic is None:
        yield _because(LeftOut.NO_ADDRESS, ~Exists(theirs))
        yield _because(LeftOut.BOUNCED, Q(to__isnull=True))
        return
    yield _because(LeftOut.STOPPED, Q(room__stopped_at__isnull=False))
    against = Wish.objects.order_by().against(Channel.EMAIL).filter(address__person=OuterRef("pk"))
    has_one = Q(to__isnull=False)
    yield _because(LeftOut.NOT_BY_MAIL, has_one & Exists(against))
    # What stands between somebody and the letter, asked of those alone who have no address to write to.
    yield _because(LeftOut.NO_ADDRESS, ~has_one & ~Exists(theirs))
    yield _because(LeftOut.BOUNCED, ~has_one & ~Exists(theirs.filter(failing_since__isnull=True)))
    once = Consent.objects.order_by().filter(
        Q(kind=Consent.Kind.GIVEN) | Q(kind=Consent.Kind.CONFIRMED),
        topic=topic, channel=Channel.EMAIL, address__person=OuterRef("pk"),
    )  # fmt: skip
    yield _because(LeftOut.WITHDRAWN, ~has_one & Exists(once))
    yield _because(LeftOut.NEVER_AGREED, ~has_one)
    yield _because(LeftOut.PAUSED, Q(room__paused_until__gt=timezone.localdate(at)))
    yield _because(LeftOut.SILENT, Q(step__gte=SILENCE))
    yield _because(LeftOut.NO_ROOM, ~has_room_at(at))


def _because(why: LeftOut, condition: Q | Combinable) -> When:
    return When(condition, then=Value(why.value))


def _best(topic: Topic | int | None) -> QuerySet[Address]:
    """Their addresses that may be written to, the one they like best first."""
    working = Address.objects.filter(
        person=OuterRef("pk"), kind=Address.Kind.EMAIL, failing_since__isnull=True
    ).order_by(F("liked_since").desc(nulls_last=True), "pk")
    if topic is None:
        return working
    standing = Consent.objects.order_by().standing()
    agreed = standing.filter(channel=Channel.EMAIL, topic=topic, address=OuterRef("pk"))
    return working.filter(Exists(agreed))


def _value_of(name: str) -> QuerySet[Address, dict[str, Any]]:
    return Address.objects.order_by().filter(pk=OuterRef(name)).values("value")[:1]
