"""What of the things to be told is still so: somebody may have answered, taken it, or hidden it meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from byhand.conversations.conversation import Conversation, Place
from byhand.conversations.introduction import Introduction
from byhand.conversations.knowing import people_visible_to
from byhand.conversations.mention import Mention
from byhand.conversations.telling import Telling
from byhand.people.person import Person
from byhand.pocket.wishes import Wishes
from byhand.team.user import User

MOST = 500


@dataclass(frozen=True, slots=True)
class Matter:
    """A conversation and the latest thing its colleague is to be told of it; or an introduction alone."""

    conversation: Conversation | None
    introduction: Introduction | None
    kind: Telling.Kind
    tellings: tuple[Telling, ...]

    @property
    def person(self) -> Person | None:
        """Whom it is about."""
        about = self.conversation or self.introduction
        return about.person if about else None


def matters_of(wishes: Wishes, tellings: Sequence[Telling]) -> list[Matter]:
    """What these are about, newest first; without what is no longer so, theirs to see, or wished for."""
    asked = _asked(wishes.colleague, tellings)
    of_conversations = _of_conversations(wishes, tellings)
    found = [
        Matter(None, asked[pk], Telling.Kind.ASKED, (one,))
        for one in tellings if (pk := one.introduction_id) and pk in asked
    ]  # fmt: skip
    return sorted([*of_conversations, *found], key=lambda one: _when(one.tellings[0]), reverse=True)


def _of_conversations(wishes: Wishes, tellings: Sequence[Telling]) -> list[Matter]:
    colleague, ids = wishes.colleague, {one.conversation_id for one in tellings if one.conversation_id}
    rows = Conversation.objects.visible_to(colleague).filter(pk__in=ids).select_related("person")
    seen = {one.pk: one for one in rows}
    calling = set(
        Mention.objects.unread().filter(colleague=colleague, conversation__in=ids)
        .values_list("conversation", flat=True)
    )  # fmt: skip
    grouped: dict[int, list[Telling]] = {}
    for one in sorted(tellings, key=_when, reverse=True):
        conversation = seen.get(one.conversation_id or 0)
        if conversation is not None and _is_wished(one, wishes) and _is_so(one, conversation, calling):
            grouped.setdefault(conversation.pk, []).append(one)
    return [Matter(seen[pk], None, Telling.Kind(ones[0].kind), tuple(ones)) for pk, ones in grouped.items()]


def _asked(colleague: User, tellings: Sequence[Telling]) -> dict[int, Introduction]:
    """Introductions they have not answered yet, to whom they may see. No query if there is none."""
    ids = {one.introduction_id for one in tellings if one.introduction_id}
    if not ids:
        return {}
    waiting = Introduction.objects.waiting_for(colleague).among(people_visible_to(colleague))
    return {one.pk: one for one in waiting.filter(pk__in=ids).select_related("person")}


def unseen_by(colleague: User) -> list[Telling]:
    """What they are to be told, or were and did not look at; the newest of it."""
    rows = Telling.objects.unseen().filter(colleague=colleague).select_related("promise")
    return list(rows.order_by("-made_at", "-pk")[:MOST])


def _when(one: Telling) -> tuple[datetime, int]:
    return one.made_at, one.pk


def _is_wished(one: Telling, wishes: Wishes) -> bool:
    return one.kind != Telling.Kind.NEW or wishes.what == Wishes.What.ALL


def _is_so(one: Telling, conversation: Conversation, calling: Collection[int]) -> bool:
    return _CHECKS[Telling.Kind(one.kind)](one, conversation, calling)


def _wrote(one: Telling, conversation: Conversation, _calling: Collection[int]) -> bool:
    return conversation.place == Place.WAITING and conversation.assigned_to_id == one.colleague_id


def _new(one: Telling, conversation: Conversation, _calling: Collection[int]) -> bool:
    return conversation.place == Place.WAITING and conversation.assigned_to_id in (None, one.colleague_id)


def _handed(one: Telling, conversation: Conversation, _calling: Collection[int]) -> bool:
    return conversation.is_open() and conversation.assigned_to_id == one.colleague_id


def _called(one: Telling, _conversation: Conversation, calling: Collection[int]) -> bool:
    return one.conversation_id in calling


def _promised(one: Telling, _conversation: Conversation, _calling: Collection[int]) -> bool:
    return one.promise is not None and one.promise.is_open()


_CHECKS: dict[Telling.Kind, Callable[[Telling, Conversation, Collection[int]], bool]] = {
    Telling.Kind.WROTE: _wrote,
    Telling.Kind.OFF: _wrote,
    Telling.Kind.NEW: _new,
    Telling.Kind.HANDED: _handed,
    Telling.Kind.CALLED: _called,
    Telling.Kind.PROMISE: _promised,
}
