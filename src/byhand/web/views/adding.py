"""Adding by hand: somebody one met, and one more way to reach somebody."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from byhand.conversations.adding import NotAdded, add_address, add_person
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.people import AddForm, AddressForm
from byhand.web.person_opened import person_opened
from byhand.web.views.people import back, person_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def add(request: DeskRequest) -> HttpResponse:
    """Who has that address already is shown instead."""
    form = AddForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/add.html", {"form": form}, status=422 if request.POST else 200)
    try:
        person, is_new = add_person(form.card(), by=request.user)
    except NotAdded as no:
        form.add_error(None, str(no))
        return render(request, "people/add.html", {"form": form}, status=422)
    if not is_new:
        messages.info(request, _("%(name)s was here already.") % {"name": person.called()})
    return redirect("person", person.pk)


@require_POST
@at_the_desk
def address(request: DeskRequest, pk: int) -> HttpResponse:
    person, form = person_or_404(request, pk), AddressForm(request.POST)
    if not form.is_valid():
        return person_opened(request, person, refusal=_("Write an address or a number."), status=422)
    try:
        add_address(person, form.cleaned_data["value"], by=request.user)
    except NotAdded as no:
        return person_opened(request, person, refusal=str(no), status=422)
    return back(request, person)
