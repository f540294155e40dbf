"""Forwarding: a message goes on to somebody else, below own words."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from byhand.conversations.conversation import Conversation
from byhand.conversations.draft import Draft
from byhand.conversations.message import Message
from byhand.web.at_the_desk import DeskRequest
from byhand.web.opened import opened
from byhand.web.views.turns import verb


@verb
def forward(request: DeskRequest, conversation: Conversation) -> HttpResponse:
    """Begins the letter: with the message that is named, else with the newest that came."""
    message = _message(request, conversation)
    if message is None:
        return opened(request, conversation, refusal=_("There is no letter here to forward."), status=422)
    begun = Draft.objects.pass_on(message, by=request.user)
    for sentence in begun.left_behind:
        messages.warning(request, sentence)
    return redirect("write.begun", begun.draft.pk)


def _message(request: DeskRequest, conversation: Conversation) -> Message | None:
    named = request.POST.get("message", "")
    said = conversation.messages.standing().order_by("said_at", "pk")
    if named:
        return said.filter(pk=int(named)).first() if named.isdecimal() and len(named) < 18 else None
    spoken = said.exclude(automatic__in=(Message.Automatic.GENERATED, Message.Automatic.BOUNCE))
    return spoken.filter(origin=Message.Origin.CAME).last() or spoken.last()
