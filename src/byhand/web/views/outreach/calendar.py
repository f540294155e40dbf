"""The calendar of everything that goes out: a week or a day of it; moving something; what stands against its moment."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.gate.refusals import Refusal
from byhand.outreach.calendar.broadcasts import unplanned
from byhand.outreach.calendar.clashes import HouseDays
from byhand.outreach.calendar.entry import Entry, Looker
from byhand.outreach.calendar.kinds import BY_NAME
from byhand.outreach.calendar.kinds import move as move_entry
from byhand.outreach.calendar.said import moment
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.outreach_calendar import DayForm, MoveForm, WeekForm
from byhand.web.fragments import answer
from byhand.web.outreach_day import day_of
from byhand.web.outreach_week import Shown, seen, week_of


@require_safe
@at_the_desk
def week(request: DeskRequest) -> HttpResponse:
    """Seven days from a Monday."""
    form, looker = WeekForm(request.GET), Looker(request.user, request.seen)
    on = form.cleaned_data["week"] if form.is_valid() else timezone.localdate()
    shown = {"week": week_of(on, looker), "unplanned": _unplanned(looker)}
    return render(request, "outreach/calendar/week.html", shown)


@require_safe
@at_the_desk
def day(request: DeskRequest) -> HttpResponse:
    """One day, hour by hour."""
    form, looker = DayForm(request.GET), Looker(request.user, request.seen)
    on = form.cleaned_data["day"] if form.is_valid() else timezone.localdate()
    return render(
        request, "outreach/calendar/day.html", {"day": day_of(on, looker), "unplanned": _unplanned(looker)}
    )


@require_POST
@at_the_desk
def move(request: DeskRequest, kind: str, key: str) -> HttpResponse:
    """To another moment; shows the week or day it moved to, or the one it stays in."""
    entry, form = _found(request, kind, key), MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say a day and a time."))
        return _back(entry, form)
    at = form.cleaned_data["at"]
    try:
        follows = move_entry(entry, at, by=request.sign_in)
    except Refusal as no:
        messages.error(request, no.sentence)
        return _back(entry, form)
    messages.success(
        request, _("“%(title)s” leaves on %(when)s.") % {"title": entry.title, "when": moment(at)}
    )
    if follows:
        messages.warning(request, follows)
    return _back(_found(request, kind, key), form)


@require_safe
@at_the_desk
def clashes(request: DeskRequest, kind: str, key: str) -> HttpResponse:
    """What stands against its moment, with what takes counting."""
    entry, looker = _found(request, kind, key), Looker(request.user, request.seen)
    shown = seen(entry, HouseDays.now())
    counted = BY_NAME[kind].clashes(key, timezone.now(), looker) if entry.is_open else []
    part = f"clashes-{kind}-{key}"
    context = {"one": shown, "counted": counted, "part": part}
    return answer(
        request, "outreach/calendar/clashes.html", {part: "outreach/calendar/counted.html"}, context
    )


def _found(request: DeskRequest, kind: str, key: str) -> Entry:
    known = BY_NAME.get(kind)
    entry = known.find(key, Looker(request.user, request.seen)) if known else None
    if entry is None:
        raise Http404
    return entry


def _unplanned(looker: Looker) -> list[Shown]:
    house = HouseDays.now()
    return [seen(one, house) for one in unplanned(looker)]


def _back(entry: Entry, form: MoveForm) -> HttpResponse:
    """To the day or the week in which it stands now."""
    on = f"{timezone.localtime(entry.at):%Y-%m-%d}"
    if form.cleaned_data.get("by_day"):
        return redirect(f"{reverse('outreach.calendar.day')}?day={on}")
    return redirect(f"{reverse('outreach.calendar')}?week={on}")
