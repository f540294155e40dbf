"""Recipients: who stands in the lines that a colleague typed, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from byhand.channels.envelope import Recipient
from byhand.kit.addresses import parse_addresses
from byhand.kit.mime import Mailbox
from byhand.kit.phone import e164
from byhand.kit.reach import kind_of
from byhand.people.address import normal_email

_QUOTED = re.compile(r'"[^"]*"')
# Between commas and semicolons, but not those inside "quotes" or <angles>.
_PIECES = re.compile(r'(?:[^",;<]|"[^"]*"|<[^>]*>?|")+')


def recipients_in(line: str) -> tuple[Recipient, ...]:
    """The recipients in a line of addresses, as a colleague typed it: commas or semicolons between them.

    What is no address stays as typed, so that the gate can name it.
    """
    typed = (piece.strip() for piece in _PIECES.findall(line))
    return tuple(_recipient(piece) for piece in typed if piece)


def each_once(*lines: str) -> list[tuple[Recipient, ...]]:
    """The recipients of several lines: whoever stands in two of them stays in the first."""
    seen: set[str] = set()
    return [_new_ones(recipients_in(line), seen) for line in lines]


def line_of(people: list[dict[str, str]]) -> str:
    """Recipients as one line that a colleague can read and change."""
    return ", ".join(written(Mailbox(one.get("name", ""), one.get("address", ""))) for one in people)


def written(one: Mailbox) -> str:
    """One recipient as it is typed: the name in quotes where a comma or the like would break the line."""
    name = one.name.replace('"', "").replace("\\", "").strip()
    if not name or name == one.address:
        return one.address
    return f'"{name}" <{one.address}>' if set(name) & set("()<>[]:;@,.") else f"{name} <{one.address}>"


def _new_ones(recipients: Iterable[Recipient], seen: set[str]) -> tuple[Recipient, ...]:
    new: list[Recipient] = []
    for one in recipients:
        if (value := normal_email(one.address)) not in seen:
            seen.add(value)
            new.append(one)
    return tuple(new)


def _recipient(typed: str) -> Recipient:
    # First: to a reader of mail, “visitor:k3v9” is an empty group (RFC 5322, 3.4).
    another_way = _reached_another_way(typed)
    found = () if another_way or _is_more_than_one(typed) else parse_addresses(typed, 1)
    return another_way or (Recipient(found[0].address, found[0].name) if found else Recipient(typed))


def _reached_another_way(typed: str) -> Recipient | None:
    """A number or a visitor's browser, with a name before it or alone; none if it is neither."""
    name, opened, rest = typed.rpartition("<")
    address = rest.removesuffix(">").strip() if opened else typed
    number = e164(address) if address.startswith("+") else ""
    if not number and kind_of(address) != "visitor":
        return None
    return Recipient(number or address, name.strip().strip('"'))


def _is_more_than_one(typed: str) -> bool:
    """A comma was forgotten: one of them would get nothing, and nobody would know."""
    bare = _QUOTED.sub("", typed)
    if "<" in bare:
        return bare.count("<") > 1 or "@" in bare.rpartition(">")[2]
    return bare.count("@") > 1
