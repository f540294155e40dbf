"""Holding: letters that were to leave later, in conversations that have moved on meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from byhand.gate.dispatch import Dispatch
from byhand.gate.holding import hold_scheduled
from byhand.team.user import User

if TYPE_CHECKING:
    from byhand.conversations.conversation import Conversation
    from byhand.conversations.message import Message


def hold_those_of_others(conversation: Conversation, author: User) -> int:
    """A colleague has answered: what others had put off is theirs to look at again."""
    letters = Dispatch.objects.filter(message__conversation=conversation).exclude(author=author)
    return hold_scheduled(letters, because=_("%(name)s answered before this left.") % {"name": author.name})


def hold_after(messages: Iterable[Message]) -> None:
    """These came in: what was put off in their conversations was written without knowing them."""
    written, spoken = set[int](), set[int]()
    for one in messages:
        (spoken if one.is_ours() else written).add(one.conversation_id)
    for ids, because in (
        (written, _("They wrote again before this left.")),
        (spoken, _("A colleague answered from another program before this left.")),
    ):
        if ids:
            hold_scheduled(Dispatch.objects.filter(message__conversation__in=ids), because=because)
