"""The addresses of outreach, below /outreach/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from byhand.web.views.outreach import figures
from byhand.web.views.outreach.broadcasts import listing

urlpatterns: list[URLPattern | URLResolver] = [
    path("", listing.front, name="outreach"),
    path("audiences/", include("byhand.web.urls_audiences")),
    path("broadcasts/", include("byhand.web.urls_broadcasts")),
    path("calendar/", include("byhand.web.urls_outreach_calendar")),
    path("figures/", figures.figures, name="outreach.figures"),
]
