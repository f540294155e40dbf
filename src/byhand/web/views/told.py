"""Since you were here: what a colleague was to be told and has not looked at."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from byhand.conversations.still_so import matters_of, unseen_by
from byhand.conversations.telling import Telling
from byhand.conversations.telling_words import sentence_of
from byhand.pocket.wishes import Wishes
from byhand.web.at_the_desk import DeskRequest, at_the_desk, for_guests_too
from byhand.web.opened import conversation_or_404


@require_safe
@at_the_desk
def told(request: DeskRequest) -> HttpResponse:
    matters = matters_of(Wishes.objects.of(request.user), unseen_by(request.user))
    lines = [(one, sentence_of(one.kind, 1), one.tellings[0].made_at) for one in matters]
    return render(request, "told/since.html", {"lines": lines})


@require_POST
@at_the_desk
@for_guests_too
def seen_all(request: DeskRequest) -> HttpResponse:
    Telling.objects.see_all(by=request.user)
    return redirect("told")


@require_POST
@at_the_desk
@for_guests_too
def seen(request: DeskRequest, public_id: str) -> HttpResponse:
    """It stood before their eyes for a while: having-seen.js says so."""
    Telling.objects.see(conversation_or_404(request, public_id), by=request.user)
    return HttpResponse(status=204)
