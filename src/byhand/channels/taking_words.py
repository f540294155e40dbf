"""Taking words: what somebody said another way than by mail is stored, bytes before row; then reading is rung for."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from byhand.channels.arrival import Arrival, Incoming
from byhand.channels.inbox import Inbox
from byhand.channels.said import Said, letter, message_id
from byhand.work.bell import ring

READING = "read"


def take_words(words: Sequence[Said], *, inbox: Inbox) -> int:
    """Stores them durably; gives how many are new. What is here under the same id changes nothing, so it is safe to
    repeat. When it returns, they are ours: whoever said them may be told so.

    Raises ValueError where one is nobody's, and what the file store and the database raise; then nothing is taken.
    """
    incoming = [
        Incoming(
            letter(one), message_id=message_id(one.id), received_at=one.at, thread=thread(inbox, one.matter)
        )
        for one in words
    ]
    here = _here_already(incoming)
    new = Arrival.objects.store_many([one for one in incoming if one.message_id not in here], inbox=inbox)
    transaction.on_commit(lambda: ring(READING))
    return new


def _here_already(incoming: Sequence[Incoming]) -> set[str]:
    """Ids taken before. Two who bring the same at once both store it; reading then makes one message of it."""
    matters = Arrival.objects.filter(thread__in={one.thread for one in incoming})
    here = matters.filter(message_id__in=[one.message_id for one in incoming])
    return set(here.values_list("message_id", flat=True))


def thread(inbox: Inbox, matter: str) -> str:
    """What the matter is called among the matters of every inbox."""
    return f"{inbox.pk}:{matter}"[:200]
