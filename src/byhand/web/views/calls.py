"""Calls at the desk: what rings, taking it, “not now”, the page on which one talks, and what was recorded."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.channels.voice.line import ice
from byhand.conversations.call import Call
from byhand.conversations.knowing import among
from byhand.conversations.recording import Recording
from byhand.conversations.ringing import Ring, not_now
from byhand.files.checking import NotHandedOut
from byhand.files.store import Missing
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.handing_out import sound_answer
from byhand.web.views.messages import kept_back


@require_safe
@at_the_desk
def ringing(request: DeskRequest) -> HttpResponse:
    """The cards of what rings at this colleague now; ringing.js lays them over whatever page is open."""
    rings = Ring.objects.for_colleague(request.user.pk).filter(among(request.seen, "call__conversation"))
    response = render(request, "calls/ringing.html", {"rings": list(rings)})
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@at_the_desk
def take(request: DeskRequest, public_id: str) -> HttpResponse:
    """One of those who press it has the call; the others read who."""
    call = _call_or_404(request, public_id)
    if call.take(by=request.user) or call.taken_by_id == request.user.pk:
        if call.kind == Call.Kind.BROWSER:
            return redirect("call", public_id)
        return redirect("conversation", call.conversation.public_id)
    call = _call_or_404(request, public_id)
    return render(request, "calls/gone.html", {"call": call}, status=409)


@require_POST
@at_the_desk
def aside(request: DeskRequest, public_id: str) -> HttpResponse:
    call = _call_or_404(request, public_id)
    not_now(call, by=request.user)
    if request.headers.get("sec-fetch-mode") == "cors":
        return HttpResponse(status=204)
    messages.success(request, _("It no longer rings at yours."))
    return redirect("conversation", call.conversation.public_id)


@require_safe
@at_the_desk
def call(request: DeskRequest, public_id: str) -> HttpResponse:
    """Where one talks, in a window of its own, so that the desk stays free."""
    found = _call_or_404(request, public_id)
    if found.taken_by_id != request.user.pk or found.kind != Call.Kind.BROWSER or not found.is_talking():
        return render(request, "calls/gone.html", {"call": found})
    servers = ice(found.inbox, f"us-{found.public_id}", timezone.now())
    response = render(request, "calls/call.html", {"call": found, "servers": servers})
    response.headers["Permissions-Policy"] = "camera=(), microphone=(self), geolocation=()"
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
@at_the_desk
def recording(request: DeskRequest, pk: int) -> HttpResponse:
    """What was said, for the player: in ranges, and as nothing but sound."""
    found = Recording.objects.visible_to(request.seen).filter(pk=pk).first()
    if found is None:
        raise Http404
    try:
        return sound_answer(found.content(), kind=found.type, asked=request.headers.get("range", ""))
    except Missing:
        raise Http404 from None
    except NotHandedOut as no:
        return kept_back(request, no)


def _call_or_404(request: DeskRequest, public_id: str) -> Call:
    rows = Call.objects.visible_to(request.seen).filter(public_id=public_id)
    found = rows.select_related("conversation__person", "inbox", "taken_by", "address").first()
    if found is None:
        raise Http404
    return found
