"""The people in a letter's address fields. Whoever stood there before is known at once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from byhand.audit.rows import Rows, number
from byhand.kit.addresses import BARE, parse_addresses
from byhand.kit.identity import first, mailboxes
from byhand.kit.limits import DEFAULT
from byhand.kit.parsed import Mailbox

_NOT_SIMPLE = re.compile(r'[\'";:(\\\[]|\n(?![ \t])')
_AT = re.compile(r"^([\w.+-]{1,64}) at ([\w-]{1,63}(?:\.[\w-]{1,63})+)(?= ?\(|$)")
Known = tuple[tuple[int, str, str], ...]  # number, address, name
_KEPT = 50_000  # fields, and addresses, that are remembered

_writers: dict[str, Known] = {}  # of From one person is taken, of To all: the same value may mean two things
_readers: dict[str, Known] = {}
_words: dict[str, tuple[int, str, str]] = {}
_numbers: dict[str, int] = {}


def writer_of(rows: Rows, writer: str, sender: str) -> int:
    """Who wrote it, by From, or else by Sender; 0 if it does not say."""
    for value in (writer, sender):
        if value:
            known = _writers.get(value) or _first(value.lstrip(" \t"))
            if known:
                rows.writers[value] = _meet(rows, _writers, value, known)[0]
                return rows.writers[value]
    return 0


def readers_of(rows: Rows, to: str, cc: str, bcc: str) -> tuple[int, ...]:
    """Everybody it went to, once."""
    found: list[int] = []
    for value in (to, cc, bcc):
        if value:
            people = rows.readers.get(value)
            if people is None:
                people = rows.readers[value] = _readers_in(rows, value)
            found += people
    return tuple(dict.fromkeys(found))


def person_in(word: str) -> tuple[int, str, str] | None:
    """Number, address and name of the one person whom a word without commas names; None if it does not."""
    known = _words.get(word)
    if known is None:
        if BARE.fullmatch(word):
            one: Sequence[Mailbox] = (Mailbox("", word),)
        else:
            one = parse_addresses(word, 2) if "@" in word else ()
        if len(one) != 1:
            return None
        if len(_words) > _KEPT:
            _words.clear()
        known = _words[word] = _numbered(one[0])
    return known


def number_of(rows: Rows, mailbox: Mailbox) -> int:
    """The number of one person, who is taken into the rows."""
    known = _numbered(mailbox)
    rows.meet(*known)
    return known[0]


def _readers_in(rows: Rows, value: str) -> tuple[int, ...]:
    known = _readers.get(value)
    if known is None:
        bare = value.lstrip(" \t")
        known = _one_by_one(bare) or tuple(map(_numbered, mailboxes({"to": bare}, "to", DEFAULT)))
    return _meet(rows, _readers, value, known)


def _meet(rows: Rows, remembered: dict[str, Known], value: str, known: Known) -> tuple[int, ...]:
    if len(remembered) > _KEPT:
        remembered.clear()
    remembered[value] = known
    for person, address, name in known:
        if person not in rows.people or name:
            rows.meet(person, address, name)
    return tuple(dict.fromkeys([one[0] for one in known]))


def _first(value: str) -> Known:
    """The one person in such fields as From. Archives of lists write `ada at example.org` (Mailman's pipermail)."""
    one = first({"from": value}, "from") or first({"from": _AT.sub(r"\1@\2", value)}, "from")
    return (_numbered(one),) if one else ()


def _one_by_one(value: str) -> Known:
    """Those of a field without quotes, comments, groups and names that hold commas; nobody of any other field."""
    if _NOT_SIMPLE.search(value):
        return ()
    found: list[tuple[int, str, str]] = []
    for word in value.split(","):
        known = person_in(word)
        if known is None:
            return ()
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
