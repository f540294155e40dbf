"""How our letters are believed: who signs them, which records the DNS needs, and a look at all of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from byhand.channels.adapter import Check
from byhand.channels.believing import choose, how_believed, keys_of, make_keys
from byhand.channels.inbox import Inbox
from byhand.web.at_the_desk import DeskRequest
from byhand.web.forms.believed import BelievedForm
from byhand.web.owners import for_owners


@for_owners
def believed(request: DeskRequest, pk: int) -> HttpResponse:
    """What was chosen; nothing is asked of the network before somebody wants it."""
    one = _mailbox(pk)
    form = BelievedForm(request.POST or None, inbox=one)
    if request.method == "POST" and form.is_valid():
        choose(one, signed_here=form.signed_here(), return_paths=form.cleaned_data["return_paths"])
        messages.success(request, _("Kept."))
        return redirect("inbox.believed", pk=pk)
    return _shown(request, one, form, status=422 if form.is_bound else 200)


@require_POST
@for_owners
def look(request: DeskRequest, pk: int) -> HttpResponse:
    """Asks the DNS and the outgoing server, now."""
    one = _mailbox(pk)
    found = how_believed(one)
    if request.htmx:
        return render(request, "settings/believed_findings.html", {"findings": found})
    return _shown(request, one, BelievedForm(inbox=one), findings=found)


@require_POST
@for_owners
def keys(request: DeskRequest, pk: int) -> HttpResponse:
    """New keys for its domain."""
    make_keys(_mailbox(pk), by=request.user)
    messages.success(request, _("The keys are made. Put both records into the DNS, then let us sign."))
    return redirect("inbox.believed", pk=pk)


def _mailbox(pk: int) -> Inbox:
    return get_object_or_404(Inbox, pk=pk, kind="email")


def _shown(
    request: DeskRequest,
    one: Inbox,
    form: BelievedForm,
    *,
    findings: list[Check] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"inbox": one, "form": form, "keys": keys_of(one), "findings": findings}
    return render(request, "settings/believed.html", context, status=status)
