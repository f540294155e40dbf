"""Inboxes: which there are, how complete each is, how the team treats it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.channels import connecting
from byhand.channels.form.form import KIND, is_for_telling_off
from byhand.channels.inbox import Inbox, InboxQuerySet
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.treating import TreatingForm
from byhand.web.inbox_states import state_of
from byhand.web.owners import for_owners


@require_safe
@at_the_desk
def inboxes(request: DeskRequest) -> HttpResponse:
    states = [state_of(inbox) for inbox in _shown(request)]
    template = "settings/inbox_rows.html" if request.htmx else "settings/inboxes.html"
    return render(request, template, {"states": states})


@for_owners
def inbox(request: DeskRequest, pk: int) -> HttpResponse:
    """One inbox: its state, and how the team treats it."""
    one = get_object_or_404(Inbox, pk=pk)
    form = TreatingForm(request.POST or None, initial=_as_it_is(one))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        connecting.treat(
            one, name=given["name"], signature=given["signature"],
            members=None if given["is_team_wide"] else given["members"],
            receipt_contact=given["receipt_contact"] if given["sends_receipts"] else None,
        )  # fmt: skip
        messages.success(request, _("Kept."))
        return redirect("inbox", pk=pk)
    context = {"form": form, "state": state_of(one), "public_address": _public_address(one)}
    return render(request, "settings/inbox.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_owners
def pause(request: DeskRequest, pk: int) -> HttpResponse:
    connecting.pause(get_object_or_404(Inbox, pk=pk))
    return redirect("inbox", pk=pk)


@require_POST
@for_owners
def wake(request: DeskRequest, pk: int) -> HttpResponse:
    connecting.wake(get_object_or_404(Inbox, pk=pk))
    return redirect("inbox", pk=pk)


def _public_address(one: Inbox) -> str:
    """Where strangers find a form; empty for what is none."""
    if one.kind != KIND:
        return ""
    path = reverse("tell_us_off") if is_for_telling_off(one) else reverse("form", args=[one.options["slug"]])
    return f"{settings.BASE_URL}{path}"


def _shown(request: DeskRequest) -> InboxQuerySet:
    """An owner sees that an inbox exists, even where its letters are for others."""
    rows: InboxQuerySet = Inbox.objects.all()
    return rows if request.user.is_owner else rows.visible_to(request.user)


def _as_it_is(one: Inbox) -> dict[str, object]:
    return {
        "name": one.name, "signature": one.signature, "is_team_wide": one.is_team_wide,
        "members": list(one.members.all()), "sends_receipts": one.sends_receipts,
        "receipt_contact": one.receipt_contact,
    }  # fmt: skip
