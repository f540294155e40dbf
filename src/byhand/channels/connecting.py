"""Connecting a mailbox: what a colleague said about it becomes an inbox; later it is changed, paused, woken."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone

from byhand.channels.adapter import Check
from byhand.channels.email.account import Security
from byhand.channels.email.autoconfig import Guess, guess
from byhand.channels.form.form import is_for_telling_off
from byhand.channels.inbox import Inbox
from byhand.channels.registry import adapter_of
from byhand.team.secrets import seal_up
from byhand.team.user import User

__all__ = [
    "Auth",
    "Guess",
    "Mailbox",
    "Place",
    "Start",
    "connect",
    "guess",
    "move",
    "pause",
    "treat",
    "try_live",
    "wake",
]

Auth = Literal["password", "oauth-google", "oauth-microsoft"]
Start = Literal["today", "90 days", "everything"]
# One that was cleared must not linger from before.
USERS = ("imap_user", "smtp_user")


@dataclass(frozen=True, slots=True)
class Place:
    """One server of a mailbox as typed in. `user`: None for that of the mailbox, empty for no sign-in at all."""

    host: str
    port: int
    security: Security
    user: str | None = None


@dataclass(frozen=True, slots=True)
class Mailbox:
    """How a mailbox is reached. Empty secrets mean: those that are kept already."""

    address: str
    incoming: Place
    outgoing: Place
    auth: Auth = "password"
    password: str = field(default="", repr=False)
    smtp_password: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)

    def options(self) -> dict[str, Any]:
        """What is not secret, by the names `email/account.py` reads."""
        named = {
            f"{kind}_{name}": getattr(place, name)
            for kind, place in (("imap", self.incoming), ("smtp", self.outgoing))
            for name in ("host", "port", "security", "user")
        }
        return {key: value for key, value in named.items() if value is not None} | {"auth": self.auth}

    def secrets(self) -> dict[str, str]:
        named = {
            name: getattr(self, name) for name in ("password", "smtp_password", "client_id", "client_secret")
        }
        return {key: value for key, value in named.items() if value}


def try_live(mailbox: Mailbox, *, like: Inbox | None = None) -> list[Check]:
    """Tries it before it is kept; `like` lends it the secrets it keeps. Raises nothing.

    With a provider's sign-in there is nothing to try before the mailbox's owner has agreed.
    """
    if mailbox.auth != "password":
        return []
    return adapter_of("email").verify(_unkept(mailbox, like))


@transaction.atomic
def connect(mailbox: Mailbox, *, name: str, start: Start, members: Iterable[User] | None) -> Inbox:
    """Keeps it; its mail is read from now on. `members`: None for the whole team.

    With OAuth it stays paused until the mailbox's owner has agreed.
    """
    inbox = _unkept(mailbox, None)
    inbox.name = name
    inbox.options |= {"fetch_since": since(start)}
    inbox.is_team_wide = members is None
    inbox.paused_at = None if mailbox.auth == "password" else timezone.now()
    inbox.save(force_insert=True)
    inbox.members.set(members or ())
    return inbox


@transaction.atomic
def move(inbox: Inbox, mailbox: Mailbox) -> None:
    """The mailbox is reached in another way from now on."""
    kept = Inbox.objects.select_for_update().get(pk=inbox.pk)
    _take(kept, mailbox, kept)
    kept.address = mailbox.address
    kept.save(update_fields=["address", "options", "sealed_secrets"])
    kept.ring()


@transaction.atomic
def treat(
    inbox: Inbox, *, name: str, signature: str, members: Iterable[User] | None, receipt_contact: User | None
) -> None:
    """How the team treats it: its name, its signature, who sees it, and who stands in receipts (None: none).

    Where customers tell us off, everybody sees it, whatever was said.
    """
    members = None if is_for_telling_off(inbox) else members
    inbox.name, inbox.signature, inbox.is_team_wide = name, signature, members is None
    inbox.sends_receipts, inbox.receipt_contact = receipt_contact is not None, receipt_contact
    inbox.receipts_stopped_at = None
    inbox.save(update_fields=[
        "name", "signature", "is_team_wide", "sends_receipts", "receipt_contact", "receipts_stopped_at"
    ])  # fmt: skip
    inbox.members.set(members or ())


def pause(inbox: Inbox) -> None:
    """Nothing is fetched, taken or sent until it is woken. Where customers tell us off, there is no pause."""
    if not is_for_telling_off(inbox):
        Inbox.objects.at_work().filter(pk=inbox.pk).update(paused_at=timezone.now())


def wake(inbox: Inbox) -> None:
    """Mail is fetched again, beginning now."""
    now = timezone.now()
    Inbox.objects.filter(pk=inbox.pk, paused_at__isnull=False).update(paused_at=None, next_look_at=now)


def since(start: Start) -> str:
    """The first day whose mail is fetched, ISO 8601; empty for all there is."""
    today = timezone.localdate()
    days: dict[Start, date | None] = {
        "today": today,
        "90 days": today - timedelta(days=90),
        "everything": None,
    }
    first = days[start]
    return first.isoformat() if first else ""


def _unkept(mailbox: Mailbox, like: Inbox | None) -> Inbox:
    inbox = Inbox(kind="email", name=mailbox.address, address=mailbox.address)
    _take(inbox, mailbox, like)
    return inbox


def _take(inbox: Inbox, mailbox: Mailbox, like: Inbox | None) -> None:
    before = {key: value for key, value in (like.options if like else {}).items() if key not in USERS}
    inbox.options = {**before, **mailbox.options()}
    inbox.sealed_secrets = seal_up(json.dumps({**(like.secrets if like else {}), **mailbox.secrets()}))
