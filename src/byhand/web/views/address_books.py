"""Address books elsewhere that stay in step: added after a live try, looked at, settled, ended. For owners."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.conversations.knowing import people_in_sight
from byhand.people.carddav.asking import Found, books, start_of
from byhand.people.carddav.book import AddressBook, BookCard, fields_of
from byhand.people.carddav.client import Client, NoBook
from byhand.web.at_the_desk import DeskRequest
from byhand.web.forms.address_books import AddressBookForm, SettleForm
from byhand.web.owners import for_owners

MOST_ASKED = 50


@require_safe
@for_owners
def listing(request: DeskRequest) -> HttpResponse:
    return _page(request, AddressBookForm())


@require_POST
@for_owners
def add(request: DeskRequest) -> HttpResponse:
    """Tried live: what the server says stands beside the form in its own words."""
    form = AddressBookForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    given = form.cleaned_data
    try:
        start = start_of(given["address"])
        found = books(Client(given["name"], given["password"], start), start)
    except NoBook as no:
        form.add_error("address", str(no))
        return _page(request, form, status=422)
    if len(found) > 1:
        form.add_error(
            "address", _("There are several. Give the address of one of them, and the password again.")
        )
        return _page(request, form, found=found, status=422)
    AddressBook.objects.keep(
        url=found[0].url, label=found[0].name, name=given["name"], password=given["password"],
        sends_new=given["sends_new"], by=request.user,
    )  # fmt: skip
    messages.success(request, _("“%(name)s” stays in step from now on.") % {"name": found[0].name})
    return redirect("people.books")


@require_POST
@for_owners
def look(request: DeskRequest, pk: int) -> HttpResponse:
    get_object_or_404(AddressBook.objects.standing(), pk=pk).look_now()
    return redirect("people.books")


@require_POST
@for_owners
def end(request: DeskRequest, pk: int) -> HttpResponse:
    get_object_or_404(AddressBook.objects.standing(), pk=pk).end(by=request.user)
    return redirect("people.books")


@require_POST
@for_owners
def settle(request: DeskRequest, pk: int) -> HttpResponse:
    """Which side is right about a field that both changed."""
    seen = people_in_sight(request.sight)
    one = get_object_or_404(
        BookCard.objects.filter(person__in=seen).select_related("person__organisation"), pk=pk
    )
    form = SettleForm(request.POST)
    if form.is_valid():
        one.settle(form.cleaned_data["field"], ours=form.cleaned_data["keep"] == "ours")
        one.book.look_now()
    return redirect("people.books")


def _page(
    request: DeskRequest, form: AddressBookForm, *, found: list[Found] | None = None, status: int = 200
) -> HttpResponse:  # fmt: skip
    asked = BookCard.objects.exclude(conflict={}).filter(
        person__in=people_in_sight(request.sight), book__ended_at=None
    )
    rows = asked.select_related("person__organisation", "book").order_by("pk")[:MOST_ASKED]
    labels = {"name": _("Name"), "line": _("What they do"), "organisation": _("Organisation")}
    context = {
        "form": form, "found": found or [], "books": list(AddressBook.objects.standing().order_by("label", "pk")),
        "asked": [
            (one, field, labels[field], fields_of(one.person)[field], theirs)
            for one in rows for field, theirs in one.conflict.items()
        ],
    }  # fmt: skip
    return render(request, "people/books.html", context, status=status)
