"""Mail in which a mailbox provider says that somebody called a message spam: feedback reports (RFC 5965, RFC 6650)."""

from __future__ import annotations

import re

from byhand.kit.headers import Fields, each, parse_fields, unfold
from byhand.kit.parsed import Complaint
from byhand.kit.parts import Part, Walk, inner_message
from byhand.kit.transfer import decoded

_LONGEST = 50_000  # bytes of a report, or of the header that came back, that are read
_RETURNED = ("message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers")
_ANGLED = re.compile(r"<([^<>\s]{1,900})>")
_TYPE = re.compile(r"[a-z0-9-]{1,40}")


def find_complaint(walk: Walk) -> Complaint | None:
    """What the report says; None where there is none. Only the first report of a message counts (RFC 5965, 2)."""
    report = next((leaf for leaf in walk.leaves if leaf.type == "message/feedback-report"), None)
    if report is None:
        return None
    said = _fields(walk, report)
    returned = next((_header(walk, leaf) for leaf in walk.leaves if leaf.type in _RETURNED), Fields())
    kind = _TYPE.match(unfold(said.get("feedback-type", "")).lower())
    found = _ANGLED.search(returned.get("message-id", ""))
    senders = [*each(said, "original-mail-from"), returned.get("return-path", ""), returned.get("sender", "")]
    return Complaint(
        type=kind[0] if kind else "", original_id=found[1] if found else None,
        senders=tuple(dict.fromkeys(filter(None, map(_address, senders)))),
    )  # fmt: skip


def _fields(walk: Walk, leaf: Part) -> Fields:
    data = decoded(walk.raw, leaf.start, min(leaf.end, leaf.start + _LONGEST), leaf.encoding).lstrip()
    return parse_fields(data + b"\n", 0, len(data) + 1)


def _header(walk: Walk, leaf: Part) -> Fields:
    return (
        _fields(walk, leaf)
        if leaf.encoding in ("base64", "quoted-printable")
        else inner_message(walk, leaf).fields
    )


def _address(value: str) -> str:
    found = _ANGLED.search(value)
    address = (found[1] if found else unfold(value)).strip()
    return address if "@" in address and len(address) <= 320 else ""
