"""Where a person belongs: noted, ended, taken away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from byhand.people.person import Person
from byhand.people.stay import NoStay, Stay
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.stays import EndForm, StayForm
from byhand.web.person_opened import person_opened
from byhand.web.views.people import person_or_404


@require_POST
@at_the_desk
def belong(request: DeskRequest, pk: int) -> HttpResponse:
    person, form = person_or_404(request, pk), StayForm(request.POST)
    if not form.is_valid():
        return _refused(request, person, _("Say where they belong; since when and until when are days."))
    given = form.cleaned_data
    try:
        Stay.objects.belong(
            person, given["organisation"], role=given["role"], since=given["since"], until=given["until"],
            by=request.user,
        )  # fmt: skip
    except NoStay as no:
        return _refused(request, person, str(no))
    return redirect("person", person.pk)


@require_POST
@at_the_desk
def end(request: DeskRequest, pk: int, stay: int) -> HttpResponse:
    person, form = person_or_404(request, pk), EndForm(request.POST)
    one = get_object_or_404(person.stays.standing(), pk=stay)
    if not form.is_valid():
        return _refused(request, person, _("Say until which day."))
    try:
        done = one.end(form.cleaned_data["until"])
    except NoStay as no:
        return _refused(request, person, str(no))
    return _done(request, person, done=done)


@require_POST
@at_the_desk
def take_away(request: DeskRequest, pk: int, stay: int) -> HttpResponse:
    """It was never so."""
    person = person_or_404(request, pk)
    one = get_object_or_404(person.stays.standing(), pk=stay)
    return _done(request, person, done=one.take_away(by=request.user))


def _done(request: DeskRequest, person: Person, *, done: bool) -> HttpResponse:
    if not done:
        messages.warning(request, _("Somebody has taken that away meanwhile."))
    return redirect("person", person.pk)


def _refused(request: DeskRequest, person: Person, sentence: str) -> HttpResponse:
    return person_opened(request, person, refusal=sentence, status=422)
