"""Rendering: what is the same for a language and version is made once; a copy is its pieces with the facts between.

Both parts are quoted-printable (RFC 2045, 6.7), of which pieces can be joined: a soft line break stands on each side of
a fact, so none makes a line too long and none can end one. `=_` occurs in no such text, so no fact ends a part.
"""

from __future__ import annotations

import re
from binascii import b2a_qp
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from html import escape
from urllib.parse import quote

from byhand.channels.email.header_fields import one_line
from byhand.gate.canonical import salted_hash
from byhand.gate.many import headers
from byhand.gate.many.markdown import CLOSE, CLOSE_IN_LINK, OPEN
from byhand.gate.many.plan import Words
from byhand.kit.personal import SLOT, Slot, filled

# A line of more than 76 signs (RFC 2045, 6.7, rule 5), or of 76 to which a soft line break is still to come.
_TOO_LONG = re.compile(rb"^[^\n]{77,}$|^[^\n]{76}\Z", re.MULTILINE)
_LAST_SIGN = re.compile(rb"(=[0-9A-F]{2}|.)\Z")
_MARK = re.compile(f"{OPEN}([a-z0-9_]+)([{CLOSE}{CLOSE_IN_LINK}])")
_PART = "--%s\r\nContent-Type: text/%s; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"

Encode = Callable[[str], bytes]
Piece = bytes | tuple[str, Encode]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Of one broadcast in one language and version. `words`: as sealed; `slots`: those that say something where a fact
    is not known; `body`: the pieces of both parts, facts between."""

    words: Words
    slots: tuple[Slot, ...]
    constant: bytes
    subject: bytes
    body: tuple[Piece, ...]

    def letter(self, head: str, facts: Mapping[str, str]) -> bytes:
        """A whole letter: `head` is of this copy alone; `facts` its fields and links."""
        subject = self.subject or headers.subject(filled(self.words.subject, facts)).encode()
        pieces = [head.encode(), subject, self.constant]
        said = {**facts, **{one.key: one.said(facts) for one in self.slots}}
        pieces += [one if isinstance(one, bytes) else one[1](said.get(one[0], "")) for one in self.body]
        return b"".join(pieces)


def skeleton(words: Words, plain: str, html: str, *, constant: bytes, boundary: str) -> Skeleton:
    """`plain` and `html`: the whole parts, marks and all."""
    body: list[Piece] = [(_PART % (boundary, "plain")).encode()]
    body += _pieces(plain, _value_in_text)
    body.append(f"\r\n{_PART % (boundary, 'html')}".encode())
    body += _pieces(html, _value_in_html)
    body.append(f"\r\n--{boundary}--\r\n".encode())
    subject = b"" if SLOT.search(words.subject) else headers.subject(words.subject).encode()
    slots = tuple(dict.fromkeys(one for one in words.slots() if one.otherwise))
    return Skeleton(words, slots, constant, subject, tuple(_joined(body)))


def digest_of(salt: bytes, named: bytes, words: Words, facts: Mapping[str, str]) -> bytes:
    """Of what is said to one reader: whom (`named`), and the words with their facts. 32 bytes."""
    said = f"{filled(words.subject, facts)}\x00{filled(words.body, facts)}"
    return salted_hash(salt, f"{named.hex()}\x00{said}")


def boundary_of(seed: str) -> str:
    return f"=_{sha256(seed.encode()).hexdigest()[:32]}"


def _pieces(text: str, encode: Encode) -> Iterable[Piece]:
    at = 0
    for found in _MARK.finditer(text):
        yield _literal(text[at : found.start()]) + b"=\r\n"
        yield (found[1], _value_in_link if found[2] == CLOSE_IN_LINK else encode)
        yield b"=\r\n"
        at = found.end()
    yield _literal(text[at:])


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """What is the same for everybody in as few pieces as can be."""
    joined: list[Piece] = []
    for one in pieces:
        last = joined[-1] if joined else None
        if isinstance(one, bytes) and isinstance(last, bytes):
            joined[-1] = last + one
        else:
            joined.append(one)
    return joined


def _literal(text: str) -> bytes:
    """`b2a_qp` writes a space at the end of a line as `=20` without asking whether there is room for it."""
    encoded = b2a_qp(text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace"), istext=True)
    return _TOO_LONG.sub(_without_last_sign, encoded).replace(b"\n", b"\r\n")


def _without_last_sign(line: re.Match[bytes]) -> bytes:
    """It stands on a line of its own, which goes on from this one."""
    return _LAST_SIGN.sub(rb"=\n\1", line[0])


@lru_cache(4096)
def _value_in_text(value: str) -> bytes:
    return _literal(one_line(value))


@lru_cache(4096)
def _value_in_html(value: str) -> bytes:
    return _literal(escape(one_line(value)))


@lru_cache(4096)
def _value_in_link(value: str) -> bytes:
    return _literal(quote(one_line(value), safe=""))
