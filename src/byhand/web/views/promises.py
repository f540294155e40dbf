"""Promises: noted by hand, or accepted where they were proposed; kept, moved to another day, broken."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from byhand.conversations.conversation import Conversation
from byhand.conversations.knowing import among
from byhand.conversations.promise import Promise
from byhand.conversations.proposal import Proposal
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.promises import MoveForm, PromiseForm, WordForm
from byhand.web.opened import address_of, conversation_or_404, opened
from byhand.web.views.turns import verb


@verb
def promise(request: DeskRequest, conversation: Conversation) -> HttpResponse | None:
    """Noted by hand."""
    form = PromiseForm(request.POST)
    if not form.is_valid():
        return opened(
            request, conversation, refusal=_("Say what you promised, and by which day."), status=422
        )
    Promise.objects.make(
        conversation, form.cleaned_data["text"], due_on=form.cleaned_data["due_on"], by=request.user
    )
    return None


Settle = Callable[[DeskRequest, Promise], "HttpResponse | bool"]


def settled(act: Settle) -> Callable[..., HttpResponse]:
    """A post that says what became of a promise; then back to its conversation."""

    @require_POST
    @at_the_desk
    @wraps(act)
    def view(request: DeskRequest, pk: int) -> HttpResponse:
        seen = Promise.objects.filter(among(request.seen)).select_related("conversation")
        promise = seen.filter(pk=pk).first()
        if promise is None:
            raise Http404
        done = act(request, promise)
        if isinstance(done, HttpResponse):
            return done
        return _back(request, promise.conversation, done=done)

    return view


@settled
def keep(request: DeskRequest, promise: Promise) -> bool:
    return promise.keep(by=request.user)


@settled
def move(request: DeskRequest, promise: Promise) -> HttpResponse | bool:
    form = MoveForm(request.POST)
    if not form.is_valid():
        sentence = _("Say to which day it moves, and why in at most 200 letters.")
        return _refused(request, promise, sentence)
    return promise.move(form.cleaned_data["due_on"], word=form.cleaned_data["word"], by=request.user)


@settled
def break_off(request: DeskRequest, promise: Promise) -> HttpResponse | bool:
    form = WordForm(request.POST)
    if not form.is_valid():
        sentence = _("Say why in at most 200 letters.")
        return _refused(request, promise, sentence)
    return promise.break_off(word=form.cleaned_data["word"], by=request.user)


@require_POST
@at_the_desk
def accept(request: DeskRequest, pk: int) -> HttpResponse:
    """It is one."""
    proposal = _proposal(request, pk)
    return _back(request, proposal.message.conversation, done=proposal.accept(by=request.user) is not None)


@require_POST
@at_the_desk
def dismiss(request: DeskRequest, pk: int) -> HttpResponse:
    """It is none."""
    proposal = _proposal(request, pk)
    return _back(request, proposal.message.conversation, done=proposal.dismiss(by=request.user))


def _proposal(request: DeskRequest, pk: int) -> Proposal:
    seen = Proposal.objects.filter(among(request.seen, "message__conversation"))
    found = seen.filter(pk=pk).select_related("message__conversation", "message__colleague").first()
    if found is None:
        raise Http404
    return found


def _refused(request: DeskRequest, promise: Promise, sentence: str) -> HttpResponse:
    conversation = conversation_or_404(request, promise.conversation.public_id)
    return opened(request, conversation, refusal=sentence, status=422)


def _back(request: DeskRequest, conversation: Conversation, *, done: bool) -> HttpResponse:
    if not done:
        messages.warning(request, _("Somebody has said so already."))
    if request.POST.get("back") == "person" and conversation.person_id:
        return redirect("person", conversation.person_id)
    return redirect(address_of(request, conversation))
