"""Agreeing: two sides have changed a card since they last agreed. Field by field; what both changed is asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FIELDS = ("name", "line", "organisation")
Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Agreed:
    """What both sides are to say, and for which fields both said something new and different (what they say)."""

    fields: dict[str, str]
    conflict: dict[str, str]


def agree(base: Fields, ours: Fields, theirs: Fields) -> Agreed:
    """Whoever changed a field since `base` is followed; where both did, ours stays here and theirs there."""
    fields, conflict = dict[str, str](), dict[str, str]()
    for name in FIELDS:
        was, here, there = base.get(name, ""), ours.get(name, ""), theirs.get(name, "")
        if here == there or there == was:
            fields[name] = here
        elif here == was:
            fields[name] = there
        else:
            fields[name], conflict[name] = here, there
    return Agreed(fields, conflict)
