"""Mentioning: @names in a note call a colleague. Who is meant is found without asking anything."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from byhand.team.user import User

# An @ inside a word is an address of mail and calls nobody.
_AT = re.compile(r"(?<![\w@.])@(?=\w)")
_GOES_ON = re.compile(r"[\w@]")
MOST = 50


@dataclass(frozen=True, slots=True)
class Call:
    """One @name: where it stands in the text, and whom it means."""

    start: int
    end: int
    colleague: User


def calls_in(text: str, colleagues: Collection[User]) -> list[Call]:
    """The @names that mean exactly one of these colleagues: by whole name, by first name or by address."""
    names = _names(colleagues)
    return list(_found(text, names))


def _found(text: str, names: list[tuple[str, User]]) -> Iterator[Call]:
    for at in list(_AT.finditer(text))[:MOST]:
        rest = text[at.end() : at.end() + 200].casefold()
        for name, colleague in names:
            if rest.startswith(name) and not _GOES_ON.match(rest[len(name) :]):
                yield Call(at.start(), at.end() + len(name), colleague)
                break


def _names(colleagues: Collection[User]) -> list[tuple[str, User]]:
    """What each may be called, longest first; a name that two share calls neither."""
    called: dict[str, set[int]] = {}
    by_id = {one.pk: one for one in colleagues}
    for one in colleagues:
        for name in (one.name, one.get_short_name(), one.email.partition("@")[0]):
            # A letter that grows when it is folded (ß) would shift where the name ends.
            if name and len(name.casefold()) == len(name):
                called.setdefault(name.casefold(), set()).add(one.pk)
    clear = [(name, by_id[next(iter(ids))]) for name, ids in called.items() if len(ids) == 1]
    return sorted(clear, key=lambda pair: -len(pair[0]))
