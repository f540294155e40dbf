"""An entry of the calendar, and what a kind of entry can do. A new kind is a file here and a line in `kinds.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from byhand.conversations.conversation import ConversationQuerySet
from byhand.team.signin import SignIn
from byhand.team.user import User


@dataclass(frozen=True, slots=True)
class Looker:
    """Who looks at the calendar, and the conversations in their sight."""

    user: User
    seen: ConversationQuerySet


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that goes out. `key` names it among its kind, `page` where it is looked at.

    `is_open`: it has not left, nor is it leaving. `may_move`: this looker may give it another moment. `latest_at`: past
    it nothing of it leaves. `awaits_quiet_end`: in quiet hours it waits; what goes to one person leaves all the same.
    """

    kind: str
    key: str
    page: str
    at: datetime
    title: str
    to: str
    author: str
    is_open: bool
    may_move: bool
    latest_at: datetime | None = None
    awaits_quiet_end: bool = False


class Kind(Protocol):
    """What goes out by one way. `name` stands in addresses; `url_name` is the page of one, which takes `Entry.page`."""

    name: str
    url_name: str
    icon: str

    def label(self) -> str: ...

    def between(self, since: datetime, until: datetime, looker: Looker) -> list[Entry]:
        """Those of this span that the looker may see. One query."""
        ...

    def find(self, key: str, looker: Looker) -> Entry | None:
        """None where there is none, or none they may see."""
        ...

    def move(self, key: str, at: datetime, *, by: SignIn) -> str:
        """Gives it that moment; a sentence of what follows from it, or none. Raises Refusal and NotSignedIn."""
        ...

    def clashes(self, key: str, now: datetime, looker: Looker) -> list[str]:
        """What stands against its moment that takes a question to the database. One query for each thing before it."""
        ...
