"""Hands: what a conversation raises in the list. Said when a message is written, never when a list is read.

`same_answer_at`: our last answer says again what they got before, and nothing new was asked in between.
`unheard_at`: they asked, we have not answered, and they asked again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Window
from django.db.models.functions import RowNumber

from byhand.conversations.again.repeat import asks_again, asks_something_new, questions_in, repeats
from byhand.conversations.again.said import said_in

if TYPE_CHECKING:
    from byhand.conversations.conversation import Conversation
    from byhand.conversations.message import Message

# A second letter within the hour adds to the first; a day later whoever asks anything asks because nobody answered.
_ANOTHER_MATTER, _ANOTHER_DAY = timedelta(hours=1), timedelta(hours=20)
_LATEST = 40


def same_answers() -> models.Index:
    """Of conversations in which the same answer was given twice, the newest are asked for."""
    held = models.Q(same_answer_at__isnull=False)
    return models.Index(fields=["same_answer_at"], name="conversation_same_answer", condition=held)


class Hands(models.Model):
    """When the conversation raised its hand, and for what."""

    HANDS = ("same_answer_at", "unheard_at")

    same_answer_at = models.DateTimeField(null=True, blank=True)
    unheard_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def is_unheard(self) -> bool:
        """They asked twice and still wait."""
        return self.unheard_at is not None

    def got_the_same_answer(self) -> bool:
        return self.same_answer_at is not None


def settle_hands(conversations: Collection[Conversation]) -> None:
    """Works both out anew from the latest of what stands in them. One query, and one more where a hand moves."""
    said: defaultdict[int, list[Message]] = defaultdict(list)
    for one in _latest(conversations):
        said[one.conversation_id].append(one)
    moved = [row for row in conversations if _moves(row, said[row.pk])]
    if moved:
        type(moved[0]).objects.bulk_update(moved, Hands.HANDS)


def settle_hands_after(messages: Iterable[Message], rows: Mapping[int, Conversation]) -> None:
    """The same where something was just read in: where we spoke, or they did and waited already."""
    told = {one.conversation_id for one in messages if _may_move(one, rows[one.conversation_id])}
    settle_hands([rows[pk] for pk in told])


def _may_move(message: Message, row: Conversation) -> bool:
    if row.message_count < 2:
        return False
    return message.is_ours() or (row.waiting_since is not None and row.waiting_since < message.said_at)


def _latest(conversations: Collection[Conversation]) -> Iterable[Message]:
    """Oldest first; the words of those alone, however long a conversation has gone on."""
    if not conversations:
        return ()
    noun = next(iter(conversations)).messages.model.objects
    standing = noun.standing().filter(conversation__in=[one.pk for one in conversations], automatic="")
    newest = Window(RowNumber(), partition_by="conversation", order_by=["-said_at", "-pk"])
    ids = standing.annotate(number=newest).filter(number__lte=_LATEST).values("pk")
    shown = noun.filter(pk__in=ids).order_by("said_at", "pk")
    return shown.only("conversation", "origin", "said_at", "new_text", "automatic")


def _moves(row: Conversation, said: list[Message]) -> bool:
    """Writes both on the row; whether one of them is another than before."""
    before = row.same_answer_at, row.unheard_at
    row.same_answer_at, row.unheard_at = _same_answer(said), _unheard(said)
    return before != (row.same_answer_at, row.unheard_at)


def _same_answer(said: list[Message]) -> datetime | None:
    ours = [one for one in said if one.is_ours()]
    if len(ours) < 2:
        return None
    last = said_in(ours[-1].new_text)
    for earlier in reversed(ours[:-1]):
        if repeats(last, said_in(earlier.new_text)) and not _asked_anew(said, earlier, ours[-1]):
            return ours[-1].said_at
    return None


def _asked_anew(said: list[Message], earlier: Message, later: Message) -> bool:
    theirs = [one for one in said if not one.is_ours()]
    before = [one.new_text for one in theirs if one.said_at <= earlier.said_at]
    between = [one.new_text for one in theirs if earlier.said_at < one.said_at <= later.said_at]
    return asks_something_new(before, between)


def _unheard(said: list[Message]) -> datetime | None:
    answered = max((number for number, one in enumerate(said) if one.is_ours()), default=-1)
    asking = [one for one in said[answered + 1 :] if questions_in(one.new_text)]
    for number, later in enumerate(asking):
        for earlier in asking[:number]:
            apart = later.said_at - earlier.said_at
            if apart >= _ANOTHER_DAY or (
                apart >= _ANOTHER_MATTER and asks_again(earlier.new_text, later.new_text)
            ):
                return later.said_at
    return None
