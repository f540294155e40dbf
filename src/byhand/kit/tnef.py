"""winmail.dat unpacked: what Outlook wraps when it writes to people without Outlook."""

from __future__ import annotations

from dataclasses import dataclass

from tnefparse import TNEF
from tnefparse.tnef import TNEFAttachment

_MOST = 100


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A file that was inside."""

    name: str
    data: bytes


def unpack(data: bytes, most_bytes: int) -> list[Unpacked]:
    """The files inside, none if it cannot be read. Never raises."""
    if len(data) > most_bytes:
        return []
    try:
        found = TNEF(data, do_checksum=False).attachments[:_MOST]
        return [Unpacked(_name(one), bytes(one.data or b"")) for one in found]
    except Exception:
        return []


def _name(attachment: TNEFAttachment) -> str:
    try:
        name = attachment.long_filename()
    except UnicodeDecodeError:
        name = attachment._name  # pyright: ignore[reportPrivateUsage] - its own decoding knows UTF-8 alone
    return (name.decode("cp1252", "replace") if isinstance(name, bytes) else str(name or "")).strip("\0")
