"""Merging and splitting: one conversation into another, from a word on into one of its own, and back."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.conversations.conversation import Conversation, ConversationQuerySet
from byhand.conversations.merging import NotTogether
from byhand.conversations.move import Move
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.opened import address_of, conversation_or_404, opened
from byhand.web.views.turns import verb

MOST = 20


@require_safe
@at_the_desk
def choose(request: DeskRequest, public_id: str) -> HttpResponse:
    """With which one: those of the same person, or those with these words in subject or name."""
    conversation = conversation_or_404(request, public_id)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    found = _others(request, conversation, words).for_list()[:MOST]
    context = {"conversation": conversation, "found": list(found), "q": words}
    return render(request, "conversations/merge.html", context)


@verb
def merge(request: DeskRequest, conversation: Conversation) -> HttpResponse:
    into = request.POST.get("into", "").replace("\x00", "")
    if not into:
        messages.error(request, _("Choose the conversation it belongs with."))
        return redirect("conversation.merge", conversation.public_id)
    target = conversation_or_404(request, into)
    try:
        return redirect(address_of(request, conversation.merge_into(target, by=request.user)))
    except NotTogether as no:
        messages.error(request, str(no))
    return redirect("conversation.merge", conversation.public_id)


@require_POST
@at_the_desk
def split(request: DeskRequest, public_id: str, pk: int) -> HttpResponse:
    """From this message on."""
    conversation = conversation_or_404(request, public_id)
    message = conversation.messages.select_related("writer__person").filter(pk=pk).first()
    if message is None:
        raise Http404
    try:
        return redirect(address_of(request, conversation.split_from(message, by=request.user)))
    except NotTogether as no:
        return opened(request, conversation, refusal=str(no), status=422)


@require_POST
@at_the_desk
def apart(request: DeskRequest, public_id: str, pk: int) -> HttpResponse:
    """Undoes a merge or a split, by its event."""
    conversation = conversation_or_404(request, public_id)
    move = Move.objects.filter(event=pk, event__conversation=conversation).first()
    if move is None:
        raise Http404
    try:
        now = move.take_back(by=request.user)
    except NotTogether as no:
        return opened(request, conversation, refusal=str(no), status=422)
    if now is None:
        messages.warning(request, _("That was undone already."))
    return redirect(address_of(request, now or conversation))


def _others(request: DeskRequest, conversation: Conversation, words: str) -> ConversationQuerySet:
    others = request.seen.everything().exclude(pk=conversation.pk)
    if words:
        return others.filter(Q(subject__icontains=words) | Q(person__name__icontains=words))
    return others.filter(person=conversation.person) if conversation.person else others.none()
