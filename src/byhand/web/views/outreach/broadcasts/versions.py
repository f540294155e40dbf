"""Two versions of a letter: a second one is begun beside the first, and taken out again."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from byhand.outreach.broadcast import Broadcast
from byhand.web.at_the_desk import DeskRequest
from byhand.web.views.outreach.broadcasts.opened import by_its_author
from byhand.web.views.outreach.broadcasts.writing import keep_typed, words_or_404


@by_its_author
def begin_second(request: DeskRequest, one: Broadcast, language: str) -> HttpResponse:
    """The whole sheet comes along: what was typed is kept first."""
    _keep_sheet(request, one, language)
    one.begin_second(language)
    return redirect(f"{reverse('broadcast.write', args=[one.public_id, language])}#second")


@by_its_author
def take_out_second(request: DeskRequest, one: Broadcast, language: str) -> HttpResponse:
    _keep_sheet(request, one, language)
    one.take_out_second(language)
    return redirect("broadcast.write", one.public_id, language)


def _keep_sheet(request: DeskRequest, one: Broadcast, language: str) -> None:
    words_or_404(one, language)
    if "subject" in request.POST:
        keep_typed(one, language, request.POST.dict())
