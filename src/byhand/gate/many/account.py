"""A mail account that carries letters to many: how many lines are kept to its server, how many letters a minute go."""

from __future__ import annotations

from django.db import transaction

from byhand.channels.inbox import Inbox
from byhand.gate.many.pace import Pace

LINES, MOST_LINES = 8, 32
MOST_A_MINUTE = 60_000  # a thousand a second: no account takes more
OPTION = "smtp_lines"  # of the inbox


def lines_of(inbox: Inbox, usual: int = LINES) -> int:
    """How many letters may be under way there side by side."""
    return min(int(inbox.options.get(OPTION) or usual), MOST_LINES)


@transaction.atomic
def choose(inbox: Inbox, *, lines: int, letters_a_minute: int | None) -> None:
    """A pace counts from the next letter on, lines from when a broadcast next begins or goes on.

    Raises ValueError for less than one and for more than a server is asked.
    """
    if not 1 <= lines <= MOST_LINES or (letters_a_minute or 1) > MOST_A_MINUTE:
        raise ValueError(f"1 to {MOST_LINES} lines, and {MOST_A_MINUTE} letters a minute at most.")
    kept = Inbox.objects.select_for_update().get(pk=inbox.pk)
    kept.options |= {OPTION: lines}
    kept.save(update_fields=["options"])
    Pace.objects.choose(kept, letters_a_minute)
