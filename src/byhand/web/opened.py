"""One conversation as the page shows it: thread, sheet and card."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from byhand.conversations.answering import blank_answer
from byhand.conversations.conversation import Conversation
from byhand.conversations.draft import Draft
from byhand.conversations.drafting import Words
from byhand.gate.refusals import MOST_BYTES
from byhand.team.user import User
from byhand.web.at_the_desk import DeskRequest
from byhand.web.forms.turns import moments_left
from byhand.web.fragments import answer, asks_for
from byhand.web.lists import pane
from byhand.web.thread import Thread, thread_of

EARLIER = 8
PARTS = {"conversation": "conversations/open.html", "words": "conversations/words.html"}


def conversation_or_404(request: DeskRequest, public_id: str) -> Conversation:
    """The conversation, if this colleague may see it."""
    found = request.seen.filter(public_id=public_id).select_related("inbox", "person__organisation").first()
    if found is None:
        raise Http404
    return found


def address_of(request: HttpRequest, conversation: Conversation) -> str:
    """Its page, with the list that stood beside it."""
    kept = {key: request.GET[key] for key in ("list", "q") if request.GET.get(key)}
    return reverse("conversation", args=[conversation.public_id]) + (f"?{urlencode(kept)}" if kept else "")


def opened(
    request: DeskRequest, conversation: Conversation, *, refusal: str = "", words: Words | None = None,
    note: bool = False, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page of a conversation. With a refusal, its sentence stands above the words that were written."""
    colleagues = {user.pk: user for user in User.objects.all()}
    thread = thread_of(conversation, colleagues, whole="whole" in request.GET)
    context: dict[str, Any] = {
        "conversation": conversation, "thread": thread, "colleagues": colleagues, "refusal": refusal, "note": note,
        "keep": address_of(request, conversation).partition("?")[2], "list": request.GET.get("list", ""),
        "q": request.GET.get("q", ""),
    }  # fmt: skip
    asked = asks_for(request)
    if asked != "words":
        context |= _sheet(request.user, conversation, thread, words) | _card(request, conversation)
        context["at_work"] = _me_first(colleagues, request.user)
    if asked not in PARTS:
        context |= pane(request)
    return answer(request, "conversations/conversation.html", PARTS, context, status=status)


def _sheet(user: User, conversation: Conversation, thread: Thread, words: Words | None) -> dict[str, Any]:
    """What was written already, else a blank answer."""
    draft = Draft.objects.filter(author=user, conversation=conversation).first()
    newest = thread.newest if not thread.earlier else _newest(conversation)
    sheet = words or (_kept(draft) if draft and draft.to else None)
    if sheet is None:
        blank = blank_answer(conversation, thread.messages, newest=newest)
        sheet = replace(blank, body=draft.body) if draft else blank
    return {
        "sheet": sheet, "newest": newest, "draft": draft, "files": list(draft.files.all()) if draft else [],
        "moments": moments_left(), "most_bytes": MOST_BYTES,
    }  # fmt: skip


def _me_first(colleagues: dict[int, User], me: User) -> list[User]:
    at_work = [one for one in colleagues.values() if one.is_active]
    return sorted(at_work, key=lambda one: (one.pk != me.pk, one.get_full_name()))


def _newest(conversation: Conversation) -> int:
    return conversation.messages.aggregate(newest=Max("pk"))["newest"] or 0


def _kept(draft: Draft) -> Words:
    return Words(draft.to, draft.cc, draft.subject, draft.body, draft.seen_message)


def _card(request: DeskRequest, conversation: Conversation) -> dict[str, Any]:
    """Who they are: addresses, memories, promises, earlier conversations."""
    person = conversation.person
    promises = list(conversation.promises.all())
    if person is None:
        return {"person": None, "promises": promises}
    others = request.seen.filter(person=person)
    return {
        "person": person, "promises": promises, "addresses": list(person.addresses.all()),
        "memories": list(person.memories.kept().select_related("by")),
        "others": list(others.exclude(pk=conversation.pk).order_by("-last_at", "-pk")[:EARLIER]),
    }  # fmt: skip
