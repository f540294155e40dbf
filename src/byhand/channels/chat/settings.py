"""The settings of a chat, as they lie in its inbox's row."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from byhand.channels.inbox import Inbox

KIND = "chat"
# scheme://host[:port], the host perhaps with *. before it (CSP, 2.3: host-source).
ORIGIN = re.compile(
    r"https?://(?:\*\.)?[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?|https?://\[[0-9a-f:.]+\](?::\d{1,5})?"
)
COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """`key` names the chat in addresses and is no secret; `origins` may show it; `goes_on_by` is a mail inbox's id."""

    key: str
    origins: tuple[str, ...] = ()
    colour: str = ""
    goes_on_by: int = 0


def settings_of(inbox: Inbox) -> ChatSettings:
    said: dict[str, Any] = inbox.options
    return ChatSettings(
        key=str(said.get("key", "")), origins=tuple(said.get("origins", ())), colour=str(said.get("colour", "")),
        goes_on_by=int(said.get("goes_on_by") or 0),
    )  # fmt: skip


def identity_key_of(inbox: Inbox) -> str:
    """What the site signs its visitors' tokens with; empty while there is no key."""
    return str(inbox.secrets.get("identity", ""))


def chat_of(key: str) -> Inbox | None:
    """The chat of that key, if it is at work."""
    if not 8 <= len(key) <= 40 or not key.isalnum():
        return None
    return Inbox.objects.at_work().filter(kind=KIND, options__key=key).first()


def open_chat(*, name: str, origins: Iterable[str] = (), colour: str = "", goes_on_by: int = 0) -> Inbox:
    """A chat for a website; its key is made here and stays."""
    options = _options(ChatSettings(secrets.token_hex(8), tuple(origins), colour, goes_on_by))
    return Inbox.objects.create(kind=KIND, name=name, options=options)


@transaction.atomic
def set_up(inbox: Inbox, *, name: str, origins: Iterable[str], colour: str, goes_on_by: int) -> None:
    """What its owner decides about it."""
    kept = Inbox.objects.select_for_update().get(pk=inbox.pk)
    now = ChatSettings(settings_of(kept).key, tuple(origins), colour, goes_on_by)
    kept.options = {**kept.options, **_options(now)}
    kept.name = name
    kept.save(update_fields=["name", "options"])


def renew_identity_key(inbox: Inbox) -> None:
    """From now on a visitor's name counts only with a token signed by this key."""
    inbox.keep_secrets({**inbox.secrets, "identity": secrets.token_urlsafe(32)})


def drop_identity_key(inbox: Inbox) -> None:
    """Nobody can be proven any more."""
    inbox.keep_secrets({name: value for name, value in inbox.secrets.items() if name != "identity"})


def is_allowed(origin: str, allowed: Iterable[str]) -> bool:
    """Whether a page of that origin may show the chat; `https://*.shop.example` means every name below."""
    return any(_covers(one, origin) for one in allowed)


def _covers(allowed: str, origin: str) -> bool:
    scheme, _, host = allowed.partition("://*.")
    return origin == allowed or (
        bool(host) and origin.startswith(f"{scheme}://") and origin.endswith(f".{host}")
    )


def _options(said: ChatSettings) -> dict[str, Any]:
    return {
        "key": said.key, "origins": list(said.origins), "colour": said.colour, "goes_on_by": said.goes_on_by,
    }  # fmt: skip
