"""No room: how many readers of a planned broadcast will have no budget left by then, since another one goes first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from byhand.gate.many.copy import Copy
from byhand.gate.many.expected import expected
from byhand.gate.many.stages import CopyStage
from byhand.gate.many.terms import Terms
from byhand.kit.rhythm import PATIENCE, SILENCE, length
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.counting import sets_in_memory
from byhand.outreach.few import among_few, are_few
from byhand.outreach.rules.rule import NoAudience
from byhand.people.many import among
from byhand.people.person import Person, PersonQuerySet
from byhand.team.user import User

Ids = QuerySet[Person, dict[str, int]] | QuerySet[Copy, dict[str, int]]
# Of a house of very many so many are drawn. Where fewer of them than that are readers, all readers are asked about.
DRAWN, ENOUGH, A_HUNDRED = 5_000, 200, 100
SLOWEST = timedelta(days=92)  # a touch of longer ago leaves room to whoever hears from us at all


def short_of_room(broadcast: Broadcast, now: datetime, user: User) -> list[str]:
    """“312 of 430 will have no room by then: “The kiln is free” goes to them first.” One query for each such other.

    Of many readers some are drawn: what is said of them is said of a hundred, and it is said that it is about so many.
    """
    at = max(now, broadcast.leaves_at or now)
    some, are_drawn = _some(broadcast, at, now)
    readers, say = _readers(broadcast, at, now, some), _about if are_drawn else _said
    if readers is None:
        return []
    others, found = list(_before(broadcast, at, now, some)), list[str]()
    seen = Broadcast.objects.visible_to(user).filter(pk__in=[one.pk for one, _theirs, _at in others])
    known = set(seen.values_list("pk", flat=True))
    for other, theirs, touched_at in others:
        with sets_in_memory():
            counts = _after(readers).aggregate(
                readers=Count("pk"), without=Count("pk", filter=Q(pk__in=theirs) & _no_room(touched_at, at))
            )
        if counts["without"]:
            found.append(say(other if other.pk in known else None, counts["without"], counts["readers"]))
    return found


def _some(one: Broadcast, at: datetime, now: datetime) -> tuple[list[int] | None, bool]:
    """By id the people to ask about: the few among whom all readers are, or some of very many, and whether they were
    drawn, the same each time; None for everybody."""
    if one.audience is None or _readers(one, at, now) is None:
        return None, False
    if are_few(one.audience):
        return list(among_few(one.audience, now).values_list("pk", flat=True)), False
    every = Person.objects.order_by("pk").values_list("pk", flat=True)
    ids = range(every.first() or 0, (every.last() or 0) + 1)
    drawn = Random(one.pk).sample(ids, min(len(ids), DRAWN))
    readers = _readers(one, at, now, drawn)
    return (drawn, True) if readers is not None and readers.count() >= ENOUGH else (None, False)


def _before(
    one: Broadcast, at: datetime, now: datetime, some: list[int] | None
) -> Iterator[tuple[Broadcast, Ids, datetime]]:
    """The others that go to somebody between now and then: what is planned, and what was let go and has not left."""
    planned = Broadcast.objects.filter(
        dispatch__isnull=True, dropped_at__isnull=True, leaves_at__gt=max(now, at - SLOWEST), leaves_at__lt=at
    )
    whole = planned.exclude(pk=one.pk).select_related("topic", "audience__said_by").prefetch_related("words")
    for other in whole.order_by("leaves_at", "pk"):
        readers = _readers(other, other.leaves_at or now, now, some)
        if readers is not None:
            yield other, readers.values("pk"), other.leaves_at or now
    going = Terms.objects.filter(finished_at__isnull=True, stopped_at__isnull=True).values("pk")
    rows = Broadcast.objects.filter(dispatch__in=going).select_related("dispatch__terms")
    for other in rows.prefetch_related("words"):
        terms = other.dispatch.terms if other.dispatch else None
        begins = max(now, terms.leaves_at or now) if terms else now
        waiting = Copy.objects.filter(dispatch=other.dispatch_id, stage=CopyStage.WAITING)
        waiting = waiting if some is None else waiting.filter(address__person__in=among(some))
        if begins < at:
            yield other, waiting.order_by().values("address__person"), begins


def _readers(
    one: Broadcast, at: datetime, now: datetime, some: list[int] | None = None
) -> PersonQuerySet | None:
    """Those who would get it as things are, of some people alone if they are told; None while it is not said whom it is
    for."""
    if one.audience is None or one.topic is None:
        return None
    try:
        people = one.audience.as_a_whole(now) if some is None else one.audience.people(now)
        return expected(people, one.topic, at, some=some)
    except NoAudience:
        return None


def _after(readers: PersonQuerySet) -> PersonQuerySet:
    """With `after`: how slow we would be with each after one more word of ours."""
    silent = (Coalesce(F("room__unanswered"), Value(0)) + 1) % PATIENCE
    return readers.annotate(tired=silent).annotate(
        after=Case(When(tired=0, then=F("step") + 1), default=F("step"), output_field=IntegerField())
    )


def _no_room(touched_at: datetime, at: datetime) -> Q:
    """Of people with `after`: whether what they hear at one moment leaves none at the other."""
    full = Q(after__gte=SILENCE)
    for step in range(SILENCE):
        if touched_at + length(step) > at:
            full |= Q(after=step)
    return full


def _said(other: Broadcast | None, without: int, readers: int) -> str:
    counts = {"n": _grouped(without), "all": _grouped(readers)}
    if other is None:
        return _("%(n)s of %(all)s will have no room by then: another broadcast goes to them first.") % counts
    said = _("%(n)s of %(all)s will have no room by then: “%(other)s” goes to them first.")
    return said % {**counts, "other": other.called()}


def _about(other: Broadcast | None, without: int, readers: int) -> str:
    share = max(1, round(A_HUNDRED * without / readers))
    if other is None:
        return _(
            "Of a hundred about %(n)s will have no room by then: another broadcast goes to them first."
        ) % {"n": share}
    said = _("Of a hundred about %(n)s will have no room by then: “%(other)s” goes to them first.")
    return said % {"n": share, "other": other.called()}


def _grouped(number: int) -> str:
    return number_format(number, 0, force_grouping=True)
