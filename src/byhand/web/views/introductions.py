"""Introductions: who could make us known to a person, whom we asked, and how it went."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.conversations.between.knowing_whom import ways_to
from byhand.conversations.introduction import Introduction, IntroductionQuerySet, NotAsked
from byhand.conversations.knowing import people_visible_to
from byhand.team.user import User
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.introductions import AskForm
from byhand.web.views.people import person_or_404

MOST = 100


@require_safe
@at_the_desk
def ways(request: DeskRequest, pk: int) -> HttpResponse:
    """Who could introduce me to a person, and whom of them we asked already."""
    person = person_or_404(request, pk)
    asked = list(_seen(request).filter(person=person).with_names())
    mine = [one for one in asked if _waits_for(request.user, one)]
    context = {
        "person": person, "ways": ways_to(person, request.sight, request.user), "asked_me": mine,
        "asked": [one for one in asked if one not in mine],
    }  # fmt: skip
    return render(request, "people/introduction.html", context)


@require_safe
@at_the_desk
def listing(request: DeskRequest) -> HttpResponse:
    """Every introduction that is asked for, those that wait for me first."""
    rows = list(_seen(request).with_names()[:MOST])
    mine = [one for one in rows if _waits_for(request.user, one)]
    rest = [one for one in rows if one not in mine]
    return render(request, "people/introductions.html", {"mine": mine, "rest": rest})


@require_POST
@at_the_desk
def ask(request: DeskRequest, pk: int) -> HttpResponse:
    """A colleague in words; a customer by a letter, which the sheet is opened for."""
    person = person_or_404(request, pk)
    form = AskForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose whom to ask, and say why in up to 1,000 letters."))
        return redirect("person.introduction", person.pk)
    given = form.cleaned_data
    try:
        if given["through"]:
            through = person_or_404(request, given["through"])
            Introduction.objects.ask_by_letter(person, through=through, by=request.user)
            return redirect(f"{reverse('write')}?to={through.pk}")
        colleague = User.objects.filter(pk=given["colleague"] or 0).first()
        if colleague is None:
            raise Http404
        Introduction.objects.ask_colleague(person, of=colleague, words=given["words"], by=request.user)
    except NotAsked as no:
        messages.error(request, str(no))
    return redirect("person.introduction", person.pk)


@require_POST
@at_the_desk
def agree(request: DeskRequest, pk: int) -> HttpResponse:
    return _answered(request, pk, lambda one: one.agree(by=request.user))


@require_POST
@at_the_desk
def welcome(request: DeskRequest, pk: int) -> HttpResponse:
    return _answered(request, pk, lambda one: one.welcome(by=request.user))


@require_POST
@at_the_desk
def decline(request: DeskRequest, pk: int) -> HttpResponse:
    return _answered(request, pk, lambda one: one.decline(by=request.user))


@require_POST
@at_the_desk
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    return _answered(request, pk, lambda one: one.withdraw(by=request.user))


def _answered(request: DeskRequest, pk: int, verb: Callable[[Introduction], bool]) -> HttpResponse:
    one = _seen(request).filter(pk=pk).first()
    if one is None:
        raise Http404
    if not verb(one):
        messages.warning(request, _("That is settled already, or not yours to say."))
    return redirect("person.introduction", one.person_id)


def _waits_for(user: User, one: Introduction) -> bool:
    return one.is_open() and one.agreed_at is None and one.colleague_id == user.pk


def _seen(request: DeskRequest) -> IntroductionQuerySet:
    """Those of which this colleague may see everybody who is named."""
    return Introduction.objects.among(people_visible_to(request.user))
