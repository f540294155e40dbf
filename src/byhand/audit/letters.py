"""One letter to one row; by `kit.mime` where that fails.

The columns mean the same either way; a test holds the two together.
"""

from __future__ import annotations

import re
from functools import lru_cache

from byhand.audit.letter_fields import head_of
from byhand.audit.letter_people import number_of, readers_of, writer_of
from byhand.audit.letter_times import is_plausible, time_of
from byhand.audit.letter_words import words
from byhand.audit.rows import AUTOMATIC, CUT, WRITTEN, Row, Rows
from byhand.kit.addresses import NOBODY
from byhand.kit.headers import Fields, find_fields, plain
from byhand.kit.machines import Sign, automatic_by, sign_of
from byhand.kit.mime import read_mail

_DAEMON = re.compile(r"mailer-?daemon|mail-daemon|postmaster|mdaemon|maildelivery", re.IGNORECASE)
FAILED = -1  # names recipients it did not reach: stronger than every `Sign`
BEFORE = (b"From ", b">From ", b"\n")  # may stand before the first field


def add_letter(rows: Rows, raw: bytes, place: str) -> None:
    """Reads a letter into the rows, or notes why it cannot be read. Never raises, whatever the bytes."""
    try:
        row = _read(rows, raw.replace(b"\r\n", b"\n") if b"\r" in raw else raw, place)
    except Exception:
        row = _read_slowly(rows, raw, place)
    if row is not None:
        rows.found.append(row)


def _read(rows: Rows, raw: bytes, place: str) -> Row | None:
    if raw.startswith(BEFORE):
        raw = raw[raw.find(b"\n") + 1 :].lstrip(b"\n")
    (writer, sender, to, cc, bcc, date, subject, own, references, reply, kind, encoding), machine, body = (
        head_of(raw)
    )
    person = writer_of(rows, writer, sender)
    if not person:
        rows.unreadable.append((place, _why(raw)))
        return None
    when, zone = time_of(date)
    text, form = words(raw, body, kind, encoding)
    return Row(
        place, own.strip(" \t\n<>"), _root(references, reply) if references or reply else "", when, zone, person,
        readers_of(rows, to, cc, bcc),
        kind_of_machine(raw, strongest(machine), kind, subject, rows.people[person][0]), plain(subject), text, 0, form,
    )  # fmt: skip


def _read_slowly(rows: Rows, raw: bytes, place: str) -> Row | None:
    mail = read_mail(raw)
    if mail.sender is NOBODY:
        rows.unreadable.append((place, " ".join(mail.problems) or "It does not say who sent it."))
        return None
    when = int(mail.date.timestamp()) if mail.date else None
    referred = (*mail.references, *mail.in_reply_to)
    return Row(
        place, mail.message_id if mail.had_message_id else "", referred[0] if referred else "",
        when if when is not None and is_plausible(when) else None, 0, number_of(rows, mail.sender),
        tuple(dict.fromkeys(number_of(rows, one) for one in (*mail.to, *mail.cc, *mail.bcc))),
        AUTOMATIC.get(mail.automatic or "", WRITTEN), mail.subject, mail.new_text,
        max(0, len(mail.text) - len(mail.new_text)), CUT,
    )  # fmt: skip


def _why(raw: bytes) -> str:
    if not raw.strip():
        return "It is empty."
    has_header = find_fields(raw, 0, len(raw))[0] > 0
    return "It does not say who sent it." if has_header else "It has no header; it is no mail."


def kind_of_machine(raw: bytes, sign: int, kind: str, subject: str, sender: str) -> int:
    """By the strongest sign of its header, 0 if there is none; a value of AUTOMATIC, or WRITTEN."""
    report = kind[:20].lstrip().lower().startswith("multipart/report")
    if report or sign == FAILED or is_daemon(sender):
        return AUTOMATIC.get(read_mail(raw).automatic or "", WRITTEN)
    return AUTOMATIC[automatic_by(Sign(sign), subject)] if sign else WRITTEN


def strongest(machine: Fields) -> int:
    """FAILED, the strongest `Sign` these fields are, or 0."""
    return min((found for name, value in machine.items() if (found := sign_in(name, value))), default=0)


def sign_in(name: str, value: str) -> int:
    """What one field says: FAILED, a `Sign`, or 0."""
    return FAILED if name == "x-failed-recipients" else sign_of(name, value) or 0


@lru_cache(50_000)
def is_daemon(address: str) -> bool:
    return _DAEMON.match(address) is not None


def _root(references: str, reply: str) -> str:
    value = references.strip() or reply
    if "<" not in value:
        return ""
    begin = value.find("<") + 1
    end = value.find(">", begin)
    return value[begin : end if end > 0 else None].strip()
