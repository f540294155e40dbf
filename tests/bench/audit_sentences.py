"""Sentences hashed and each message's share of scripts, beside MinHash-LSH of word triples by rensa and datasketch.

All get the same messages to few people and are asked which of them one of us said to five people or more. Ours looks at
sentences, theirs at whole messages, the nearest they offer: near copies among the messages of one sender. Rensa reads
all; datasketch a sample, and its time is scaled up as the number of messages is.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polars as pl
from tests.bench.archives import repeated
from tests.bench.clock import row, seconds

from byhand.audit import read
from byhand.audit.history import FEW
from byhand.audit.scripting import PEOPLE, marked, shares
from byhand.audit.units import units_of

_MOST = 200_000
_PERMUTATIONS, _ALIKE = 128, 0.7


def sentence_rows(path: Path, folder: Path, quick: bool) -> list[dict]:
    """How long it takes, and how much longer the peers that are installed take."""
    most = _MOST // (10 if quick else 1)
    messages = read([repeated(path, folder / "sentences.mbox", most)])
    frame = messages.scan("messages").select("row", "text", "sender", "to").collect()
    ours = seconds(lambda: _shares(frame))
    allowed = 6 * most / _MOST
    found = [
        row(f"audit, sentences and shares of {most:,} messages", ours, "s", f"{allowed:g}", ours <= allowed)
    ]
    few = _to_few(frame)
    for name, peer, sample, least in (("rensa", _rensa, most, 5), ("datasketch", _datasketch, 3_000, 25)):
        if find_spec(name):
            some = few.sample(min(sample, few.height), seed=3)
            theirs = seconds(lambda peer=peer, some=some: peer(some)) * few.height / some.height
            found.append(row(
                f"audit, sentences and shares beside {name} (of {some.height:,})", ours, "s",
                f"{least} times", theirs / ours >= least, theirs, theirs / ours,
            ))  # fmt: skip
    return found


def _to_few(frame: pl.DataFrame) -> pl.DataFrame:
    """What the audit asks of: a message to many is no script, whoever says it again."""
    return frame.filter(pl.col("to").list.len() <= FEW)


def _shares(frame: pl.DataFrame) -> pl.DataFrame:
    units = units_of(frame).join(frame.select("row", "sender"), on="row")
    said_to = _to_few(frame).select("row", person="to").explode("person").drop_nulls()
    return shares(marked(units, said_to))


def _rensa(few: pl.DataFrame) -> None:
    rensa = import_module("rensa")

    def sketched(text: str) -> Any:
        sketch = rensa.RMinHash(num_perm=_PERMUTATIONS, seed=3)
        sketch.update(_triples(text))
        return sketch

    _said_again(few, sketched, lambda: rensa.RMinHashLSH(_ALIKE, _PERMUTATIONS, 16))


def _datasketch(few: pl.DataFrame) -> None:
    datasketch = import_module("datasketch")

    def sketched(text: str) -> Any:
        sketch = datasketch.MinHash(num_perm=_PERMUTATIONS)
        sketch.update_batch([one.encode() for one in _triples(text)])
        return sketch

    _said_again(few, sketched, lambda: datasketch.MinHashLSH(threshold=_ALIKE, num_perm=_PERMUTATIONS))


def _said_again(few: pl.DataFrame, sketched: Callable[[str], Any], index_of: Callable[[], Any]) -> set[int]:
    """The messages that have near copies by their sender, to so many people in all that they are scripts."""
    sketches, heard = [], []
    indexes: dict[int, Any] = {}
    scripted: set[int] = set()
    for at, (text, sender, to) in enumerate(few.select("text", "sender", "to").iter_rows()):
        sketch = sketched(text)
        if sender not in indexes:
            indexes[sender] = index_of()
        near = indexes[sender].query(sketch)
        alike = [one for one in near if sketches[one].jaccard(sketch) >= _ALIKE]
        indexes[sender].insert(at, sketch)
        sketches.append(sketch)
        heard.append(to)
        if len({*to, *(person for one in alike for person in heard[one])}) >= PEOPLE:
            scripted |= {at, *alike}
    return scripted


def _triples(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))]
