"""An opened broadcast: found among those its reader may see, and what stands around each of its pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from byhand.outreach.broadcast import Broadcast
from byhand.web.at_the_desk import DeskRequest, Given, at_the_desk
from byhand.web.broadcasts_said import state_of

OpenedView = Callable[Concatenate[DeskRequest, Broadcast, Given], HttpResponse]


def opened(view: OpenedView[Given]) -> Callable[Concatenate[HttpRequest, str, Given], HttpResponseBase]:
    """A page of a broadcast that its reader may see; not there for anyone else."""

    @wraps(view)
    def finding(
        request: DeskRequest, public_id: str, *args: Given.args, **named: Given.kwargs
    ) -> HttpResponseBase:
        rows = Broadcast.objects.visible_to(request.user).filter(public_id=public_id)
        found = (
            rows.select_related("author", "inbox", "topic", "audience", "dispatch")
            .prefetch_related("words")
            .first()
        )
        if found is None:
            raise Http404
        return view(request, found, *args, **named)

    return at_the_desk(finding)


def by_its_author(
    view: OpenedView[Given],
) -> Callable[Concatenate[HttpRequest, str, Given], HttpResponseBase]:
    """A post that its author alone may make; others are told so."""

    @wraps(view)
    def guarded(
        request: DeskRequest, broadcast: Broadcast, *args: Given.args, **named: Given.kwargs
    ) -> HttpResponse:
        if broadcast.is_by(request.user):
            return view(request, broadcast, *args, **named)
        name = {"name": broadcast.author.name}
        messages.error(request, _("Only %(name)s can do that: it goes in their name.") % name)
        return redirect("broadcast", broadcast.public_id)

    return require_POST(opened(guarded))


def shown(
    request: DeskRequest, broadcast: Broadcast, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """One of its pages."""
    around = {
        "broadcast": broadcast, "mine": broadcast.is_by(request.user) and not request.user.is_guest,
        "state": state_of(broadcast), "main": broadcast.main_words(),
    }  # fmt: skip
    return render(request, f"outreach/broadcasts/{template}.html", {**around, **context}, status=status)
