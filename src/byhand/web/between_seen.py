"""Between us, as a page shows it: each figure with how it is worked out, what it rests on, and where that stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.channels.inbox import Sight
from byhand.conversations.between.cadence import Cadence
from byhand.conversations.between.exchange import Said, exchange_with, longest_monologue, waits, weekly
from byhand.conversations.between.falling_due import falls_due
from byhand.conversations.between.filling import is_filled
from byhand.conversations.between.in_sight import Seen
from byhand.conversations.between.pair import Between
from byhand.kit.between import DAY, Tally, overdue, reciprocity, rhythm
from byhand.kit.waits import Wait, middle_wait
from byhand.people.address import Address
from byhand.people.person import Person
from byhand.team.user import User
from byhand.web import times
from byhand.web.at_the_desk import DeskRequest
from byhand.web.between_said import OFTEN, apart, days, hours, number, often

YEAR = timedelta(weeks=52)
LATELY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: what it is, what it comes to (empty: cannot tell yet), how, of how many, and where its letters are."""

    name: str
    said: str
    how: str
    rests_on: str = ""
    data: str = ""
    is_due: bool = False


@dataclass(frozen=True, slots=True)
class BetweenUs:
    """What the section shows."""

    figures: list[Figure]
    bars: list[tuple[int, int, int]]  # week of 52, how many came, how many went
    came: int
    went: int
    knowing: list[User]
    cadence: Cadence | None
    is_counted: bool


def between_us(person: Person, addresses: Sequence[Address], sight: Sight) -> BetweenUs:
    """Of one person, as far as the reader may see. Five queries at most."""
    now = timezone.now()
    seen = Between.objects.of_person(person.pk, sight)
    house = next((one for one in seen if one.colleague is None), Seen(None, Tally(), None, None))
    exchange = exchange_with(person.pk, addresses, sight) if house.tally.as_of else []
    bars = weekly(exchange, now - YEAR)
    cadence = (
        Cadence.objects.standing().filter(person=person).select_related("by").last()
        if house.cadence
        else None
    )
    return BetweenUs(
        figures=[*_of_tally(person, house, now), *_of_exchange(person, exchange, now)] if house.tally.as_of else [],
        bars=[(week, came, went) for week, (came, went) in sorted(bars.items())],
        came=sum(came for came, _ in bars.values()), went=sum(went for _, went in bars.values()),
        knowing=_knowing(seen), cadence=cadence, is_counted=is_filled(),
    )  # fmt: skip


def _knowing(seen: Sequence[Seen]) -> list[User]:
    """Who of us knows them, the closest first; by name alone, for no figure of a colleague is another's."""
    ours = [one.colleague for one in seen if one.colleague is not None and one.tally.went_count]
    return [one for one in ours if one.is_active]


def _of_tally(person: Person, house: Seen, now: datetime) -> list[Figure]:
    tally = house.tally
    came, went = tally.at(now)
    both = reciprocity(came, went)
    data = reverse("person.between", args=[person.pk])
    counted = _("they %(came)s, we %(went)s") % {"came": tally.came_count, "went": tally.went_count}
    return [
        _silence(house, now, data),
        Figure(
            _("How much"), _("they %(came)s, we %(went)s") % {"came": number(came), "went": number(went)},
            _("Each letter counts 1, half after 60 days, and to n people 1/n of that. Automatic mail counts nothing."),
            counted, f"{data}#letters",
        ),
        Figure(
            _("Give and take"), number(both, 2) if both is not None and tally.is_both_ways() else "",
            _("2 × the smaller of both, divided by both together: 1 if both write alike, 0 if one side talks alone."),
            counted, f"{data}#letters",
        ),
    ]  # fmt: skip


