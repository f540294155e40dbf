"""The figures of outreach: over all letters to many, and of each; what the budget prevented; dose and response."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from byhand.gate.many.leaving_out import AFTER_CONSENT
from byhand.gate.many.stages import LeftOut
from byhand.insight.models import DoseCount
from byhand.insight.outreach.counting import WITHIN, count
from byhand.insight.outreach.figures import over_all, shares_of
from byhand.insight.outreach.versions import compared
from byhand.outreach.broadcast import Broadcast
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.broadcasts_said import reasons_said
from byhand.web.versions_said import in_a_hundred, verdict
from byhand.web.views.outreach.broadcasts.opened import opened, shown

SHOWN = 40


@require_safe
@at_the_desk
def figures(request: DeskRequest) -> HttpResponse:
    """Over all is everybody's; of the letters, those in the reader's sight."""
    gone = Broadcast.objects.visible_to(request.user).filter(dispatch__outcome__isnull=False)
    rows = (
        gone.select_related("dispatch__outcome")
        .prefetch_related("words")
        .order_by("-dispatch__outcome__begins_at")
    )
    told = over_all()
    context = {
        "all": told, "shares": told.shares, "reasons": AFTER_CONSENT, "heads": _heads(),
        "doses": DoseCount.objects.shown(), "days": WITHIN.days,
        "letters": [(one, shares_of(one.dispatch.outcome.counts())) for one in rows[:SHOWN] if one.dispatch],
    }  # fmt: skip
    return render(request, "outreach/figures/all.html", context)


@require_safe
@opened
def of_broadcast(request: DeskRequest, one: Broadcast) -> HttpResponse:
    """Counted now."""
    if one.dispatch is None:
        raise Http404
    told = shares_of(count(one.dispatch, one.dispatch.terms))
    comparison = compared(one.dispatch, one.dispatch.terms)
    context = {
        "comparison": comparison,
        "verdict": verdict(comparison) if comparison else "",
        "smallest": in_a_hundred(comparison.smallest) if comparison and comparison.smallest else "",
        "at": "figures",
        "shares": told,
        "prevented": reasons_said(told.counts.prevented),
        "days": WITHIN.days,
    }
    return shown(request, one, "figures", context)


def _heads() -> list[str]:
    """Of the table of months; a column of numbers begins with #."""
    why = {LeftOut.NO_ROOM: _("No room"), LeftOut.PAUSED: _("A pause"), LeftOut.SILENT: _("Long silence")}
    heads = [_("Reached"), *(why[one] for one in AFTER_CONSENT), _("Not sent")]
    return [_("Month"), *(f"#{one}" for one in heads)]
