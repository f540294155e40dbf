"""Whom to turn to: what stands at the foot of every page the public opens by a link."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from byhand.channels.inbox import Inbox
from byhand.team.house import House


def shown(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A public page that names a person and how to reach them. Its address is a secret: it is told to nobody."""
    house = House.objects.select_related("contact").filter(pk=1).first()
    inbox = Inbox.objects.at_work().filter(is_team_wide=True).exclude(address="").first()
    around = {
        "house": house,
        "contact": house.contact if house else None,
        "mail": inbox.address if inbox else "",
    }
    response = render(request, template, {**around, **context}, status=status)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def opens_nothing(request: HttpRequest) -> HttpResponse:
    """The same for a forged, an old and a foreign link, and for one of somebody we know no more."""
    return shown(request, "public/opens_nothing.html", {}, status=404)
