"""The people in a letter's address fields. Whoever stood there before is known at once."""

from __future__ import annotations

import re

from byhand.audit.rows import Rows, number
from byhand.kit.addresses import parse_addresses
from byhand.kit.headers import Fields
from byhand.kit.identity import first, mailboxes
from byhand.kit.limits import DEFAULT
from byhand.kit.parsed import Mailbox

_NOT_SIMPLE = re.compile(r'[\'";:(\\\[]|\n(?![ \t])')
_AT = re.compile(r"^([\w.+-]{1,64}) at ([\w-]{1,63}(?:\.[\w-]{1,63})+)(?= ?\(|$)")
Known = tuple[tuple[int, str, str], ...]  # number, address, name
_KEPT = 50_000  # fields, and addresses, that are remembered

_fields: dict[str, Known] = {}
_words: dict[str, tuple[int, str, str]] = {}
_numbers: dict[str, int] = {}


def sender_of(rows: Rows, fields: Fields) -> int:
    """Who wrote it; 0 if it does not say. Archives of lists write `ada at example.org` (Mailman's pipermail)."""
    for name in ("from", "sender"):
        value = fields.get(name)
        if value:
            key = "f" + value  # of From one person is taken, of To all: the same value may mean two things
            people = rows.fields.get(key)
            if people is None:
                people = _meet(rows, key, _fields.get(key) or _first(fields, name))
            if people:
                return people[0]
    return 0


def recipients_of(rows: Rows, fields: Fields) -> tuple[int, ...]:
    """Everybody it went to, once."""
    found: tuple[int, ...] = ()
    for name in ("to", "cc", "bcc"):
        value = fields.get(name)
        if value:
            key = "t" + value
            people = rows.fields.get(key)
            if people is None:
                people = _meet(
                    rows, key, _fields.get(key) or _one_by_one(value) or _numbered_all(fields, name)
                )
            found = found + people if found else people
    return tuple(dict.fromkeys(found)) if len(found) > 1 else found


def number_of(rows: Rows, mailbox: Mailbox) -> int:
    """The number of one person, who is taken into the rows."""
    known = _numbered(mailbox)
    rows.meet(*known)
    return known[0]


def _meet(rows: Rows, key: str, known: Known) -> tuple[int, ...]:
    if len(_fields) > _KEPT:
        _fields.clear()
    _fields[key] = known
    for person, address, name in known:
        if person not in rows.people or name:
            rows.meet(person, address, name)
    rows.fields[key] = people = tuple([one[0] for one in known])
    return people


def _first(fields: Fields, name: str) -> Known:
    one = first(fields, name) or first({name: _AT.sub(r"\1@\2", fields[name])}, name)
    return (_numbered(one),) if one else ()


def _numbered_all(fields: Fields, name: str) -> Known:
    return tuple(map(_numbered, mailboxes(fields, name, DEFAULT)))


def _one_by_one(value: str) -> Known:
    """Those of a field without quotes, comments, groups and names that hold commas; nobody of any other field."""
    if _NOT_SIMPLE.search(value):
        return ()
    found: list[tuple[int, str, str]] = []
    for word in value.split(","):
        known = _words.get(word)
        if known is None:
            one = parse_addresses(word, 2) if "@" in word else ()
            if len(one) != 1:
                return ()
            if len(_words) > _KEPT:
                _words.clear()
            known = _words[word] = _numbered(one[0])
        found.append(known)
    return tuple(found[: DEFAULT.addresses])


def _numbered(mailbox: Mailbox) -> tuple[int, str, str]:
    address = (mailbox.address or mailbox.name).lower()
    person = _numbers.get(address)
    if person is None:
        if len(_numbers) > _KEPT:
            _numbers.clear()
        person = _numbers[address] = number(address)
    return person, address, mailbox.name if mailbox.name.lower() != address else ""
