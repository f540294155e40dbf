"""Unsubscribing: the door RFC 8058 asks for. A GET shows a page and changes nothing; a POST takes back at once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from byhand.gate.unsubscribing import ONE_CLICK, leaving
from byhand.people.doors import Door
from byhand.web.in_public import in_public
from byhand.web.turn_to import opens_nothing, shown


@in_public
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A mail program posts exactly `List-Unsubscribe=One-Click`; the button of our own page posts `button`, too."""
    found = leaving(token)
    if found is None:
        return opens_nothing(request)
    context = {"about": found.topic, "action": request.path, "is_over": False}
    if request.method != "POST":
        return shown(request, "public/stop.html", context)
    if request.POST.get("List-Unsubscribe") != ONE_CLICK:
        return shown(request, "public/stop.html", context, status=400)
    if "button" in request.POST:
        found.leave(door=Door.PAGE)
    else:
        found.leave_unseen(door=Door.ONE_CLICK)
    return shown(request, "public/stop.html", {**context, "is_over": True})
