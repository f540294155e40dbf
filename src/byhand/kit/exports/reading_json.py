"""Reading values out of JSON that may hold anything: the wrong type is as good as nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from byhand.kit.exports.matter import Entry

_BROKEN = re.compile("[\ud800-\udfff]")


def part(one: Entry, *names: str) -> Entry:
    """The object under the first of the names that holds one."""
    for name in names:
        found = one.get(name)
        if isinstance(found, dict):
            return cast(Entry, found)
    return {}


def parts(one: Entry, *names: str) -> list[Entry]:
    """The objects of the list under the first of the names that holds one."""
    for name in names:
        if isinstance(one.get(name), list):
            return objects(one[name])
    return []


def objects(found: object) -> list[Entry]:
    if not isinstance(found, list):
        return []
    return [cast(Entry, one) for one in cast("list[object]", found) if isinstance(one, dict)]


def text(value: object) -> str:
    """A text or a number as text, free of what no database takes; nothing for anything else."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return _BROKEN.sub("\ufffd", str(value)).replace("\0", "")


def first(one: Entry, *names: str) -> str:
    """The first of these that says something."""
    return next((said for name in names if (said := text(one.get(name)))), "")


def texts(found: object, *names: str) -> tuple[str, ...]:
    """The texts of a list: of its objects what stands under one of the names."""
    every = cast("Iterable[object]", found) if isinstance(found, list) else ()
    said = (first(cast(Entry, one), *names) if isinstance(one, dict) else text(one) for one in every)
    return tuple(filter(None, said))
