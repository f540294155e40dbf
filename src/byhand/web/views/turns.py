"""Whose turn it is: assign, done, open again, later, not for us. Each posts one verb and goes back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from byhand.conversations.conversation import Conversation
from byhand.conversations.mention import Mention
from byhand.web.at_the_desk import DeskRequest, at_the_desk, for_guests_too
from byhand.web.forms.turns import AssignForm, FoldForm, LaterForm
from byhand.web.opened import address_of, conversation_or_404, opened

Verb = Callable[[DeskRequest, Conversation], "HttpResponse | None"]


def verb(act: Verb) -> Callable[..., HttpResponse]:
    """A post about one conversation: done, then back to its page."""

    @require_POST
    @at_the_desk
    @wraps(act)
    def view(request: DeskRequest, public_id: str) -> HttpResponse:
        conversation = conversation_or_404(request, public_id)
        return act(request, conversation) or redirect(address_of(request, conversation))

    return view


@verb
def assign(request: DeskRequest, conversation: Conversation) -> HttpResponse | None:
    form = AssignForm(request.POST)
    if not form.is_valid():
        gone = _("This colleague no longer works here.") if "to" in form.errors else first_error(form)
        return opened(request, conversation, refusal=gone, status=422)
    conversation.assign(to=form.cleaned_data["to"], by=request.user, word=form.cleaned_data["word"])
    return None


@verb
@for_guests_too
def read(request: DeskRequest, conversation: Conversation) -> None:
    """They have read what called them."""
    Mention.objects.read(conversation, by=request.user)


@verb
def close(request: DeskRequest, conversation: Conversation) -> None:
    conversation.close(by=request.user)


@verb
def reopen(request: DeskRequest, conversation: Conversation) -> None:
    conversation.reopen(by=request.user)


@verb
def later(request: DeskRequest, conversation: Conversation) -> HttpResponse | None:
    form = LaterForm(request.POST)
    if not form.is_valid():
        return opened(request, conversation, refusal=first_error(form), status=422)
    if not conversation.snooze(until=form.cleaned_data["until"], by=request.user):
        messages.warning(request, _("It is done. Open it again first, then put it off."))
    return None


@verb
def sooner(request: DeskRequest, conversation: Conversation) -> None:
    conversation.unsnooze(by=request.user)


@verb
def fold(request: DeskRequest, conversation: Conversation) -> HttpResponse | None:
    form = FoldForm(request.POST)
    if not form.is_valid():
        return opened(request, conversation, refusal=first_error(form), status=422)
    conversation.fold(because=form.cleaned_data["because"] or _("not for us"), by=request.user)
    return None


@verb
def unfold(request: DeskRequest, conversation: Conversation) -> None:
    conversation.unfold(by=request.user)


def first_error(form: Form) -> str:
    """What is wrong with it, as one sentence."""
    return str(next(iter(form.errors.values()))[0])
