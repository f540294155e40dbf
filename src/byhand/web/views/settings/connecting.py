"""Connecting a mailbox: its address, what we guessed, a live try, and it is read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from byhand.channels import connecting
from byhand.channels.adapter import Check
from byhand.channels.inbox import Inbox
from byhand.web.at_the_desk import DeskRequest
from byhand.web.forms.inboxes import AddressForm, ConnectingForm, ServersForm
from byhand.web.guesses import first_words
from byhand.web.owners import for_owners

SECRETS = ("password", "smtp_password", "client_secret")


@for_owners
def address(request: DeskRequest) -> HttpResponse:
    """Step one: the address, from which the rest is guessed."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        guessed = first_words(form.cleaned_data["address"])
        return _servers(request, ConnectingForm(initial=guessed.fields), found=guessed.sentence)
    return render(request, "settings/inbox_new.html", {"form": form}, status=422 if form.is_bound else 200)


@sensitive_post_parameters(*SECRETS)
@for_owners
def servers(request: DeskRequest) -> HttpResponse:
    """Step two: the servers, tried live; then it is kept."""
    if request.method != "POST":
        return redirect("inbox.new")
    form = ConnectingForm(request.POST)
    if not form.is_valid():
        return _servers(request, form, status=422)
    checks = connecting.try_live(form.mailbox())
    if "try" in request.POST or not _may_be_kept(request, checks):
        return _servers(request, form, checks=checks, asked_to_connect="try" not in request.POST)
    one = connecting.connect(
        form.mailbox(), name=form.cleaned_data["address"], start=form.chosen_start(),
        members=[request.user] if form.cleaned_data["is_private"] else None,
    )  # fmt: skip
    return _onward(request, one, _("%(name)s is connected. Its mail is coming in."))


@sensitive_post_parameters(*SECRETS)
@for_owners
def move(request: DeskRequest, pk: int) -> HttpResponse:
    """Other servers or another password for an inbox that exists."""
    one = get_object_or_404(Inbox, pk=pk, kind="email")
    form = ServersForm(request.POST or None, kept=one, initial=_typed(one))
    if request.method != "POST" or not form.is_valid():
        return _servers(request, form, one=one, status=422 if form.is_bound else 200)
    checks = connecting.try_live(form.mailbox(), like=one)
    if "try" in request.POST or not _may_be_kept(request, checks):
        return _servers(request, form, one=one, checks=checks, asked_to_connect="try" not in request.POST)
    connecting.move(one, form.mailbox())
    one.refresh_from_db()
    return _onward(request, one, _("Kept. %(name)s is looked at now."))


def _may_be_kept(request: DeskRequest, checks: list[Check]) -> bool:
    return "anyway" in request.POST or all(check.passed for check in checks)


def _onward(request: DeskRequest, one: Inbox, said: str) -> HttpResponse:
    if one.options.get("auth") != "password":
        return redirect("inbox.consent", pk=one.pk)
    messages.success(request, said % {"name": one.name})
    return redirect("inbox", pk=one.pk)


def _servers(
    request: DeskRequest, form: ServersForm, *, one: Inbox | None = None, found: str = "", status: int = 200,
    checks: list[Check] | None = None, asked_to_connect: bool = False,
) -> HttpResponse:  # fmt: skip
    known: dict[str, Any] = {
        "form": form, "inbox": one, "found": found, "checks": checks, "asked_to_connect": asked_to_connect,
        "is_fine": bool(checks) and all(check.passed for check in checks),
    }  # fmt: skip
    template = "settings/checks.html" if request.htmx and checks is not None else "settings/servers.html"
    return render(request, template, known, status=status)


def _typed(one: Inbox) -> dict[str, Any]:
    """What was typed in before, but for the secrets."""
    nobody = one.options.get("smtp_user") == ""
    return {"auth": "password", **one.options, "address": one.address, "smtp_open": nobody,
            "client_id": one.secrets.get("client_id", "")}  # fmt: skip
