"""The links of a broadcast: whether they lead anywhere, as was found when they were last looked at."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from byhand.outreach.broadcast import Broadcast
from byhand.outreach.link_look import LinkLook
from byhand.web.at_the_desk import DeskRequest
from byhand.web.links_said import links_of
from byhand.web.views.outreach.broadcasts.opened import opened


@require_safe
@opened
def links(request: DeskRequest, one: Broadcast) -> HttpResponse:
    """The part that looks anew by itself while they are looked at; of one language, or of all."""
    language = request.GET.get("language", "")
    return render(request, "outreach/broadcasts/links.html", {"broadcast": one, **links_of(one, language)})


@require_POST
@opened
def look_again(request: DeskRequest, one: Broadcast) -> HttpResponse:
    """Whoever sees it may want that; it changes nothing of it."""
    if one.is_being_written():
        LinkLook.objects.wish_again(one)
    language = request.POST.get("language", "")
    if language in one.languages():
        return redirect("broadcast.write", one.public_id, language)
    return redirect("broadcast.read", one.public_id)
