"""Trying a rule on what came lately: what it would have caught. Nothing is changed by it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Substr

from byhand.conversations.message import Message, MessageQuerySet
from byhand.conversations.sorting.letter import READS, letter_of
from byhand.conversations.sorting.rule import SortingRule
from byhand.conversations.sorting.sorter import ECHOES

MOST = 200


@dataclass(frozen=True, slots=True)
class Tried:
    """How many letters were looked at, and which of them the rule is for, newest first."""

    looked: int
    caught: list[Message]


def try_on(rule: SortingRule, seen: MessageQuerySet) -> Tried:
    """Asks the rule, looked at alone, about the newest letters somebody may see."""
    came = seen.filter(origin=Message.Origin.CAME, conversation__folded_at__isnull=True).exclude(
        automatic__in=ECHOES
    )
    earlier = Message.objects.filter(conversation=OuterRef("conversation"), pk__lt=OuterRef("pk"))
    lately = came.annotate(follows=Exists(earlier), beginning=Substr("new_text", 1, Value(READS)))
    lately = lately.select_related("writer__person", "arrival", "conversation").defer(
        "text", "new_text", "html"
    )
    letters = list(lately.order_by("-pk")[:MOST])
    return Tried(len(letters), [one for one in letters if _is_caught(rule, one)])


def _is_caught(rule: SortingRule, message: Message) -> bool:
    told: dict[str, object] = vars(message)
    message.new_text = str(told["beginning"])
    return rule.asks(letter_of(message, is_first=not told["follows"]))
