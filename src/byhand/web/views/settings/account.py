"""Letters to many from a mailbox: their pace, and how many lines are kept to its server."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from byhand.channels.inbox import Inbox
from byhand.gate.many.account import choose
from byhand.web.at_the_desk import DeskRequest
from byhand.web.forms.account import AccountForm
from byhand.web.owners import for_owners


@for_owners
def account(request: DeskRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Inbox, pk=pk, kind="email")
    form = AccountForm(request.POST or None, inbox=one)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        choose(one, lines=given["lines"], letters_a_minute=given["letters_a_minute"])
        messages.success(request, _("Kept."))
        return redirect("inbox.account", pk=pk)
    status = 422 if form.is_bound else 200
    return render(request, "settings/account.html", {"inbox": one, "form": form}, status=status)
