"""Telephone lines: a number connected, tried live, led here; and the greeting its callers hear."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from byhand.channels import lines
from byhand.channels.adapter import Check, NoAnswer, Refused
from byhand.channels.inbox import Inbox
from byhand.channels.phone.greeting import Greeting
from byhand.channels.registry import adapter_of
from byhand.kit.phone import shown
from byhand.team.secrets import LostKey
from byhand.web.at_the_desk import DeskRequest
from byhand.web.forms.phone_lines import GreetingForm, PhoneLineForm
from byhand.web.owners import for_owners


@sensitive_post_parameters("token")
@for_owners
def new(request: DeskRequest) -> HttpResponse:
    """A number is connected: tried live, then kept."""
    form = PhoneLineForm(request.POST or None, initial={"language": settings.LANGUAGE_CODE})
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    checks = lines.try_live(form.line())
    if "keep" not in request.POST and "anyway" not in request.POST:
        return _page(request, form, checks=checks)
    if not _may_be_kept(request, checks):
        return _page(request, form, checks=checks, asked_to_keep=True)
    one = lines.connect(form.line(), name=shown(form.line().number))
    messages.success(request, _("%(name)s is connected. Lead its calls and texts here.") % {"name": one.name})
    return redirect("inbox.phone", pk=one.pk)


@sensitive_post_parameters("token")
@for_owners
def line(request: DeskRequest, pk: int) -> HttpResponse:
    """One number: how it is reached, where it is led, its greeting."""
    one = get_object_or_404(Inbox, pk=pk, kind="phone")
    form = PhoneLineForm(
        request.POST or None, kept=one, initial={**one.options, "number": shown(one.address)}
    )
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, one=one, status=422 if form.is_bound else 200)
    checks = lines.try_live(form.line(), like=one)
    if "keep" not in request.POST and "anyway" not in request.POST:
        return _page(request, form, one=one, checks=checks)
    if not _may_be_kept(request, checks):
        return _page(request, form, one=one, checks=checks, asked_to_keep=True)
    lines.change(one, form.line())
    messages.success(request, _("Kept."))
    return redirect("inbox.phone", pk=pk)


@require_POST
@for_owners
def look(request: DeskRequest, pk: int) -> HttpResponse:
    """Tries a line that is kept, and whether its calls and texts are led here."""
    one = get_object_or_404(Inbox, pk=pk, kind="phone")
    return _page(request, _as_it_is(one), one=one, checks=adapter_of(one.kind).verify(one))


@require_POST
@for_owners
def lead_here(request: DeskRequest, pk: int) -> HttpResponse:
    """Enters our addresses at the provider."""
    one = get_object_or_404(Inbox, pk=pk, kind="phone")
    try:
        lines.lead_here(one)
    except (Refused, NoAnswer, LostKey) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Its calls and texts come here now."))
    return redirect("inbox.phone", pk=pk)


@require_POST
@for_owners
def greet(request: DeskRequest, pk: int) -> HttpResponse:
    """A colleague's own voice greets from now on."""
    one = get_object_or_404(Inbox, pk=pk, kind="phone")
    form = GreetingForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, _as_it_is(one), one=one, greeting_form=form, status=422)
    Greeting.objects.record(form.cleaned_data["sound"], inbox=one, by=request.user)
    messages.success(request, _("Callers hear you now when nobody can answer."))
    return redirect("inbox.phone", pk=pk)


@require_POST
@for_owners
def stop_greeting(request: DeskRequest, pk: int) -> HttpResponse:
    Greeting.objects.put_away(get_object_or_404(Inbox, pk=pk, kind="phone"))
    messages.success(request, _("Callers hear an automatic voice now that says that it is one."))
    return redirect("inbox.phone", pk=pk)


def _may_be_kept(request: DeskRequest, checks: list[Check]) -> bool:
    return "anyway" in request.POST or all(check.passed for check in checks)


def _as_it_is(one: Inbox) -> PhoneLineForm:
    return PhoneLineForm(kept=one, initial={**one.options, "number": shown(one.address)})


def _page(
    request: DeskRequest, form: PhoneLineForm, *, one: Inbox | None = None, status: int = 200,
    checks: list[Check] | None = None, asked_to_keep: bool = False, greeting_form: GreetingForm | None = None,
) -> HttpResponse:  # fmt: skip
    known: dict[str, Any] = {
        "form": form, "inbox": one, "checks": checks, "asked_to_connect": asked_to_keep,
        "is_fine": bool(checks) and all(check.passed for check in checks),
        "webhooks": lines.webhooks(one) if one else {},
        "greeting": Greeting.objects.of(one) if one else None, "greeting_form": greeting_form or GreetingForm(),
    }  # fmt: skip
    template = "settings/checks.html" if request.htmx and checks is not None else "settings/phone_line.html"
    return render(request, template, known, status=status)