def _silence(house: Seen, now: datetime, data: str) -> Figure:
    """How long it has been quiet, beside what is usual."""
    tally, found = house.tally, rhythm(house.tally.weeks)
    usual, due_at = falls_due(tally, house.cadence, house.cadence_since)
    silent = (now - (tally.last_at or house.cadence_since or now)) / DAY
    if not usual or not due_at:
        return Figure(
            _("Silence"), _("for %(days)s") % {"days": apart(silent)} if tally.last_at else "",
            _("What is usual can be told from five gaps between weeks with a word, once both have written."),
            _gaps(len(tally.weeks) - 1 if tally.weeks else 0), f"{data}#silences",
        )  # fmt: skip
    over = number(overdue(silent, usual))
    if house.cadence:
        said = _("for %(days)s; wanted %(often)s") % {"days": apart(silent), "often": often(house.cadence)}
        how = _("You want to be in touch every %(usual)s. Overdue: (silence − that) / that = %(over)s.")
        return Figure(_("Silence"), said, how % {"usual": days(usual), "over": over}, "", f"{data}#silences",
                      is_due=due_at <= now)  # fmt: skip
    assert found
    said = _("for %(days)s; usually %(usual)s") % {"days": apart(silent), "usual": apart(usual)}
    how = _(
        "Usual is the middle gap between weeks with a word; nine in ten stay under %(often)s, after which it is too "
        "long. Overdue: (silence − usual) / usual = %(over)s."
    ) % {"often": apart(found.often), "over": over}
    return Figure(_("Silence"), said, how, _gaps(found.gaps), f"{data}#silences", is_due=due_at <= now)


def _gaps(gaps: int) -> str:
    return ngettext("%(n)s gap", "%(n)s gaps", gaps) % {"n": gaps}


def _of_exchange(person: Person, exchange: Sequence[Said], now: datetime) -> list[Figure]:
    data = reverse("person.between", args=[person.pk])
    theirs, ours = (waits(exchange, for_us=side, now=now) for side in (False, True))
    monologue = longest_monologue(exchange)
    return [
        _wait(_("They answer in"), theirs, now, f"{data}#answers"),
        _wait(_("We answer in"), ours, now, f"{data}#answers"),
        Figure(
            _("Longest monologue"),
            ngettext("%(n)s letter of ours", "%(n)s letters of ours", len(monologue)) % {"n": len(monologue)}
            if monologue else _("none"),
            _("The most letters we wrote one after another with no word of theirs between."),
            _("from %(first)s to %(last)s") % {
                "first": times.date(monologue[0].at), "last": times.date(monologue[-1].at)
            } if monologue else "",
            _place(monologue[0]) if monologue else "",
        ),
    ]  # fmt: skip


def _wait(name: str, found: Sequence[tuple[Said, Wait]], now: datetime, data: str) -> Figure:
    """The middle of it, and whether it has changed lately, against this pair's own past."""
    whole = middle_wait([wait for _, wait in found])
    how = _(
        "The middle one of all waits in one conversation; those without an answer count as long as they lasted, a "
        "month at most (Kaplan–Meier)."
    )
    if whole is None:
        answers = sum(wait.answered for _, wait in found)
        few = ngettext("%(n)s answer; five are needed", "%(n)s answers; five are needed", answers) % {
            "n": answers
        }
        return Figure(name, "", how, few, data)
    lately = middle_wait([wait for said, wait in found if said.at >= now - LATELY])
    before = middle_wait([wait for said, wait in found if said.at < now - LATELY])
    said = hours(whole.hours) if whole.hours is not None else _("fewer than half were answered")
    if lately and before and lately.hours and before.hours:
        how += " " + _("In the last 90 days %(lately)s, before that %(before)s.") % {
            "lately": hours(lately.hours), "before": hours(before.hours)
        }  # fmt: skip
    sure = _("%(answers)s of %(waits)s answered") % {"answers": whole.answers, "waits": whole.waits}
    if whole.low is not None and whole.high is not None:
        sure += _("; 95 %%: %(low)s to %(high)s") % {"low": hours(whole.low), "high": hours(whole.high)}
    return Figure(name, said, how, sure, data)


def _place(said: Said) -> str:
    return f"{reverse('conversation', args=[said.conversation])}#m{said.message}"


def between_part(request: DeskRequest, person: Person, addresses: Sequence[Address]) -> dict[str, Any]:
    """What people/between.html shows."""
    us = between_us(person, addresses, request.sight)
    return {
        "between": us,
        "pulse": pulse(us),
        "choices": OFTEN,
        "in_touch": often(us.cadence.days) if us.cadence else "",
    }


def pulse(us: BetweenUs) -> list[dict[str, Any]]:
    """Bars of twelve months: theirs upwards, ours downwards, a week each, on a ground of 260 by 46."""
    most = max((max(came, went) for _, came, went in us.bars), default=1)
    return [
        {"x": round(4 + week * 4.9, 1), "up": round(20 * came / most, 1), "down": round(20 * went / most, 1)}
        for week, came, went in us.bars
    ]  # fmt: skip
