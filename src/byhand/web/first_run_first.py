"""Until the house is founded, every page leads to the first run."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from byhand.team.house import House
from byhand.web.in_public import PUBLIC
from byhand.web.middleware import Answer

OPEN = (
    "/welcome/",
    "/static/",
    "/api/",
    "/live",
    "/favicon.ico",
    "/alive",
    "/worker.js",
    "/offline/",
    *PUBLIC,
)


class FirstRunFirst:
    """Whoever is signed in works in a founded house, so only strangers cost a query."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OPEN) or request.user.is_authenticated or House.objects.exists():
            return self.answer(request)
        return redirect("welcome")
