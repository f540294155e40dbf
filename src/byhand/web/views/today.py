"""Today: the people worth a word, and the two ways to say no. Nothing is written to anybody from here."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.conversations.counting import counts
from byhand.insight.today.aside import Aside
from byhand.insight.today.day import day_of
from byhand.insight.today.reason import LAWS
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.fragments import answer
from byhand.web.today_said import greeting, grouped, summary, waiting_said
from byhand.web.views.people import person_or_404

PARTS = {"today": "today/day.html"}


@require_safe
@at_the_desk
def today(request: DeskRequest) -> HttpResponse:
    day = day_of(request.user, request.sight)
    waiting = counts(request.sight, request.user).waiting
    return answer(request, "today/today.html", PARTS, {
        "day": day, "groups": grouped(day), "waiting": waiting, "greeting": greeting(request.user),
        "summary": summary(day, waiting), "waiting_said": waiting_said(waiting), "laws": LAWS,
        "is_first": not day.entries and not request.seen.exists(),
    })  # fmt: skip


@require_POST
@at_the_desk
def not_today(request: DeskRequest, pk: int) -> HttpResponse:
    """They come again tomorrow, if the reason still holds."""
    person = person_or_404(request, pk)
    aside = Aside.objects.not_today(person, by=request.user)
    return _said(aside, _("%(name)s comes again tomorrow.") % {"name": person.called()}, request)


@require_POST
@at_the_desk
def not_this_person(request: DeskRequest, pk: int) -> HttpResponse:
    """They are not named any more, for this colleague alone."""
    person = person_or_404(request, pk)
    aside = Aside.objects.not_any_more(person, by=request.user)
    told = _("%(name)s is left out of your Today. In Conversations nothing has changed.")
    return _said(aside, told % {"name": person.called()}, request)


@require_POST
@at_the_desk
def bring_back(request: DeskRequest, pk: int) -> HttpResponse:
    """By whoever set them aside."""
    aside = get_object_or_404(Aside.objects.filter(colleague=request.user), pk=pk)
    if not aside.undo():
        messages.warning(request, _("That was undone already."))
    return redirect("today")


def _said(aside: Aside, told: str, request: DeskRequest) -> HttpResponse:
    messages.success(request, told, extra_tags=f"aside-{aside.pk}")
    return redirect("today")
