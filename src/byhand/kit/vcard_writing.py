"""A card as vCard 4.0 writes it: RFC 6350, folded at 75 octets, escaped."""

from __future__ import annotations

from collections.abc import Iterator

from byhand.kit.card import ANNIVERSARY, BIRTHDAY, Card, Dated, Related

_FOLD = 75
RELATIONS = {
    "acquaintance", "agent", "child", "colleague", "contact", "emergency", "friend", "kin", "neighbor", "parent",
    "sibling", "spouse",
}  # fmt: skip


def vcard(card: Card, *, uid: str) -> bytes:
    """One card. `uid` names the person so that an address book knows them again."""
    return b"".join(folded(line) for line in _lines(card, uid))


def _lines(card: Card, uid: str) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield f"UID:{escaped(uid)}"
    name = card.name or (card.emails or card.phones or ("?",))[0]
    yield f"FN:{escaped(name)}"
    *given, family = name.split() or [""]
    yield f"N:{part(family)};{part(' '.join(given))};;;" if given else f"N:;{part(family)};;;"
    if card.line:
        yield f"TITLE:{escaped(card.line)}"
    if card.organisation:
        yield f"ORG:{part(card.organisation)}"
    yield from (f"EMAIL:{escaped(one)}" for one in card.emails)
    yield from (f"TEL;VALUE=uri:tel:{one}" for one in card.phones)
    yield from _days(card.occasions)
    yield from _ties(card.ties)
    yield from (f"NOTE:{escaped(one)}" for one in card.notes)
    yield "END:VCARD"


def _days(occasions: tuple[Dated, ...]) -> Iterator[str]:
    """The first birthday and anniversary as RFC 6350 has them; the rest as Apple writes dates with labels."""
    named = {BIRTHDAY: "BDAY", ANNIVERSARY: "ANNIVERSARY"}
    for n, one in enumerate(occasions, 1):
        written = one.on.written()
        basic = f"--{written[2:].replace('-', '')}" if one.on.year is None else written.replace("-", "")
        if one.what in named:
            yield f"{named.pop(one.what)}:{basic}"
        else:
            yield f"day{n}.X-ABDATE:{basic}"
            yield f"day{n}.X-ABLABEL:{escaped(one.what)}"


def _ties(ties: tuple[Related, ...]) -> Iterator[str]:
    """As RFC 6350, 6.6.6 has them where it knows the kind; else as Apple writes names with labels."""
    for n, one in enumerate(ties, 1):
        kind = "neighbor" if one.what == "neighbour" else one.what
        if kind in RELATIONS:
            yield f"RELATED;TYPE={kind};VALUE=text:{escaped(one.name)}"
        else:
            yield f"tie{n}.X-ABRELATEDNAMES:{escaped(one.name)}"
            yield f"tie{n}.X-ABLABEL:{escaped(one.what)}"


def escaped(text: str) -> str:
    """As a text value (RFC 6350, 3.4)."""
    return (
        text.replace("\\", "\\\\")
        .replace(",", "\\,")
        .replace("\r\n", "\\n")
        .replace("\n", "\\n")
        .replace("\r", "")
    )


def part(text: str) -> str:
    """As one of several between semicolons."""
    return escaped(text).replace(";", "\\;")


def folded(line: str) -> bytes:
    """No line over 75 octets, and no letter cut in two."""
    octets, pieces, start, room = line.encode(), list[bytes](), 0, _FOLD
    while len(octets) - start > room:
        cut = start + room
        while octets[cut] & 0xC0 == 0x80:
            cut -= 1
        pieces.append(octets[start:cut])
        start, room = cut, _FOLD - 1
    return b"\r\n ".join([*pieces, octets[start:]]) + b"\r\n"
