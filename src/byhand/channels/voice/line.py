"""A line: how the voices of one inbox find each other (STUN, TURN), and where its page may be shown."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from byhand.channels.inbox import Inbox
from byhand.kit.turn import credentials

KIND = "voice"
# A call may be long, and coturn asks for the credentials again while it lasts.
HOLDS = timedelta(hours=8)
_SERVER = re.compile(
    r"(?:stuns?|turns?):(?:\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?(?:\?transport=(?:udp|tcp))?", re.I
)


@dataclass(frozen=True, slots=True)
class Line:
    """`stun` and `turn` are addresses of servers (RFC 7064, 7065); `origins` are sites that may show the page.

    `relay_only`: voices go by the TURN server alone, so that neither side learns the other's network address.
    `keep_days`: how long a recording is kept. `write_to`: the address offered to whoever would rather write.
    """

    stun: tuple[str, ...] = ()
    turn: tuple[str, ...] = ()
    relay_only: bool = False
    origins: tuple[str, ...] = ()
    keep_days: int = 365
    write_to: str = ""


def is_server(written: str) -> bool:
    return bool(_SERVER.fullmatch(written))


def is_origin(written: str) -> bool:
    """A scheme and a host, https://shop.example, with nothing behind."""
    parts = urlsplit(written)
    bare = f"{parts.scheme}://{parts.netloc}" == written and "@" not in parts.netloc
    return (
        parts.scheme in ("http", "https") and bool(re.fullmatch(r"[a-z0-9.:\[\]-]+", parts.netloc)) and bare
    )


@transaction.atomic
def open_line(name: str, line: Line, *, turn_secret: str = "") -> Inbox:
    """A new inbox for voices; its key stands in the address of its page."""
    inbox = Inbox.objects.create(kind=KIND, name=name, options={"key": secrets.token_urlsafe(9)})
    change_line(inbox, line, turn_secret=turn_secret)
    return inbox


@transaction.atomic
def change_line(inbox: Inbox, line: Line, *, name: str = "", turn_secret: str = "") -> None:
    """Its settings from now on; an empty name or secret is the one that is kept."""
    inbox.name = name or inbox.name
    inbox.options = {
        **inbox.options, "stun": list(line.stun), "turn": list(line.turn), "relay_only": line.relay_only,
        "origins": list(line.origins), "keep_days": line.keep_days, "write_to": line.write_to,
    }  # fmt: skip
    inbox.save(update_fields=["name", "options"])
    if turn_secret:
        inbox.keep_secrets({**inbox.secrets, "turn_secret": turn_secret})


def line_of(inbox: Inbox) -> Line:
    kept = inbox.options
    return Line(
        tuple(kept.get("stun", ())), tuple(kept.get("turn", ())), bool(kept.get("relay_only")),
        tuple(kept.get("origins", ())), int(kept.get("keep_days") or 365), str(kept.get("write_to", "")),
    )  # fmt: skip


def inbox_with_key(key: str) -> Inbox | None:
    """The inbox whose page has this key, if it is at work."""
    rows = Inbox.objects.at_work().filter(kind=KIND)
    return next((one for one in rows if secrets.compare_digest(one.options.get("key", ""), key)), None)


def ice(inbox: Inbox, name: str, now: datetime) -> dict[str, Any]:
    """What a browser is given (RTCConfiguration): the servers, and credentials that hold for some hours."""
    line = line_of(inbox)
    servers: list[dict[str, Any]] = [{"urls": list(line.stun)}] if line.stun else []
    if line.turn:
        until = int((now + HOLDS).timestamp())
        user, password = credentials(str(inbox.secrets.get("turn_secret", "")), name, until=until)
        servers.append({"urls": list(line.turn), "username": user, "credential": password})
    return {"iceServers": servers, "iceTransportPolicy": "relay" if line.relay_only and line.turn else "all"}
