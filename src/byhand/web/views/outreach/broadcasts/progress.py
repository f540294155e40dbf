"""How far it is: what was taken, refused, is perhaps there, was left out, waits; the answers; pause, go on, stop."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.conversations.answer_to_many import AnswerToMany
from byhand.conversations.knowing import people_in_sight
from byhand.gate.many.copy import Copy
from byhand.gate.many.slowed import Slowed
from byhand.gate.many.stages import LOOKED_AT, CopyStage
from byhand.gate.many.tally import progress as tallied
from byhand.gate.many.terms import Terms
from byhand.gate.refusals import Refusal
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.capacity import capacity_of
from byhand.outreach.public_page import show_to_all, show_to_nobody
from byhand.team.signin import SignIn
from byhand.web.at_the_desk import DeskRequest
from byhand.web.broadcasts_said import reasons_said
from byhand.web.fragments import asks_for
from byhand.web.views.outreach.broadcasts.opened import opened, shown

SHOWN = 50
MOST_DOMAINS = 10
STAGES = tuple(map(CopyStage, LOOKED_AT))


@require_safe
@opened
def progress(request: DeskRequest, one: Broadcast) -> HttpResponse:
    """Looked at anew every few seconds while it goes out; a dozen small rows, however many readers there are."""
    terms, now = _terms_or_404(one), timezone.now()
    told, answers = tallied(terms.dispatch), AnswerToMany.objects.filter(dispatch=one.dispatch_id)
    capacity = capacity_of(one, now)
    context = {
        "at": "progress", "terms": terms, "progress": told, "reasons": reasons_said(told.left_out_because),
        "answers": answers.by_people().count(), "machines": answers.filter(is_automatic=True).count(),
        "capacity": capacity,
        "is_late": bool(terms.latest_at and terms.latest_at <= now and (told.held or told.waiting)),
        "rests_until": terms.resting_until if terms.resting_until and terms.resting_until > now else None,
        "waits_for_answers": told.waiting and terms.allowed is not None and terms.spoken >= terms.allowed,
        "slowed": Slowed.objects.waiting(terms.dispatch, now)[:MOST_DOMAINS],
        "stages": STAGES, "moving": terms.finished_at is None and terms.stopped_at is None,
    }  # fmt: skip
    part = "state" if asks_for(request) == "progress" else "progress"
    return shown(request, one, part, context)


@require_safe
@opened
def copies(request: DeskRequest, one: Broadcast, stage: str) -> HttpResponse:
    """The newest of those that were refused, are perhaps there, or are held, with what the other side said."""
    _terms_or_404(one)
    if stage not in STAGES:
        raise Http404
    seen = people_in_sight(request.sight).filter(pk=OuterRef("address__person"))
    rows = Copy.objects.filter(Exists(seen), dispatch=one.dispatch_id, stage=stage)
    copies = list(rows.select_related("address__person").order_by("-pk")[:SHOWN])
    in_doubt = stage == CopyStage.PERHAPS.value
    answered = AnswerToMany.objects.by_people().filter(copy__in=copies) if in_doubt else ()
    context = {
        "at": "progress", "copies": copies, "label": str(CopyStage(stage).label), "in_doubt": in_doubt,
        "answered": {answer.copy_id: answer.at for answer in answered},
    }  # fmt: skip
    return shown(request, one, "copies", context)


def _verb(does: Callable[[Terms, SignIn], bool], said: Callable[[], str]) -> Callable[..., HttpResponseBase]:
    """Its author, and every colleague of its inbox: whoever sees that it must stop can stop it."""

    @require_POST
    @opened
    def view(request: DeskRequest, one: Broadcast) -> HttpResponse:
        terms = _terms_or_404(one)
        try:
            done = does(terms, request.sign_in)
        except Refusal as no:
            messages.error(request, no.sentence)
        else:
            messages.success(request, said()) if done else messages.warning(
                request, _("It was so already, or is over.")
            )
        return redirect("broadcast.progress", one.public_id)

    return view


pause = _verb(
    lambda terms, by: terms.pause(by=by), lambda: _("Paused. Nothing leaves until somebody lets it go on.")
)
resume = _verb(lambda terms, by: terms.resume(by=by), lambda: _("It goes on."))
stop = _verb(lambda terms, by: terms.stop(by=by), lambda: _("Stopped. Who has not had it will not have it."))


@require_POST
@opened
def show(request: DeskRequest, one: Broadcast) -> HttpResponse:
    """On the public page, or off it again."""
    (show_to_all if request.POST.get("show") else show_to_nobody)(one, by=request.user)
    messages.success(request, _("Kept."))
    return redirect("broadcast", one.public_id)


def _terms_or_404(one: Broadcast) -> Terms:
    if one.dispatch is None:
        raise Http404
    return one.dispatch.terms
