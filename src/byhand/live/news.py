"""News: that something changed, as it goes from node to node. Never what was said, never an address."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

# PostgreSQL's NOTIFY carries 8000 bytes.
AT_ONCE = 400
MOST_NAMED = 20
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Reader:
    """A colleague at a conversation; `writes` is “answer”, “note” or nothing."""

    colleague: int
    name: str
    writes: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """What changed: conversations, dispatches, calls, by id; sessions that ended, by digest; who is at a conversation;
    visitors of a website to whom something was said, by id; who rang for which chore.

    `node` says which node's readers these are; a node that says its name and no `at` asks all others for theirs.
    """

    conversations: tuple[int, ...] = ()
    dispatches: tuple[int, ...] = ()
    ended: tuple[str, ...] = ()
    node: str = ""
    at: str = ""
    readers: tuple[Reader, ...] = ()
    calls: tuple[int, ...] = ()
    visitors: tuple[int, ...] = ()
    rung: tuple[str, ...] = ()

    def written(self) -> str:
        """As one line of JSON."""
        parts = {
            "c": self.conversations, "d": self.dispatches, "e": self.ended, "n": self.node, "at": self.at,
            "calls": self.calls,
            "who": [(one.colleague, one.name[:LONGEST_NAME], one.writes) for one in self.readers[:MOST_NAMED]],
            "v": self.visitors, "r": self.rung,
        }  # fmt: skip
        return json.dumps({name: value for name, value in parts.items() if value}, ensure_ascii=False)


def read(line: str) -> News:
    """The news in a line that a node wrote. Raises ValueError for anything else."""
    try:
        parts = cast("dict[str, Any]", json.loads(line))
        who = tuple(Reader(int(pk), str(name), str(writes)) for pk, name, writes in parts.get("who", ()))
        return News(
            tuple(parts.get("c", ())), tuple(parts.get("d", ())), tuple(parts.get("e", ())),
            str(parts.get("n", "")), str(parts.get("at", "")), who, tuple(parts.get("calls", ())),
            tuple(parts.get("v", ())), tuple(map(str, parts.get("r", ()))),
        )  # fmt: skip
    except (AttributeError, TypeError) as wrong:
        raise ValueError("This is no news.") from wrong


def in_portions(ids: Iterable[int]) -> list[tuple[int, ...]]:
    """As many at once as one line carries."""
    every = sorted(set(ids))
    return [tuple(every[at : at + AT_ONCE]) for at in range(0, len(every), AT_ONCE)]
