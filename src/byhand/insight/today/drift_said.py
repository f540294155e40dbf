"""Drifting away, for Today: whose it is to write, whether a lot leaves them out, and how it is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.channels.inbox import Sight
from byhand.conversations.between.cadence import Cadence
from byhand.conversations.between.drifting import Drift
from byhand.conversations.between.in_sight import sees_all
from byhand.conversations.between.pair import Between
from byhand.insight.today.asking import Asking, seen
from byhand.insight.today.lot import Lot, Withholding
from byhand.people.person import Person
from byhand.team.kept import Several, kept

_WEEK, _MONTH, _YEAR = 7, 30.4, 365


def mine_to_write(asking: Asking, drifts: Iterable[Drift]) -> list[Drift]:
    """Of the house's: a rhythm is for who set it; the others for whoever has spoken with them, if they are here.

    Two queries.
    """
    ours = list(drifts)
    people = [one.person for one in ours]
    if not people:
        return []
    theirs = set(asking.ask(_of_others(asking.sight), people=people))
    set_by = dict(asking.ask(_set_by(), people=people))
    return [
        one for one in ours
        if (set_by.get(one.person) in asking.for_whom if one.by_cadence else one.person not in theirs)
    ]  # fmt: skip


def suggested(asking: Asking, people: Collection[int]) -> Collection[int]:
    """Without those set aside; while lots are drawn, only those whose lot says so."""
    wanted = [one for one in people if one not in asking.aside]
    return Lot.objects.shown_among(wanted) if Withholding.objects.now() else frozenset(wanted)


def last_conversations(asking: Asking, people: Collection[int]) -> dict[int, tuple[str, str]]:
    """The newest conversation with each that the reader may see: its address, and what it was about."""
    told = asking.ask(_newest_with(asking.sight), people=people) if people else ()
    return {pk: (where or "", about or "") for pk, where, about in told}


@kept
def _of_others(sight: Sight) -> QuerySet[Between, int]:
    """Of these people those with whom somebody else has spoken, who is here, as far as one may see."""
    rows = Between.objects.all() if sees_all(sight) else Between.objects.places_in_sight(sight)
    spoken = rows.filter(person__in=Several("people"), colleague__isnull=False)
    return spoken.exclude(colleague__in=Several("for_whom")).values_list("person", flat=True)


@kept
def _set_by() -> QuerySet[Cadence, tuple[int, int]]:
    return Cadence.objects.standing().filter(person__in=Several("people")).values_list("person", "by")


@kept
def _newest_with(sight: Sight) -> QuerySet[Person, tuple[int, str | None, str | None]]:
    theirs = seen(sight).filter(person=OuterRef("pk")).order_by("-last_at")
    rows = Person.objects.filter(pk__in=Several("people")).order_by()
    return rows.values_list(
        "pk", Subquery(theirs.values("public_id")[:1]), Subquery(theirs.values("subject")[:1])
    )


def pressing(one: Drift) -> float:
    """A rhythm somebody set comes first, most overdue first; then who has been spoken with longest."""
    return 1000 + one.overdue if one.by_cadence else float(one.gaps)


def drift_words(one: Drift, about: str) -> str:
    """“You used to speak about every month; the last word was on 3 July. It was about …”"""
    if one.by_cadence:
        told = _("“about every %(usual)s” was set; it has been %(elapsed)s.") % {
            "usual": span(one.usual), "elapsed": span(one.elapsed),
        }  # fmt: skip
    else:
        told = _("a word about every %(usual)s was usual; the last was %(elapsed)s ago.") % {
            "usual": span(one.usual), "elapsed": span(one.elapsed),
        }  # fmt: skip
    told = told[:1].upper() + told[1:]
    return f"{told} {_('It was about “%(about)s”.') % {'about': about}}" if about else told


def drift_rests_on(one: Drift) -> str:
    """The figures behind it."""
    last = date_format(localtime(one.last_at), "j F Y") if one.last_at else _("never")
    if one.by_cadence:
        return _("the last word, %(day)s") % {"day": last}
    gaps = ngettext("%(n)s silence before", "%(n)s silences before", one.gaps) % {"n": one.gaps}
    return _("%(gaps)s, nine in ten under %(often)s; the last word, %(day)s") % {
        "gaps": gaps, "often": span(one.often), "day": last,
    }  # fmt: skip


def span(days: float) -> str:
    """“5 days”, “3 weeks”, “2 months”, as one says it."""
    if days < 2 * _WEEK:
        n = max(round(days), 1)
        return ngettext("%(n)s day", "%(n)s days", n) % {"n": n}
    if days < 10 * _WEEK:
        n = round(days / _WEEK)
        return ngettext("%(n)s week", "%(n)s weeks", n) % {"n": n}
    if days < 2 * _YEAR:
        n = round(days / _MONTH)
        return ngettext("%(n)s month", "%(n)s months", n) % {"n": n}
    n = round(days / _YEAR)
    return ngettext("%(n)s year", "%(n)s years", n) % {"n": n}
