"""Of those that are perhaps there, a colleague says by hand: it did arrive, or send it again."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from byhand.conversations.knowing import people_in_sight
from byhand.gate.many.copy import Copy
from byhand.gate.many.stages import CopyStage
from byhand.gate.many.verdict import Verdict
from byhand.gate.refusals import Refusal
from byhand.outreach.broadcast import Broadcast
from byhand.team.signin import SignIn
from byhand.web.at_the_desk import DeskRequest
from byhand.web.views.outreach.broadcasts.opened import opened


def _verdict(
    says: Callable[[Copy, SignIn], bool], said: Callable[[], str]
) -> Callable[..., HttpResponseBase]:
    @require_POST
    @opened
    def view(request: DeskRequest, one: Broadcast, copy: int) -> HttpResponse:
        seen = people_in_sight(request.sight).values("pk")
        theirs = Copy.objects.filter(dispatch=one.dispatch_id, address__person__in=seen)
        row = get_object_or_404(theirs.select_related("dispatch__inbox"), pk=copy)
        try:
            done = says(row, request.sign_in)
        except Refusal as no:
            messages.error(request, no.sentence)
        else:
            messages.success(request, said()) if done else messages.warning(
                request, _("Somebody was quicker: it is in doubt no more.")
            )
        return redirect("broadcast.copies", one.public_id, CopyStage.PERHAPS)

    return view


did_arrive = _verdict(
    lambda copy, by: Verdict.objects.did_arrive(copy, by=by), lambda: _("Noted: it did arrive.")
)
again = _verdict(
    lambda copy, by: Verdict.objects.send_again(copy, by=by), lambda: _("It goes out again, in its turn.")
)
