"""The fields of one letter's header that the audit reads."""

from __future__ import annotations

from typing import NamedTuple

from byhand.kit.headers import Fields, find_fields, parse_fields
from byhand.kit.machines import SAY_SO

AUTOMATIC_FIELDS = SAY_SO | {"x-failed-recipients"}
READ = (
    "from", "sender", "to", "cc", "bcc", "date", "subject", "message-id", "references", "in-reply-to", "content-type",
    "content-transfer-encoding",
)  # fmt: skip


class Head(NamedTuple):
    """What the fields of READ say, "" where there is none."""

    writer: str  # From
    sender: str
    to: str
    cc: str
    bcc: str
    date: str
    subject: str
    id: str
    references: str
    in_reply_to: str
    kind: str  # Content-Type
    encoding: str


def head_of(raw: bytes) -> tuple[Head, Fields, int]:
    """What the header says, those fields by which machines are known, and where the body begins."""
    stop, body = find_fields(raw, 0, len(raw))
    fields = parse_fields(raw, 0, stop) if stop else {}
    machine = {name: fields[name] for name in AUTOMATIC_FIELDS & fields.keys()}
    return Head(*[fields.get(name, "") for name in READ]), machine, body
