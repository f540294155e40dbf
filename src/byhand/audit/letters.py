"""One letter to one row: its header and words by the short way, by `kit.mime` where that fails.

The columns mean the same either way; a test holds the two together.
"""

from __future__ import annotations

import re

from byhand.audit.letter_fields import AUTOMATIC_FIELDS, fields_of
from byhand.audit.letter_people import number_of, recipients_of, sender_of
from byhand.audit.letter_times import is_plausible, time_of
from byhand.audit.letter_words import words
from byhand.audit.rows import AUTOMATIC, CUT, WRITTEN, Row, Rows
from byhand.kit.addresses import NOBODY
from byhand.kit.headers import Fields, plain
from byhand.kit.identity import return_path
from byhand.kit.machines import is_automatic
from byhand.kit.mime import read_mail

_DAEMON = re.compile(r"mailer-?daemon|mail-daemon|postmaster|mdaemon|maildelivery", re.IGNORECASE)


def add_letter(rows: Rows, raw: bytes, place: str) -> None:
    """Reads a letter into the rows, or notes why it cannot be read. Never raises, whatever the bytes."""
    try:
        row = _read(rows, raw.replace(b"\r\n", b"\n") if b"\r" in raw else raw, place)
    except Exception:
        row = _read_slowly(rows, raw, place)
    if row is not None:
        rows.found.append(row)


def _read(rows: Rows, raw: bytes, place: str) -> Row | None:
    if raw.startswith((b"From ", b">From ", b"\n")):
        raw = raw[raw.find(b"\n") + 1 :].lstrip(b"\n")
    fields, body = fields_of(raw)
    sender = sender_of(rows, fields)
    if not sender:
        rows.unreadable.append((place, _why(raw, fields)))
        return None
    when, zone = time_of(fields.get("date", ""))
    text, form = words(raw, fields, body)
    return Row(
        place, fields.get("message-id", "").strip(" \t\n<>"), _root(fields), when, zone, sender,
        recipients_of(rows, fields), _automatic(raw, fields, rows.people[sender][0]), plain(fields.get("subject", "")),
        text, 0, form,
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


def _why(raw: bytes, fields: Fields) -> str:
    if not raw.strip():
        return "It is empty."
    return "It does not say who sent it." if fields else "It has no header; it is no mail."


def _automatic(raw: bytes, fields: Fields, sender: str) -> int:
    kind = fields.get("content-type", "")[:20].lower()
    if kind.startswith("multipart/report") or _DAEMON.match(sender) or "x-failed-recipients" in fields:
        return AUTOMATIC.get(read_mail(raw).automatic or "", WRITTEN)
    if AUTOMATIC_FIELDS.isdisjoint(fields):
        return WRITTEN
    path = return_path(fields) if "return-path" in fields else None
    found = is_automatic(fields, kind, path, fields.get("subject", ""))
    return AUTOMATIC[found] if found else WRITTEN


def _root(fields: Fields) -> str:
    value = fields.get("references") or fields.get("in-reply-to")
    if not value or "<" not in value:
        return ""
    begin = value.find("<") + 1
    end = value.find(">", begin)
    return value[begin : end if end > 0 else None].strip()
