"""One letter to one row: its header and words by the short way, by `kit.mime` where that fails.

The columns mean the same either way; a test holds the two together.
"""

from __future__ import annotations

import re
import time

from byhand.audit.letter_fields import fields_of
from byhand.audit.letter_words import words
from byhand.audit.rows import AUTOMATIC, WRITTEN, Row, Rows, number
from byhand.kit.addresses import NOBODY
from byhand.kit.headers import Fields, plain, unfold
from byhand.kit.identity import first, mailboxes, return_path
from byhand.kit.limits import DEFAULT
from byhand.kit.machines import is_automatic
from byhand.kit.mail_dates import parse_date
from byhand.kit.mime import read_mail
from byhand.kit.parsed import Mailbox

_DATE = re.compile(
    r"(?:[A-Za-z]{3},? )? ?(\d{1,2} [A-Za-z]{3} \d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)"
)
_ZONE = re.compile(r"([+-])(\d\d)(\d\d)(?:\s*\([^()]*\))?\s*$")
_DAEMON = re.compile(r"mailer-?daemon|mail-daemon|postmaster|mdaemon|maildelivery", re.IGNORECASE)
_EARLIEST = 631_152_000  # 1990: what claims to be older had no clock
_DAY = 86_400
_KEPT = 50_000  # fields whose people are remembered

_days: dict[str, int | None] = {}
_people: dict[str, list[tuple[int, str, str]]] = {}


def add_letter(rows: Rows, raw: bytes, place: str) -> None:
    """Reads a letter into the rows, or notes why it cannot be read. Never raises, whatever the bytes."""
    try:
        row = _read(rows, raw.replace(b"\r\n", b"\n") if b"\r\n" in raw else raw, place)
    except Exception:
        row = _read_slowly(rows, raw, place)
    if row is not None:
        rows.found.append(row)


def _read(rows: Rows, raw: bytes, place: str) -> Row | None:
    if raw.startswith((b"From ", b">From ", b"\n")):
        raw = raw[raw.find(b"\n") + 1 :].lstrip(b"\n")
    fields, body = fields_of(raw)
    sender = _named(rows, fields, "from", 1) or _named(rows, fields, "sender", 1)
    if not sender:
        rows.unreadable.append((place, _why(raw, fields)))
        return None
    automatic = _automatic(raw, fields, rows.people[sender[0]][0])
    text, quoted = words(raw, fields, body)
    when, zone = _time(fields.get("date", ""))
    return Row(
        place, _id(fields.get("message-id", "")), _root(fields), when, zone, sender[0],
        _recipients(rows, fields), automatic, plain(fields.get("subject", "")), text, quoted,
    )  # fmt: skip


def _read_slowly(rows: Rows, raw: bytes, place: str) -> Row | None:
    mail = read_mail(raw)
    if mail.sender is NOBODY:
        rows.unreadable.append((place, " ".join(mail.problems) or "It does not say who sent it."))
        return None
    when = int(mail.date.timestamp()) if mail.date else None
    referred = (*mail.references, *mail.in_reply_to)
    return Row(
        place, number(mail.message_id) if mail.had_message_id else 0, number(referred[0]) if referred else 0,
        when if when is not None and is_plausible(when) else None, 0, _person(rows, mail.sender),
        list(dict.fromkeys(_person(rows, one) for one in (*mail.to, *mail.cc))),
        AUTOMATIC.get(mail.automatic or "", WRITTEN), mail.subject, mail.new_text,
        max(0, len(mail.text) - len(mail.new_text)),
    )  # fmt: skip


def is_plausible(when: int) -> bool:
    """Whether mail can have been written then: not before 1990, not after tomorrow."""
    return _EARLIEST <= when <= time.time() + 2 * _DAY


def _why(raw: bytes, fields: Fields) -> str:
    if not raw.strip():
        return "It is empty."
    return "It does not say who sent it." if fields else "It has no header; it is no mail."


def _named(rows: Rows, fields: Fields, name: str, most: int) -> list[int]:
    """The people in an address field; whoever stood there before is known at once."""
    value = fields.get(name)
    if not value:
        return []
    key = name[0] + value
    known = _people.get(key)
    if known is None:
        found = [one] if most == 1 and (one := first(fields, name)) else ()
        known = [_numbered(one) for one in found or (mailboxes(fields, name, DEFAULT) if most > 1 else ())]
        if len(_people) > _KEPT:
            _people.clear()
        _people[key] = known
    for person, address, called in known:
        if person not in rows.people or (called and not rows.people[person][1]):
            rows.people[person] = (address, called)
    return [one[0] for one in known]


def _person(rows: Rows, mailbox: Mailbox) -> int:
    person, address, called = _numbered(mailbox)
    if person not in rows.people or (called and not rows.people[person][1]):
        rows.people[person] = (address, called)
    return person


def _numbered(mailbox: Mailbox) -> tuple[int, str, str]:
    address = (mailbox.address or mailbox.name).lower()
    return number(address), address, mailbox.name if mailbox.name.lower() != address else ""


def _recipients(rows: Rows, fields: Fields) -> list[int]:
    found = _named(rows, fields, "to", 999)
    if "cc" in fields:
        found = found + _named(rows, fields, "cc", 999)
    if "bcc" in fields:
        found = found + _named(rows, fields, "bcc", 999)
    return found if len(found) < 2 else list(dict.fromkeys(found))


def _automatic(raw: bytes, fields: Fields, sender: str) -> int:
    kind = fields.get("content-type", "")[:20].lower()
    if kind.startswith("multipart/report") or _DAEMON.match(sender) or "x-failed-recipients" in fields:
        return AUTOMATIC.get(read_mail(raw).automatic or "", WRITTEN)
    path = return_path(fields) if "return-path" in fields else None
    found = is_automatic(fields, kind, path, fields.get("subject", ""))
    return AUTOMATIC[found] if found else WRITTEN


def _time(value: str) -> tuple[int | None, int]:
    """Seconds since 1970, or None without a plausible date; and how far east of UTC the sender's clock was."""
    found = _DATE.match(value)
    day = _day(found[1]) if found else None
    if found is None or day is None:
        return _time_slowly(value)
    zone = int(found[6]) * 3600 + int(found[7]) * 60
    zone = -zone if found[5] == "-" else zone
    when = day + int(found[2]) * 3600 + int(found[3]) * 60 + min(int(found[4]), 59) - zone
    return (when if is_plausible(when) else None), zone


def _day(words: str) -> int | None:
    if words not in _days:
        if len(_days) > _KEPT:
            _days.clear()
        date = parse_date(f"{words} 00:00:00 +0000")
        _days[words] = int(date.timestamp()) if date else None
    return _days[words]


def _time_slowly(value: str) -> tuple[int | None, int]:
    date = parse_date(unfold(value))
    when = int(date.timestamp()) if date else None
    zone = _ZONE.search(value)
    east = (int(zone[2]) * 3600 + int(zone[3]) * 60) * (-1 if zone[1] == "-" else 1) if zone else 0
    return (when if when is not None and is_plausible(when) else None), east


def _id(value: str) -> int:
    return number(value.strip().strip("<>")) if value.strip() else 0


def _root(fields: Fields) -> int:
    value = fields.get("references") or fields.get("in-reply-to")
    if not value or "<" not in value:
        return 0
    begin = value.find("<") + 1
    end = value.find(">", begin)
    return number(value[begin : end if end > 0 else None].strip())
