"""DKIM where the relay signs: read from a letter of ours that came back here, for instance one to ourselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import dkim
from django.db.models import Q
from django.utils.translation import gettext as _

from byhand.channels.adapter import Check
from byhand.channels.arrival import Arrival
from byhand.channels.authenticity import MOST_SIGNATURES, SECONDS, LookUp, look_up_txt
from byhand.channels.email.addresses import domain_of
from byhand.channels.email.believed.asking import UNDECIDED
from byhand.channels.folder import Folder
from byhand.channels.inbox import Inbox
from byhand.files.store import Missing
from byhand.kit.mime import read_mail

NEWEST = 2_000  # arrivals among which one of ours is looked for
BOTH = ("list-unsubscribe", "list-unsubscribe-post")


@dataclass(frozen=True, slots=True)
class Signature:
    """One that holds: of which domain, over which fields."""

    domain: str
    fields: frozenset[str]


def look(inbox: Inbox, look_up: LookUp = look_up_txt) -> tuple[Check, str]:
    """The finding, and the domain that signs; empty while none is known. Raises NoName."""
    raw, domain = _newest_of_ours(inbox), domain_of(inbox.address)
    if raw is None:
        return Check("DKIM", True, _(
            "The relay is to sign our letters. Write one from this inbox to its own address: when it is back, this "
            "line says whether it was signed."
        ), UNDECIDED), ""  # fmt: skip
    held = signatures_of(raw, look_up)
    ours = next((one for one in held if _is_of(one.domain, domain)), None)
    if ours is None:
        other = held[0].domain if held else ""
        return Check("DKIM", False, _(
            "A letter of ours came back without a signature of %(domain)s. Have the provider switch on DKIM for it, or "
            "let us sign."
        ) % {"domain": domain}), other  # fmt: skip
    return _of_lists(ours, raw), ours.domain


def signatures_of(raw: bytes, look_up: LookUp) -> list[Signature]:
    """Those that hold. Raises NoName."""
    found: list[Signature] = []
    for index in range(min(raw.lower().count(b"dkim-signature:"), MOST_SIGNATURES)):
        message: Any = dkim.DKIM(raw, timeout=SECONDS)
        try:
            holds = message.verify(index, dnsfunc=look_up)
        except (dkim.DKIMException, ValueError, IndexError):
            continue
        if holds:
            names = message.signature_fields[b"h"].decode("ascii", "replace").lower().split(":")
            domain = message.domain.decode("ascii", "replace").lower()
            found.append(Signature(domain, frozenset("".join(one.split()) for one in names)))
    return found


def _of_lists(signature: Signature, raw: bytes) -> Check:
    """RFC 8058, 3.1: a signature that leaves one of the two out, and nobody shows the button."""
    facts = {"domain": signature.domain}
    if signature.fields.issuperset(BOTH):
        told = _("A letter that came back is signed by %(domain)s, both unsubscribe fields with it.")
        return Check("DKIM", True, told % facts)
    head = raw.partition(b"\r\n\r\n")[0].lower()
    if b"\nlist-unsubscribe-post:" in head:
        return Check("DKIM", False, _(
            "A letter that came back is signed by %(domain)s, but its signature leaves out List-Unsubscribe or "
            "List-Unsubscribe-Post, so mail programs show no button. Have the provider sign both, or let us sign."
        ) % facts)  # fmt: skip
    return Check("DKIM", True, _(
        "A letter that came back is signed by %(domain)s. Whether broadcasts are signed with both unsubscribe fields "
        "is seen once a test of one came back."
    ) % facts, UNDECIDED)  # fmt: skip


def _newest_of_ours(inbox: Inbox) -> bytes | None:
    newest = Arrival.objects.filter(inbox=inbox).order_by("-pk").values("pk")[:NEWEST]
    is_ours = Q(message_id__startswith="bh.") | Q(message_id__startswith="bb.")  # a letter, or one of many
    ours = Arrival.objects.filter(is_ours, pk__in=newest, role=Folder.Role.INCOMING)
    for arrival in ours.exclude(sha256="").order_by("-pk")[:20]:
        try:
            raw = arrival.raw()
        except Missing:
            continue
        if read_mail(raw).sender.address.lower() == inbox.address.lower():
            return raw
    return None


def _is_of(signer: str, domain: str) -> bool:
    return signer == domain or domain.endswith(f".{signer}") or signer.endswith(f".{domain}")
