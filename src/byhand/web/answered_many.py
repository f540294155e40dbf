"""The letter to many that a conversation answers, as that person got it: folded above their answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from byhand.conversations.conversation import Conversation, Participant
from byhand.gate.models import Copy
from byhand.kit.personal import filled
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.shown_words import shown_words
from byhand.team.user import User


@dataclass(frozen=True, slots=True)
class AnsweredMany:
    """`version`: which of two they had; empty where there was one. `public_id`: of the broadcast, where this colleague
    may see it; else empty."""

    subject: str
    html: Markup
    language: str
    author: str
    at: datetime
    version: str
    public_id: str


def answered_many(conversation: Conversation, me: User) -> AnsweredMany | None:
    """None for a conversation that began otherwise, without a query."""
    pk: int | None = getattr(conversation, "answers_copy", None)
    copy = Copy.objects.select_related("dispatch__terms").filter(pk=pk).first() if pk else None
    if copy is None:
        return None
    dispatch = copy.dispatch
    words = dispatch.terms.words_in(copy.language, copy.version)
    values = copy.fields if _is_theirs(copy, conversation) else {}
    seen = (
        Broadcast.objects.visible_to(me).filter(dispatch=dispatch).values_list("public_id", flat=True).first()
    )
    return AnsweredMany(
        filled(words.subject, values), Markup(shown_words(words.body, values)), words.language,
        dispatch.author_name, dispatch.leaves_at or dispatch.released_at, words.version.upper(), seen or "",
    )  # fmt: skip


def _is_theirs(copy: Copy, conversation: Conversation) -> bool:
    """A reader may have sent it on: what we know of one person is not shown beside another."""
    return Participant.objects.filter(conversation=conversation, address=copy.address_id).exists()
