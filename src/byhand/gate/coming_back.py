"""Coming back: which letter to which recipient a report speaks of, and how a row of that kind takes it.

Found by what only we could have written: the return path (`verp.py`), or our Message-ID. A kind of row names itself
here once; its code stands in addresses out there, so it stays what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from byhand.gate import verp
from byhand.gate.dispatch import Dispatch
from byhand.gate.leaving import Leaving

LARGEST = 2**63


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows that have a `dispatch`. `rows`: all of them; `came_back` notes the reason on one. `with_id`: those that left
    under this Message-ID, and none for an id that this house did not mint: whoever made it has to be told from it.
    """

    code: str
    rows: Callable[[], models.QuerySet[Any]]
    with_id: Callable[[str], Iterable[Leaving]]
    came_back: Callable[[Any, str], None]


_kinds: dict[str, Kind] = {}


def takes_back(kind: Kind) -> None:
    """Names a kind of row to which letters come back."""
    _kinds[kind.code] = kind


@dataclass(frozen=True, slots=True)
class Sent:
    """One letter to one recipient."""

    kind: Kind
    row: Leaving

    @property
    def dispatch(self) -> Dispatch:
        """The words it carried."""
        dispatch: Dispatch = self.row.dispatch  # type: ignore[attr-defined]
        return dispatch

    def came_back(self, because: str) -> None:
        self.kind.came_back(self.row, because)


def sent_from(addresses: Iterable[str]) -> Sent | None:
    """The one whose return path is among these addresses."""
    for code, pk in filter(None, map(verp.behind, addresses)):
        kind = _kinds.get(code)
        row = kind.rows().filter(pk=pk).first() if kind and pk < LARGEST else None
        if kind and row is not None:
            return Sent(kind, row)
    return None


def sent_as(message_id: str | None) -> Sequence[Sent]:
    """Each recipient's of the letter with this id; nothing for an id that we did not mint."""
    if not message_id:
        return ()
    return [Sent(kind, row) for kind in _kinds.values() for row in kind.with_id(message_id)]


def those_named(sent: Sequence[Sent], recipients: Collection[str | None]) -> Sequence[Sent]:
    """Of one letter's recipients those the report names; where it went to one alone, it is about that one."""
    wanted = {one.lower() for one in recipients if one}
    return sent if len(sent) == 1 else [one for one in sent if one.row.recipient.lower() in wanted]
