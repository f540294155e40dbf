"""The addresses of the calendar of outreach, below /outreach/calendar/."""

from __future__ import annotations

from django.urls import URLPattern, path

from byhand.web.views.outreach import calendar

urlpatterns: list[URLPattern] = [
    path("", calendar.week, name="outreach.calendar"),
    path("day/", calendar.day, name="outreach.calendar.day"),
    path("<slug:kind>/<slug:key>/move/", calendar.move, name="outreach.move"),
    path("<slug:kind>/<slug:key>/clashes/", calendar.clashes, name="outreach.clashes"),
]
