"""Before it leaves: how many have room, who is left out and why; then its author lets it go. Nothing overrides it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from byhand.conversations.knowing import people_in_sight
from byhand.conversations.paging import slice_of
from byhand.gate.many.plan import Plan
from byhand.gate.many.stages import LeftOut
from byhand.gate.refusals import Refusal
from byhand.outreach.before import left_out_because
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.checking.every import findings
from byhand.outreach.comparing import smallest_to_be_seen
from byhand.outreach.forecast import Forecast
from byhand.outreach.planning import plan_of
from byhand.outreach.releasing import let_go
from byhand.outreach.standing import standing_of
from byhand.outreach.told_before import Before
from byhand.team.languages import name_of
from byhand.web.at_the_desk import DeskRequest
from byhand.web.broadcasts_said import afterwards_said, reasons_said
from byhand.web.fragments import asks_for
from byhand.web.versions_said import in_a_hundred
from byhand.web.views.outreach.broadcasts.opened import by_its_author, opened, shown

PAGE = 60


@require_safe
@opened
def leaving(request: DeskRequest, one: Broadcast) -> HttpResponse:
    """The page, or the part of it that is counted and asks anew by itself until it was."""
    plan, is_part = plan_of(one), asks_for(request) == "forecast"
    if one.dispatch_id:
        there = reverse("broadcast.progress", args=[one.public_id])
        return HttpResponseClientRedirect(there) if is_part else redirect(there)
    if plan and is_part:
        return shown(request, one, "forecast", {"plan": plan, **_counted(one, plan)})
    return _page(request, one, plan)


@require_POST
@opened
def count_again(request: DeskRequest, one: Broadcast) -> HttpResponse:
    """Whoever sees it may want that; it changes nothing of it."""
    if one.is_being_written():
        Forecast.objects.wish(one)
    return redirect("broadcast.leaving", one.public_id)


@by_its_author
def go(request: DeskRequest, one: Broadcast) -> HttpResponse:
    """It is let go."""
    try:
        let_go(one, request.POST.get("digest", ""), by=request.sign_in)
    except Refusal as no:
        return _page(request, one, plan_of(one), refusal=no.sentence, status=422)
    messages.success(request, _("It is let go. You can pause and stop it here at any moment."))
    return redirect("broadcast.progress", one.public_id)


@require_safe
@opened
def left_out(request: DeskRequest, one: Broadcast, why: str) -> HttpResponse:
    """Who is left out for one reason, as far as this colleague may see them."""
    plan = plan_of(one)
    if plan is None or why not in LeftOut.values:
        raise Http404
    if one.dispatch_id:
        return redirect("broadcast.progress", one.public_id)
    foreseen = Forecast.objects.newest(one, plan)
    some = foreseen.some.get(why, []) if foreseen else None
    seen = Exists(people_in_sight(request.sight).filter(pk=OuterRef("pk")))
    people = left_out_because(one, plan, why, some=some).filter(seen).order_by("name", "pk")
    page = slice_of(people, after=request.GET.get("after", ""), size=PAGE)
    number = foreseen.before.prospect.left_out.get(why, 0) if foreseen and foreseen.before else 0
    context = {
        "at": "leaving", "why": why, "because": str(LeftOut(why).label), "people": page.rows, "after": page.after,
        "foreseen": foreseen, "number": number, "some": len(some or []),
    }  # fmt: skip
    return shown(request, one, "left_out", context)


def _page(
    request: DeskRequest, one: Broadcast, plan: Plan | None, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "at": "leaving", "plan": plan, "standing": standing_of(one), "refusal": refusal,
        "held": [found.said(plan.languages() if plan else ()) for found in findings(one) if found.holds],
        **(_counted(one, plan) if plan else {}),
    }  # fmt: skip
    return shown(request, one, "leaving", context, status=status)


def _counted(one: Broadcast, plan: Plan) -> dict[str, Any]:
    foreseen = Forecast.objects.look(one, plan)
    told = foreseen.before
    return {
        "foreseen": foreseen, "before": told,
        "afterwards": afterwards_said(told.afterwards) if told else [],
        "reasons": reasons_said(told.prospect.left_out) if told else [],
        **_of_two(one, plan, told),
    }  # fmt: skip


def _of_two(one: Broadcast, plan: Plan, told: Before | None) -> dict[str, Any]:
    """Where two versions are compared: who is in it, and what one will be able to see."""
    if told is None or not plan.compares():
        return {"compares": False}
    smallest = smallest_to_be_seen(one, told.prospect.readers)
    alike = [name_of(each) for each in plan.languages() if len(plan.versions_in(each)) == 1]
    return {"compares": True, "smallest": in_a_hundred(smallest) if smallest else "", "alike": alike}
