"""`byhand audit --here`: the house's own letters as the history. Django is set up before this is imported."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError

from byhand.audit.library import Messages
from byhand.cli.preparing import refuse_an_empty_house
from byhand.cli.saying import Problem
from byhand.conversations.message import Message
from byhand.insight.correspondents import who_we_are
from byhand.insight.working import read_house


def read_here(progress: Callable[[int, int], None]) -> tuple[Messages, tuple[str, ...]]:
    """The letters of the house, and who we are. Raises Problem where there is no house, or nothing in it."""
    refuse_an_empty_house()
    try:
        total = Message.objects.count()
        if not total:
            raise Problem(
                f"The house in {settings.DATA_FOLDER} holds no letter yet; there is nothing to audit."
            )
        return read_house(lambda done: progress(min(done, total), total)), who_we_are()
    except DatabaseError as problem:
        raise Problem(f"The database cannot be read ({problem}). “byhand doctor” looks at it.") from None
