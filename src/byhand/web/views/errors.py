"""Pages that say what went wrong, in the same calm shell."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from byhand.team.house import House
from byhand.web.in_public import PUBLIC, policy
from byhand.web.views.last_resort import last_resort

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400, _("That could not be read"), _(
        "The browser sent something this desk does not understand. Go back, reload the page and try again."
    ))  # fmt: skip


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403, _("Not for you"), _(
        "You may not see this page or do this step. Ask an owner of the desk."
    ))  # fmt: skip


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404, _("Nothing here"), _(
        "There is no such page, or it is for the eyes of other colleagues."
    ))  # fmt: skip


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, 403, _("This page had gone stale"), _(
        "For your safety nothing was done. Go back, reload the page and send again; what you typed is still there."
    ))  # fmt: skip


def failed(request: HttpRequest) -> HttpResponse:
    """Our own fault. The database may be the reason, so nothing here asks it."""
    return last_resort(500, _("Something broke on our side"), _(
        "It was written to the log. Try again in a moment; drafts are kept. If it stays, tell who runs this desk."
    ))  # fmt: skip


def _page(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    try:
        if request.path.startswith(PUBLIC):
            return _for_customers(request, status, title)
        return render(request, "wrong/page.html", {"title": title, "sentence": sentence}, status=status)
    except Exception:  # an error page must not fail: it would hide what went wrong first
        log.exception("error_page.failed")
        return last_resort(status, title, sentence)


def _for_customers(request: HttpRequest, status: int, title: str) -> HttpResponse:
    """Nothing of the desk, and the ways to a person."""
    told = (
        _("There is no such page any more. A person can tell you what stood here.")
        if status == 404
        else _("Nothing was sent. Go back and try again, or reach a person another way.")
    )
    context = {"title": title, "sentence": told, "house": House.current(), "way": "error"}
    response = render(request, "public/wrong.html", context, status=status)
    response.headers["Content-Security-Policy"] = policy()
    return response
