"""A message another program tells of in fields of its own: a row of a table, an entry of an export."""

from __future__ import annotations

from dataclasses import dataclass

from byhand.audit.letter_times import is_plausible
from byhand.audit.rows import LETTER, PAGE, Row, Rows, number
from byhand.kit.addresses import parse_addresses
from byhand.kit.exports.times import seconds


@dataclass(frozen=True, slots=True)
class Told:
    """One message; addresses as in a mail's header, or names where the channel has none."""

    place: str
    sender: str
    to: str
    when: object  # seconds since 1970, a datetime, ISO 8601 or a mail's date
    subject: str = ""
    text: str = ""
    html: str = ""
    id: str = ""
    thread: str = ""
    automatic: int = 0
    zone: int = 0  # seconds east of UTC, as the sender's clock said


def add_told(rows: Rows, told: Told) -> None:
    """Takes it into the rows, or notes why it cannot be read."""
    sender = _people(rows, told.sender)
    if not sender:
        rows.unreadable.append((told.place, "It does not say who sent it."))
        return
    when, is_page = seconds(told.when), bool(told.html and not told.text)
    rows.found.append(Row(
        told.place, told.id, told.thread, when if when is not None and is_plausible(when) else None,
        told.zone, sender[0],
        tuple(dict.fromkeys(_people(rows, told.to))), told.automatic, told.subject,
        told.html if is_page else told.text.replace("\r\n", "\n"), 0, PAGE if is_page else LETTER,
    ))  # fmt: skip


def _people(rows: Rows, value: str) -> list[int]:
    found: list[int] = []
    for mailbox in parse_addresses(value.replace(";", ","), 999) or ():
        found.append(_known(rows, (mailbox.address or mailbox.name).lower(), mailbox.name))
    return found or ([_known(rows, value.strip().lower(), value.strip())] if value.strip() else [])


def _known(rows: Rows, address: str, name: str) -> int:
    person = number(address)
    rows.meet(person, address, name if name.lower() != address else "")
    return person
