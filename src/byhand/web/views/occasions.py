"""Dates that matter to a person: marked, changed, taken away."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from byhand.conversations.knowing import occasions_in_sight
from byhand.people.occasion import NoOccasion, Occasion
from byhand.people.person import Person
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.occasions import OccasionForm
from byhand.web.person_opened import person_opened
from byhand.web.views.people import back, person_or_404


@require_POST
@at_the_desk
def mark(request: DeskRequest, pk: int) -> HttpResponse:
    person = person_or_404(request, pk)
    return _said(
        request, person, lambda form: Occasion.objects.mark(person, form.on(), by=request.user, **form.said())
    )


@require_POST
@at_the_desk
def change(request: DeskRequest, pk: int, occasion: int) -> HttpResponse:
    person, one = _theirs_or_404(request, pk, occasion)
    return _said(request, person, lambda form: one.change(form.on(), by=request.user, **form.said()))


@require_POST
@at_the_desk
def take_away(request: DeskRequest, pk: int, occasion: int) -> HttpResponse:
    person, one = _theirs_or_404(request, pk, occasion)
    one.take_away(by=request.user)
    return back(request, person)


def _said(request: DeskRequest, person: Person, say: Callable[[OccasionForm], object]) -> HttpResponse:
    form = OccasionForm(request.POST)
    if not form.is_valid():
        sentence = _("Say what it is, which day and which month; the year may be missing.")
        return person_opened(request, person, refusal=sentence, status=422)
    try:
        done = say(form)
    except NoOccasion as no:
        return person_opened(request, person, refusal=str(no), status=422)
    if not done:
        messages.warning(request, _("Somebody has taken that away meanwhile."))
    return back(request, person)


def _theirs_or_404(request: DeskRequest, pk: int, occasion: int) -> tuple[Person, Occasion]:
    person = person_or_404(request, pk)
    one = occasions_in_sight(request.sight).filter(person=person, pk=occasion).first()
    if one is None:
        raise Http404
    return person, one
