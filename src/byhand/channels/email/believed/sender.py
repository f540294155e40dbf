"""Who sends an inbox's letters, as far as can be seen from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from byhand.channels.email.account import provider_of, smtp_of
from byhand.channels.email.addresses import domain_of
from byhand.channels.email.believed.asking import Names, is_inside
from byhand.channels.inbox import Inbox

_BY_HOST = {"smtp.gmail.com": "google", "smtp-relay.gmail.com": "google", "smtp.office365.com": "microsoft"}


@dataclass(frozen=True, slots=True)
class Sender:
    """`domain` stands behind the @ in From; `host` is the outgoing server by its public name.

    `addresses`: of that host, seen from outside; `is_own`: it is a server of this domain, which hands mail on itself.
    """

    domain: str
    host: str
    addresses: Sequence[str]
    is_own: bool
    provider: str


def sender_of(inbox: Inbox, names: Names, *, calls_itself: str = "") -> Sender:
    """`calls_itself`: the name in the server's greeting, which stands for one inside our own network. Raises NoName."""
    domain, host = domain_of(inbox.address), smtp_of(inbox).host.lower()
    is_near = host == "localhost" or is_inside(host) or any(map(is_inside, names.addresses(host)))
    shown = calls_itself.lower() if is_near and "." in calls_itself else host
    seen = [one for one in names.addresses(shown) if not is_inside(one)]
    return Sender(
        domain=domain, host=shown, addresses=seen, is_own=is_near or shown == domain or shown.endswith(f".{domain}"),
        provider=provider_of(inbox) or _BY_HOST.get(host, ""),
    )  # fmt: skip
