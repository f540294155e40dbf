"""Facts: what the house repeats, who keeps each, and whether it is still right."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.conversations.fact import Fact, KeyTaken
from byhand.help.links import articles_to_link
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.facts import FactForm, FactWordsForm


@at_the_desk
def facts(request: DeskRequest) -> HttpResponse:
    """All of them, and a form for a new one."""
    form = FactForm(request.POST or None, initial={"keeper": request.user})
    if request.method == "POST" and form.is_valid():
        try:
            Fact.objects.begin(**form.cleaned_data, by=request.user)
        except KeyTaken as taken:
            return _listed(request, _with(form, taken))
        messages.success(request, _("Kept."))
        return redirect("facts")
    return _listed(request, form)


@at_the_desk
def fact(request: DeskRequest, pk: int) -> HttpResponse:
    """One of them, to be said anew."""
    one = _living(pk)
    as_it_is = {"title": one.title, "text": one.text, "keeper": one.keeper_id, "every_days": one.every_days}
    form = FactWordsForm(request.POST or None, initial=as_it_is)
    if request.method == "POST" and form.is_valid():
        one.say(**form.cleaned_data, by=request.user)
        messages.success(request, _("Kept."))
        return redirect("facts")
    return render(request, "settings/fact.html", {"form": form, "fact": one}, status=_status(form))


@require_POST
@at_the_desk
def confirm(request: DeskRequest, pk: int) -> HttpResponse:
    _living(pk).confirm(by=request.user)
    return redirect("facts")


@require_POST
@at_the_desk
def retire(request: DeskRequest, pk: int) -> HttpResponse:
    _living(pk).retire(by=request.user)
    return redirect("facts")


@require_safe
@at_the_desk
def for_sheet(request: DeskRequest) -> HttpResponse:
    """What can be put into a letter: the sheet asks when somebody types a semicolon. Links to articles, too."""
    told = [
        {"key": one.key, "title": one.title, "words": one.quoted(), "old": one.is_to_check()}
        for one in Fact.objects.living()
    ]
    told += [
        {"key": one.key, "title": one.title, "words": one.line, "old": one.is_old, "page": True}
        for one in articles_to_link()
    ]
    return JsonResponse({"facts": told}, headers={"Cache-Control": "no-store"})


def _living(pk: int) -> Fact:
    return get_object_or_404(Fact.objects.living(), pk=pk)


def _listed(request: DeskRequest, form: FactForm) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "facts": Fact.objects.living().for_page()}
    return render(request, "settings/facts.html", context, status=_status(form))


def _with(form: FactForm, taken: KeyTaken) -> FactForm:
    form.add_error("key", str(taken))
    return form


def _status(form: forms.Form) -> int:
    return 422 if form.is_bound else 200
