"""A chat on a website: put it up, set it up, the key by which a site vouches for its visitors, and a page to try it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.channels.chat.settings import (
    KIND,
    drop_identity_key,
    identity_key_of,
    open_chat,
    renew_identity_key,
    set_up,
    settings_of,
)
from byhand.channels.chat.verifying import verify
from byhand.channels.inbox import Inbox
from byhand.web import chat_pages
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.chats import ChatForm
from byhand.web.owners import for_owners


@for_owners
def new(request: DeskRequest) -> HttpResponse:
    """A chat that is not there yet."""
    form = ChatForm(request.POST or None, initial={"name": _("Website")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        one = open_chat(
            name=given["name"], origins=given["origins"], colour=given["colour"], goes_on_by=form.mailbox()
        )
        messages.success(request, _("It is there. Put its line into your pages."))
        return redirect("inbox.chat", pk=one.pk)
    return render(request, "settings/chat_new.html", {"form": form}, status=422 if form.is_bound else 200)


@for_owners
def chat(request: DeskRequest, pk: int) -> HttpResponse:
    """One chat: the line for the website, what its owner decides, whether all is well with it."""
    one = get_object_or_404(Inbox, pk=pk, kind=KIND)
    form = ChatForm(request.POST or None, initial=_as_it_is(one))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        set_up(
            one,
            name=given["name"],
            origins=given["origins"],
            colour=given["colour"],
            goes_on_by=form.mailbox(),
        )
        messages.success(request, _("Kept. Pages that are open notice it within some minutes."))
        return redirect("inbox.chat", pk=pk)
    key, desk = settings_of(one).key, chat_pages.desk_of(request)
    return render(request, "settings/chat.html", {
        "form": form, "inbox": one, "key": key, "checks": verify(one), "identity": identity_key_of(one),
        "tag": f'<script src="{desk}/chat/{key}.js" async></script>', "desk": desk,
    }, status=422 if form.is_bound else 200)  # fmt: skip


@require_POST
@for_owners
def key(request: DeskRequest, pk: int) -> HttpResponse:
    """A new key, or none."""
    one = get_object_or_404(Inbox, pk=pk, kind=KIND)
    if "drop" in request.POST:
        drop_identity_key(one)
    else:
        renew_identity_key(one)
    return redirect("inbox.chat", pk=pk)


@require_safe
@at_the_desk
def trial(request: DeskRequest, pk: int) -> HttpResponse:
    """A page of our own with the chat on it, as a visitor sees it."""
    one = get_object_or_404(Inbox.objects.visible_to(request.user), pk=pk, kind=KIND)
    return render(request, "settings/chat_try.html", {"inbox": one, "key": settings_of(one).key})


def _as_it_is(one: Inbox) -> dict[str, object]:
    said = settings_of(one)
    return {
        "name": one.name, "origins": "\n".join(said.origins), "colour": said.colour or chat_pages.USUAL_COLOUR,
        "goes_on_by": said.goes_on_by or None,
    }  # fmt: skip
