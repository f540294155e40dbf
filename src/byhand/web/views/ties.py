"""Whom a person knows: looked for, noted, taken away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.conversations.knowing import people_in_sight, ties_in_sight
from byhand.people.person import Person
from byhand.people.tie import NoTie, Tie
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.ties import TieForm
from byhand.web.views.people import person_or_404

MOST_NAMED = 8


@require_safe
@at_the_desk
def choose(request: DeskRequest, pk: int) -> HttpResponse:
    """Whom they know: those with these words, or the words as a name."""
    return _choosing(request, person_or_404(request, pk), TieForm())


@require_POST
@at_the_desk
def tie(request: DeskRequest, pk: int) -> HttpResponse:
    person, form = person_or_404(request, pk), TieForm(request.POST)
    if not form.is_valid():
        return _choosing(request, person, form, status=422)
    other = form.cleaned_data["other"]
    try:
        known = person_or_404(request, other) if other else str(form.cleaned_data["name"])
        Tie.objects.tie(person, known, by=request.user, **form.said())
    except NoTie as no:
        form.add_error(None, str(no))
        return _choosing(request, person, form, status=422)
    return redirect("person", person.pk)


@require_POST
@at_the_desk
def untie(request: DeskRequest, pk: int, tie: int) -> HttpResponse:
    person = person_or_404(request, pk)
    end = ties_in_sight(request.sight, person.pk).filter(tie=tie).first()
    if end is None:
        raise Http404
    if not end.tie.take_away(by=request.user):
        messages.warning(request, _("Somebody has taken that away meanwhile."))
    return redirect("person", person.pk)


def _choosing(request: DeskRequest, person: Person, form: TieForm, status: int = 200) -> HttpResponse:
    words = (request.POST.get("name") or request.GET.get("q", "")).replace("\x00", "").strip()[:200]
    people = people_in_sight(request.sight).exclude(pk=person.pk)
    found = people.matching(words) if words else people.none()
    shown = found.prefetch_related("addresses").order_by("name", "pk")[:MOST_NAMED]
    trouble = next((sentence for one in form.errors.values() for sentence in one), "")
    context: dict[str, Any] = {
        "person": person, "found": list(shown), "q": words, "form": form, "trouble": trouble,
    }  # fmt: skip
    return render(request, "people/ties.html", context, status=status)
