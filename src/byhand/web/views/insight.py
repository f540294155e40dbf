"""Insight: the honest figures, worked out at night. Nothing is reckoned here; what is stored is shown."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe
from markupsafe import Markup

from byhand.audit.masking import mask
from byhand.audit.page.drawing import Drawing
from byhand.audit.page.filling import fill
from byhand.audit.report import Report
from byhand.conversations.message import Message
from byhand.insight.figures import Figures
from byhand.insight.in_sight import for_reader
from byhand.insight.nightly import can_be_drawn, can_be_worked_out
from byhand.web.advice_said import advice_said
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.fragments import answer
from byhand.web.owners import for_owners

PARTS = {"insight": "insight/state.html"}


@require_safe
@at_the_desk
def insight(request: DeskRequest) -> HttpResponse:
    """The newest figures, and whether others are on their way; looks again while they are."""
    shown, latest = Figures.objects.shown(), Figures.objects.last_begun()
    said = shown.said() if shown else None
    return answer(request, "insight/insight.html", PARTS, {
        "shown": shown if said else None, "latest": latest,
        "is_installed": can_be_worked_out(), "is_drawn": can_be_drawn(),
        "is_empty": shown is None and not Message.objects.exists(),
        **(_for_reader(shown, said, request) if shown and said else {}),
    })  # fmt: skip


@require_POST
@at_the_desk
def ask(request: DeskRequest) -> HttpResponse:
    """They are wanted now."""
    Figures.objects.ask(by=request.user)
    return redirect("insight")


@require_safe
@for_owners
def report(request: DeskRequest) -> HttpResponse:
    """The page that can be shown around, whole in itself; masked if asked for."""
    shown = Figures.objects.shown()
    said = shown.said() if shown else None
    if shown is None or said is None:
        return redirect("insight")
    read, _seen = for_reader(said, request.user, request.sight)
    is_masked = "masked" in request.GET
    page = fill(mask(read) if is_masked else read, _drawings(shown))
    name = f"insight-{shown.asked_at:%Y-%m-%d}{'-masked' if is_masked else ''}.html"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(page, content_type="text/html; charset=utf-8", headers=headers)


def _for_reader(shown: Figures, said: Report, request: DeskRequest) -> dict[str, object]:
    """What the page says of them to this reader."""
    report, seen = for_reader(said, request.user, request.sight)
    return {"report": report, "seen": seen, "advice": advice_said(report), "drawings": _drawings(shown)}


def _drawings(shown: Figures) -> dict[str, Drawing]:
    """SVG of our own process; no word of a letter stands in it."""
    return {name: Drawing(Markup(wide), Markup(narrow)) for name, (wide, narrow) in shown.drawn().items()}
