"""The kinds of rules, in the order in which they are offered. A new one is a file, and a line in `KINDS`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from typing import Any

from django.utils.translation import gettext as _

from byhand.outreach.rules.belongs import Belongs
from byhand.outreach.rules.day_of_theirs import DayOfTheirs
from byhand.outreach.rules.did import Did
from byhand.outreach.rules.heard import Heard
from byhand.outreach.rules.known import Known
from byhand.outreach.rules.language import Language
from byhand.outreach.rules.on_list import OnList
from byhand.outreach.rules.open_matter import OpenMatter
from byhand.outreach.rules.remembered import Remembered
from byhand.outreach.rules.room import HasRoom
from byhand.outreach.rules.rule import NoAudience, Rule
from byhand.outreach.rules.tagged import Tagged
from byhand.outreach.rules.tied import Tied
from byhand.outreach.rules.writable import Writable
from byhand.outreach.rules.wrote import Wrote

KINDS: dict[str, type[Rule]] = {
    one.kind: one
    for one in (
        Writable, Heard, Wrote, Tagged, Did, OpenMatter, OnList, Remembered, DayOfTheirs, Tied, Belongs, Known,
        Language, HasRoom,
    )
}  # fmt: skip
MOST = 12


def read(kept: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """Rules out of JSON. Raises NoAudience."""
    found: list[Rule] = []
    for told in kept:
        kind = KINDS.get(str(told.get("kind")))
        values = {key: value for key, value in told.items() if key != "kind"}
        if kind is None or not _is_whole(kind, values):
            raise NoAudience(_("One of its rules is of a kind that this house does not know."))
        found.append(kind(**values))
    return tuple(found)


def _is_whole(kind: type[Rule], values: Mapping[str, Any]) -> bool:
    """Nothing that the kind does not know, and all that it needs."""
    known = fields(kind)
    needed = {one.name for one in known if one.default is MISSING}
    return needed <= values.keys() <= {one.name for one in known}
