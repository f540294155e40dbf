"""Erasing somebody, by an owner in two steps: what will be gone is counted, and offered to them as a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from byhand.conversations.erasing.counting import count
from byhand.conversations.erasing.erase import NotNow, erase
from byhand.people.person import Person
from byhand.people.suppression import Suppression
from byhand.web.at_the_desk import DeskRequest
from byhand.web.forms.erasing import ErasingForm
from byhand.web.owners import for_owners
from byhand.web.views.people import person_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@for_owners
def erasing(request: DeskRequest, pk: int) -> HttpResponse:
    person = person_or_404(request, pk)
    if request.method != "POST":
        return _page(request, person, ErasingForm())
    form = ErasingForm(request.POST)
    if not form.is_valid():
        return _page(request, person, form, status=422)
    try:
        erase(person, by=request.user)
    except NotNow as no:
        form.add_error(None, str(no))
        return _page(request, person, form, status=409)
    messages.success(request, _("Erased. Nobody writes to them, and nothing of them is left here."))
    return redirect("people")


@require_POST
@for_owners
def lift(request: DeskRequest, pk: int) -> HttpResponse:
    """They wrote again by themselves: colleagues may answer."""
    person = person_or_404(request, pk)
    Suppression.objects.lift(person.addresses.values_list("value", flat=True), by=request.user)
    return redirect("person", person.pk)


def _page(request: DeskRequest, person: Person, form: ErasingForm, status: int = 200) -> HttpResponse:
    erased = Suppression.objects.among(person.addresses.values_list("value", flat=True))
    context = {
        "person": person, "form": form, "counted": count(person), "erased": min(erased.values(), default=None),
    }  # fmt: skip
    return render(request, "people/erase.html", context, status=status)
