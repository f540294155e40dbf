"""Pages by which a stranger's words come in: the team's forms, and “tell us off”. Nothing else is asked before."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from byhand.channels.form.form import Form, form_at, form_of, telling_off
from byhand.channels.inbox import Inbox
from byhand.channels.telling_off import matter_of
from byhand.team.desk import Whereabouts, whereabouts
from byhand.team.house import House
from byhand.team.shown import Shown
from byhand.team.told_off import who_is_told_off
from byhand.team.user import User
from byhand.web import whereabouts_said
from byhand.web.forms.words import WordsForm, is_too_quick, token_of
from byhand.web.in_public import house_or_404, in_public, policy
from byhand.web.taking_words import comes_too_often, is_too_large, take
from byhand.web.ways import ways_to

# Where somebody came from who tells us off; anything else in the address is not repeated.
CAME_FROM = {
    "notice": lambda: _("They came from an automatic notice."),
    "form": lambda: _("They came from a form."),
    "chat": lambda: _("They came from the chat."),
    "voice": lambda: _("They came from a call in the browser."),
    "phone": lambda: _("They came from a telephone call."),
    "help": lambda: _("They came from a help page."),
    "error": lambda: _("They came from a page that had failed."),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads it: their face, if they show it, and where they are."""

    colleague: User
    shown: Shown | None
    where: str


@in_public
@require_http_methods(["GET", "HEAD", "POST"])
def tell_us_off(request: HttpRequest) -> HttpResponse:
    house, way = house_or_404(), request.GET.get("from", "")
    to = who_is_told_off()
    context: dict[str, Any] = {
        "house": house, "reader": reader_of([to.pk]) if to else None, "told_off_here": True,
        "action": f"{reverse('tell_us_off')}?from={way}" if way in CAME_FROM else reverse("tell_us_off"),
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "public/tell_us_off.html", {**context, "form": WordsForm()})
    form, refusal = _read(request, house)
    if form is None or refusal or not form.is_valid():
        return _again(request, "public/tell_us_off.html", {**context, "form": form}, refusal)
    token = token_of(form.cleaned_data["token"]) or ""
    inbox = telling_off()
    take(form, inbox=inbox, house=house, matter=matter_of(token), subject=_("Tells us off"),
         came_from=CAME_FROM[way]() if way in CAME_FROM else "")  # fmt: skip
    return redirect("tell_us_off.said")


@in_public
@require_safe
def told_off(request: HttpRequest) -> HttpResponse:
    to = who_is_told_off()
    reader = reader_of([to.pk]) if to else None
    context = {"house": house_or_404(), "reader": reader, "is_off": True, "told_off_here": True}
    return render(request, "public/said.html", context)


@in_public
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, slug: str) -> HttpResponse:
    inbox, house = _inbox_or_404(slug), house_or_404()
    asked = form_of(inbox)
    framed = "framed" in request.GET
    context: dict[str, Any] = {
        "house": house, "asked": asked, "reader": reader_of(_readers(inbox)), "way": "form", "framed": framed,
        "action": reverse("form", args=[slug]) + ("?framed" if framed else ""),
    }  # fmt: skip
    if request.method != "POST":
        blank = WordsForm(questions=asked.questions, takes_files=asked.takes_files)
        return _framed(render(request, "public/form.html", {**context, "form": blank}), asked)
    given, refusal = _read(request, house, asked)
    if given is not None and not refusal and is_too_quick(str(given.data.get("token", ""))):
        refusal = _("That was quick. Your words are still here: press Send once more.")
    if given is None or refusal or not given.is_valid():
        return _framed(_again(request, "public/form.html", {**context, "form": given}, refusal), asked)
    token = token_of(given.cleaned_data["token"]) or ""
    take(given, inbox=inbox, house=house, matter=f"form:{token}", subject=asked.name)
    said = reverse("form.said", args=[slug]) + ("?framed" if framed else "")
    return _framed(redirect(said), asked)


@in_public
@require_safe
def said(request: HttpRequest, slug: str) -> HttpResponse:
    inbox = _inbox_or_404(slug)
    context = {"house": house_or_404(), "reader": reader_of(_readers(inbox)), "way": "form",
               "framed": "framed" in request.GET}  # fmt: skip
    return _framed(render(request, "public/said.html", context), form_of(inbox))


def reader_of(among: Collection[int] | None) -> Reader | None:
    """Of these colleagues (None: of all) the one to name: there now, or back first."""
    every = whereabouts(among)
    if not every:
        return None
    one = min(every, key=_how_soon)
    shown = Shown.objects.filter(pk=one.colleague.pk).defer("face").first()
    return Reader(one.colleague, shown, whereabouts_said.sentence(one))


def _how_soon(one: Whereabouts) -> tuple[bool, bool, float, str]:
    back = one.back_at.timestamp() if one.back_at else 0.0
    return not one.is_there, one.back_at is None, back, one.colleague.name


def _readers(inbox: Inbox) -> Collection[int] | None:
    """Whom the form names, or all who may see it."""
    if inbox.receipt_contact_id:
        return [inbox.receipt_contact_id]
    return None if inbox.is_team_wide else list(inbox.members.values_list("pk", flat=True))


def _inbox_or_404(slug: str) -> Inbox:
    inbox = form_at(slug)
    if inbox is None or inbox.options.get("tells_off"):
        raise Http404
    return inbox


def _read(request: HttpRequest, house: House, asked: Form | None = None) -> tuple[WordsForm | None, str]:
    """What was sent, and why it is not taken just now. What is too large is not read at all."""
    if is_too_large(request):
        return None, _(
            "That is more than a page can carry: twenty megabytes of files at most. Nothing was sent."
        )
    questions, takes = (asked.questions, asked.takes_files) if asked else ((), True)
    form = WordsForm(request.POST, request.FILES, questions=questions, takes_files=takes)
    if comes_too_often(request):
        return form, _("A lot came from here within minutes. Your words are still here: send them in a while, "
                       "or reach us another way.")  # fmt: skip
    return form, ""


def _again(request: HttpRequest, template: str, context: dict[str, Any], refusal: str) -> HttpResponse:
    """The page with their words still in it, and what to do."""
    shown = {**context, "form": context["form"] or WordsForm(), "refusal": refusal}
    shown["ways"] = ways_to(context["house"]) if refusal else []
    return render(request, template, shown, status=429 if refusal else 422)


def _framed(response: HttpResponse, asked: Form) -> HttpResponse:
    """Only the sites the team named may put it into a frame."""
    response.headers["Content-Security-Policy"] = policy(framed_by=asked.origins)
    return response
