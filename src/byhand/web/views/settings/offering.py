"""Forms for strangers: opened and changed by owners, under Inboxes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from byhand.channels.form.form import KIND, Form, change_form, form_of, mailboxes, open_form
from byhand.channels.inbox import Inbox
from byhand.web.at_the_desk import DeskRequest
from byhand.web.forms.offering import OfferingForm
from byhand.web.owners import for_owners


@for_owners
def new(request: DeskRequest) -> HttpResponse:
    mailbox = mailboxes().order_by("made_at", "pk").first()
    begun = Form(_("Write to us"), answers_through=mailbox.pk if mailbox else None)
    form = OfferingForm(request.POST or None, initial=OfferingForm.of(begun))
    if request.method == "POST" and form.is_valid():
        return _kept(request, open_form(form.form()))
    return _page(request, form, None)


@for_owners
def change(request: DeskRequest, pk: int) -> HttpResponse:
    inbox = get_object_or_404(Inbox, pk=pk, kind=KIND)
    form = OfferingForm(request.POST or None, initial=OfferingForm.of(form_of(inbox)))
    if request.method == "POST" and form.is_valid():
        change_form(inbox, form.form())
        return _kept(request, inbox)
    return _page(request, form, inbox)


def _kept(request: DeskRequest, inbox: Inbox) -> HttpResponse:
    messages.success(request, _("Kept."))
    return redirect("inbox", pk=inbox.pk)


def _page(request: DeskRequest, form: OfferingForm, inbox: Inbox | None) -> HttpResponse:
    context = {"form": form, "inbox": inbox}
    return render(request, "settings/offering.html", context, status=422 if form.is_bound else 200)
