"""The chats of the house, as the doors ask for them a thousand times a minute."""

from __future__ import annotations

import time
from dataclasses import dataclass

from byhand.channels.chat.settings import chat_of, identity_key_of
from byhand.channels.inbox import Inbox
from byhand.kit.signed_tokens import NotGenuine, Vouched, read

# Settings that were changed hold for every visitor after so many seconds.
LASTS = 5.0
MOST_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Chat:
    """One chat with the key its visitors' tokens are signed with; `among`: who answers there, None for the team."""

    inbox: Inbox
    identity_key: str
    among: tuple[int, ...] | None


class Chats:
    """Read from the database every few seconds, in whatever thread asks."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[float, Chat | None]] = {}

    def of(self, key: str) -> Chat | None:
        """None for a chat that is not, or is paused."""
        at, chat = self._kept.get(key, (0.0, None))
        if key not in self._kept or time.monotonic() - at > LASTS:
            chat = _read(key)
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = (time.monotonic(), chat)
        return chat


def proven(chat: Chat, token: str) -> tuple[Vouched | None, str]:
    """Whom that token proves, and why it proves nobody. Without a key of the house nobody can be proven."""
    if not token:
        return None, ""
    if not chat.identity_key:
        return (
            None,
            "This chat has no key yet: make one under Settings › Inboxes, and sign the token with it.",
        )
    try:
        return read(token, key=chat.identity_key, audience=chat.inbox.options["key"], now=time.time()), ""
    except NotGenuine as no:
        return None, str(no)


def _read(key: str) -> Chat | None:
    inbox = chat_of(key)
    if inbox is None:
        return None
    among = None if inbox.is_team_wide else tuple(inbox.members.values_list("pk", flat=True))
    return Chat(inbox, identity_key_of(inbox), among)
