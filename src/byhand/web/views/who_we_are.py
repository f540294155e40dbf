"""Who we are: the colleagues who want to be seen, who of them is there, our hours, and every way to a person."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from byhand.kit.hours import Hours
from byhand.team.clock import house_zone
from byhand.team.desk import is_open, opens_at, whereabouts
from byhand.team.free_days import free_days
from byhand.team.house import House
from byhand.team.shown import Shown
from byhand.web import whereabouts_said
from byhand.web.forms.week import weekday
from byhand.web.in_public import for_seconds, house_or_404, in_public
from byhand.web.ways import ways_to

# Nobody is shown as there half a minute after the last sign, in no copy of the page either.
KEPT_FOR = 3
A_YEAR = 365 * 24 * 3600
AHEAD = timedelta(days=60)
MOST_HOLIDAYS = 5


@in_public
@require_safe
@vary_on_headers("Accept-Language")
def who_we_are(request: HttpRequest) -> HttpResponse:
    house, now = house_or_404(), timezone.now()
    shown = {one.colleague_id: one for one in Shown.objects.seen()}
    people = [
        {"shown": shown[one.colleague.pk], "where": whereabouts_said.sentence(one), "is_there": one.is_there}
        for one in whereabouts(shown)
    ]
    people.sort(key=lambda one: not one["is_there"])
    hours = house.own_hours()
    opens = opens_at(house, now)
    context: dict[str, Any] = {
        "house": house, "people": people, "ways": ways_to(house), "zone": whereabouts_said.zone_said(now),
        "week": _week(hours) if hours else [], "is_open": hours is not None and is_open(hours, house, now),
        "opens": whereabouts_said.when(opens, now) if opens else "", "holidays": _holidays(house),
        "way": "page",
    }  # fmt: skip
    return for_seconds(render(request, "public/who_we_are.html", context), KEPT_FOR)


@in_public
@require_safe
def face(request: HttpRequest, digest: str) -> HttpResponse:
    """A colleague's picture, under the digest of its bytes; only while they want to be seen."""
    row = Shown.objects.filter(face_digest=digest, since__isnull=False, colleague__is_active=True).first()
    if row is None or not digest:
        raise Http404
    response = HttpResponse(bytes(row.face), content_type=row.face_type)
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return for_seconds(response, A_YEAR)


def _week(hours: Hours) -> list[tuple[str, str]]:
    """Each weekday with its hours; days without are left out."""
    return [
        (weekday(number), f"{span.begins:%H:%M} – {span.ends:%H:%M}")
        for number, span in enumerate(hours.days)
        if span is not None
    ]


def _holidays(house: House) -> list[tuple[date, str]]:
    """Those of the next two months."""
    today = timezone.now().astimezone(house_zone()).date()
    language = (get_language() or "en")[:2]
    years = {today.year, (today + AHEAD).year}
    found = {
        day: name
        for year in years
        for day, name in free_days(house.country, house.region, year, language).items()
        if today <= day <= today + AHEAD
    }
    return sorted(found.items())[:MOST_HOLIDAYS]
