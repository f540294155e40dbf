"""Whom a broadcast is for: from where, about what, to whom, when, and how many answers its author can give."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from byhand.outreach.broadcast import Broadcast
from byhand.web.at_the_desk import DeskRequest
from byhand.web.forms.broadcasts import WhomForm, as_it_is
from byhand.web.views.outreach.broadcasts.opened import opened, shown


@opened
def whom(request: DeskRequest, one: Broadcast) -> HttpResponse:
    if request.method != "POST":
        return shown(
            request, one, "whom", {"at": "whom", "form": WhomForm(by=request.user, initial=as_it_is(one))}
        )
    if not one.is_by(request.user):
        messages.error(request, _("Only %(name)s writes here.") % {"name": one.author.name})
        return redirect("broadcast", one.public_id)
    form = WhomForm(request.POST, by=request.user)
    if not form.is_valid():
        return shown(request, one, "whom", {"at": "whom", "form": form}, status=422)
    if not one.describe(**form.cleaned_data):
        messages.error(request, _("It was let go already; nothing was changed."))
    else:
        messages.success(request, _("Kept."))
    return redirect("broadcast.whom", one.public_id)
