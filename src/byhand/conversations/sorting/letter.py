"""A letter as the sorting rules see it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from byhand.conversations.message import Message

# So far a rule reads; nobody hides an invoice behind twenty thousand letters.
READS = 20_000


@dataclass(frozen=True)
class Letter:
    """What rules ask about; `came_at` is the wall clock of the desk. The words are folded when one asks for them."""

    message: Message
    is_first: bool
    inbox: int
    writer: str
    person: int | None
    organisation: int | None
    came_at: datetime

    @cached_property
    def subject(self) -> str:
        return folded(self.message.subject)

    @cached_property
    def words(self) -> str:
        """The subject and what is said anew; what it quotes was sorted when it came."""
        return f"{self.subject}\n{folded(self.message.new_text[:READS])}"


def letter_of(message: Message, *, is_first: bool) -> Letter:
    """Reads the writer with their person and the arrival: fetch them with the message."""
    writer, arrival = message.writer, message.arrival
    came_at = (arrival.received_at or arrival.stored_at) if arrival else message.said_at
    return Letter(
        message, is_first, inbox=message.inbox_id, writer=writer.value if writer else "",
        person=writer.person_id if writer else None,
        organisation=writer.person.organisation_id if writer else None,
        came_at=timezone.localtime(came_at, timezone.get_default_timezone()),
    )  # fmt: skip


def folded(text: str) -> str:
    """On one line, without regard to capitals, wide letters and how accents are written."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
