"""Header fields of a letter, written by hand: short, folded, and without any way to smuggle in another field.

Why not the standard library's: its folding breaks identifiers that are longer than a line into encoded
words (RFC 2047 section 5 forbids that), and long ids are what Outlook writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.header import Header

from byhand.channels.email.addresses import for_the_wire
from byhand.channels.envelope import Recipient

_LINE = 76
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
_NOT_IN_IDS = re.compile(r"[\x00-\x20\x7f<>\u0085\u2028\u2029]+")
_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_LONGEST_ID = 900
_MOST_REFERENCES = 50


def plain(name: str, value: str) -> str:
    """A field of our own making, such as a date."""
    return f"{name}: {one_line(value)}\r\n"


def unstructured(name: str, text: str) -> str:
    """Free text (RFC 5322, 2.2.1), as encoded words where it needs them."""
    text = one_line(text)
    if _is_simple(text):
        return _folded(name, text.split(" "), " ")
    return f"{name}: {_encoded(text, len(name) + 2)}\r\n"


def addresses(name: str, people: Iterable[Recipient]) -> str:
    """An address list (RFC 5322, 3.4); nothing for nobody."""
    written = [_mailbox(person) for person in people]
    return _folded(name, written, ", ") if written else ""


def ids(name: str, several: Iterable[str]) -> str:
    """Identifiers in angle brackets, each kept in one piece; of very many the first and the newest."""
    cleaned = [_NOT_IN_IDS.sub("", one) for one in several]
    kept = [one for one in cleaned if 0 < len(one) <= _LONGEST_ID and one.isascii()]
    if len(kept) > _MOST_REFERENCES:
        kept = [kept[0], *kept[1 - _MOST_REFERENCES :]]
    return _folded(name, [f"<{one}>" for one in kept], " ") if kept else ""


def one_line(text: str) -> str:
    """Without line ends and control characters; a lone surrogate becomes a question mark."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return _UNSAFE.sub(" ", text).strip()


def _is_simple(text: str) -> bool:
    return text.isascii() and "=?" not in text and all(len(word) < _LINE for word in text.split(" "))


def _encoded(text: str, used: int) -> str:
    return Header(text, "utf-8", maxlinelen=_LINE, header_name=" " * used).encode(linesep="\r\n")


def _mailbox(person: Recipient) -> str:
    address, name = for_the_wire(person.address), one_line(person.name)
    return f"{_phrase(name)} <{address}>" if name else address


def _phrase(name: str) -> str:
    if not _is_simple(name) or len(name) > _LINE:
        return _encoded(name, 10)
    if _ATOM.fullmatch(name):
        return name
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _folded(name: str, words: list[str], between: str) -> str:
    whole = f"{name}: {between.join(words)}"
    if len(whole) <= _LINE and whole.isprintable():  # as almost all are
        return whole + "\r\n"
    return f"{name}: " + "".join(_lines(words, between, len(name) + 2)) + "\r\n"


def _lines(words: list[str], between: str, column: int) -> Iterator[str]:
    """The words with a line end wherever the next one would not fit. A line is never of blanks alone."""
    for number, word in enumerate(words):
        last = number == len(words) - 1
        if number and word and column + len(word) + len(between) > _LINE:
            yield "\r\n "
            column = 1
        elif number:
            yield " "
        yield word if last else word + between.rstrip(" ")
        column += len(word) + len(between)
