"""How one telephone line is reached: its account, its number and what the team wishes, read from the inbox's row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from byhand.channels.inbox import Inbox, InboxQuerySet

KIND = "phone"
USUAL_API = "https://api.twilio.com"
# How long it rings: the one who knows them first, then everyone. A ring takes about five seconds.
FIRST_RING = 12
EVERYONE_RINGS = 25


@dataclass(frozen=True, slots=True)
class Line:
    """One number at one provider. `public` is where the provider reaches this house, without a slash at the end."""

    key: str
    number: str
    account: str
    token: str = field(repr=False)
    api: str = USUAL_API
    first_ring: int = FIRST_RING
    everyone_rings: int = EVERYONE_RINGS
    public: str = ""
    language: str = ""

    def address(self, step: str) -> str:
        """Where the exchange asks or tells us something of a call: whole, as it must be signed."""
        return f"{self.public}/phone/{self.key}/{step}"


def line_of(inbox: Inbox) -> Line:
    """Raises team.secrets.LostKey."""
    options, secrets = inbox.options, inbox.secrets
    return Line(
        key=str(options.get("key", "")),
        number=inbox.address,
        account=str(options.get("account", "")),
        token=str(secrets.get("token", "")),
        api=(str(options.get("api", "")) or USUAL_API).rstrip("/"),
        first_ring=_seconds(options, "first_ring", FIRST_RING),
        everyone_rings=_seconds(options, "everyone_rings", EVERYONE_RINGS),
        public=(str(options.get("public", "")) or settings.BASE_URL).rstrip("/"),
        language=str(options.get("language", "")) or settings.LANGUAGE_CODE,
    )


def lines_led_to_by(key: str) -> InboxQuerySet:
    """The inbox whose webhooks carry that key: one or none."""
    return Inbox.objects.filter(kind=KIND, options__key=key)


def _seconds(options: dict[str, Any], name: str, usual: int) -> int:
    given = options.get(name)
    return min(max(given, 0), 60) if isinstance(given, int) else usual
