"""Telephone lines: what a colleague said about a number becomes an inbox; later it is changed, and led here."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field

from django.db import transaction

from byhand.channels.adapter import Check
from byhand.channels.inbox import Inbox
from byhand.channels.phone.account import KIND, line_of
from byhand.channels.phone.leading_here import lead_here
from byhand.channels.registry import adapter_of
from byhand.team.secrets import seal_up

__all__ = ["TypedLine", "change", "connect", "lead_here", "try_live", "webhooks"]


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A number as typed in. An empty token means the one that is kept; an empty address the usual one."""

    number: str
    account: str
    token: str = field(default="", repr=False)
    api: str = ""
    public: str = ""
    first_ring: int = 0
    everyone_rings: int = 0
    language: str = ""

    def options(self) -> dict[str, str | int]:
        """What is not secret, by the names `phone/account.py` reads."""
        return {
            "account": self.account, "api": self.api, "public": self.public, "first_ring": self.first_ring,
            "everyone_rings": self.everyone_rings, "language": self.language,
        }  # fmt: skip


def try_live(typed: TypedLine, *, like: Inbox | None = None) -> list[Check]:
    """Tries it before it is kept; `like` lends it the token and the key it keeps. Raises nothing."""
    return adapter_of(KIND).verify(_unkept(typed, like))


@transaction.atomic
def connect(typed: TypedLine, *, name: str) -> Inbox:
    """Keeps it, for the whole team."""
    inbox = _unkept(typed, None)
    inbox.name = name
    inbox.save(force_insert=True)
    return inbox


@transaction.atomic
def change(inbox: Inbox, typed: TypedLine) -> None:
    """The number is reached in another way from now on; the addresses it knocks at stay as they are."""
    kept = Inbox.objects.select_for_update().get(pk=inbox.pk)
    _take(kept, typed, kept)
    kept.address = typed.number
    kept.save(update_fields=["address", "options", "sealed_secrets"])


def webhooks(inbox: Inbox) -> dict[str, str]:
    """What is entered at the provider, by what it is for: `call`, `text`, `status`. Raises LostKey."""
    line = line_of(inbox)
    return {step: line.address(step) for step in ("call", "text", "status")}


def _unkept(typed: TypedLine, like: Inbox | None) -> Inbox:
    inbox = Inbox(kind=KIND, name=typed.number, address=typed.number)
    _take(inbox, typed, like)
    return inbox


def _take(inbox: Inbox, typed: TypedLine, like: Inbox | None) -> None:
    before = like.options if like else {}
    inbox.options = {**before, **typed.options(), "key": before.get("key") or secrets.token_urlsafe(16)}
    kept = {**(like.secrets if like else {}), **({"token": typed.token} if typed.token else {})}
    inbox.sealed_secrets = seal_up(json.dumps(kept))
