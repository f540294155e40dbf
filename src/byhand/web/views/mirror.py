"""The mirror: what it sees in the words on a sheet. Asked while somebody writes; nothing is kept and nothing sent."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from byhand.conversations.conversation import Conversation
from byhand.web.at_the_desk import DeskRequest
from byhand.web.forms.mirror import DraftForm
from byhand.web.mirrored import mirrored
from byhand.web.views.turns import verb


@verb
def mirror(request: DeskRequest, conversation: Conversation) -> HttpResponse:
    form = DraftForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    remarks = mirrored(request, conversation, form.cleaned_data["body"])
    context = {"conversation": conversation, "remarks": remarks, "noted": request.POST.getlist("promises")}
    response = render(request, "conversations/mirror.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
