"""Signing in with Google or Microsoft: we lead there, the mailbox's owner agrees, we are given a token."""

from __future__ import annotations

import secrets
from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from byhand.channels import consenting
from byhand.channels.adapter import Refused
from byhand.channels.inbox import Inbox
from byhand.web.at_the_desk import DeskRequest
from byhand.web.owners import for_owners

KEPT = "consent"


@require_safe
@for_owners
def ask(request: DeskRequest, pk: int) -> HttpResponse:
    """Shows the way there as a link: a form may not lead to another house (our content security policy)."""
    one = get_object_or_404(Inbox, pk=pk, kind="email")
    state = secrets.token_urlsafe(24)
    way = consenting.way_to_agree(one, back=_back(request), state=state)
    if way is None:
        return redirect("inbox", pk=pk)
    request.session[KEPT] = {"state": state, "inbox": pk}
    return render(request, "settings/consent.html", {"inbox": one, "way": way, "back": _back(request)})


@require_safe
@for_owners
def agreed(request: DeskRequest) -> HttpResponse:
    """They are back. Only with the state this browser was sent away with (RFC 6749, 10.12), and only once."""
    kept = cast(dict[str, object], request.session.pop(KEPT, {}))
    if not kept or not constant_time_compare(str(kept["state"]), request.GET.get("state", "")):
        messages.error(request, _("This answer does not belong to a question of ours. Please connect again."))
        return redirect("inboxes")
    one = get_object_or_404(Inbox, pk=kept["inbox"], kind="email")
    if not request.GET.get("code"):
        messages.error(request, _("You did not agree, so the mailbox stays closed."))
        return redirect("inbox", pk=one.pk)
    return _take(request, one, request.GET["code"])


def _take(request: DeskRequest, one: Inbox, code: str) -> HttpResponse:
    try:
        consenting.agreed(one, code=code, back=_back(request))
    except Refused as no:
        messages.error(request, no.reason)
        return redirect("inbox", pk=one.pk)
    messages.success(request, _("%(name)s is connected. Its mail is coming in.") % {"name": one.name})
    return redirect("inbox", pk=one.pk)


def _back(request: DeskRequest) -> str:
    return request.build_absolute_uri(reverse("inbox.agreed"))
