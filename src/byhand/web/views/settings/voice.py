"""Settings of a line on which visitors talk with us."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from byhand.channels.inbox import Inbox
from byhand.channels.registry import adapter_of
from byhand.channels.voice.line import KIND, change_line, open_line
from byhand.web.at_the_desk import DeskRequest
from byhand.web.forms.voice import VoiceForm, as_it_is
from byhand.web.owners import for_owners


@sensitive_post_parameters("turn_secret")
@for_owners
def new(request: DeskRequest) -> HttpResponse:
    mailbox = Inbox.objects.filter(is_team_wide=True).exclude(address="").order_by("pk").first()
    form = VoiceForm(
        request.POST or None,
        initial={"name": _("Voice"), "keep_days": 365, "write_to": mailbox.address if mailbox else ""},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        inbox = open_line(given["name"], form.line(), turn_secret=given["turn_secret"])
        messages.success(request, _("Its page is open. Its address stands below."))
        return redirect("voice.change", inbox.pk)
    return render(request, "settings/voice.html", {"form": form}, status=422 if form.is_bound else 200)


@sensitive_post_parameters("turn_secret")
@for_owners
def change(request: DeskRequest, pk: int) -> HttpResponse:
    inbox = get_object_or_404(Inbox, pk=pk, kind=KIND)
    form = VoiceForm(request.POST or None, kept=inbox, initial=as_it_is(inbox))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        change_line(inbox, form.line(), name=given["name"], turn_secret=given["turn_secret"])
        messages.success(request, _("Kept."))
        return redirect("voice.change", pk)
    shown = {
        "form": form, "inbox": inbox, "checks": adapter_of(KIND).verify(inbox),
        "address": request.build_absolute_uri(reverse("talk", args=[inbox.options["key"]])),
    }  # fmt: skip
    return render(request, "settings/voice.html", shown, status=422 if form.is_bound else 200)
