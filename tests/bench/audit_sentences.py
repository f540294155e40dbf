"""Sentences hashed and each message's share of scripts, beside MinHash-LSH of word triples by rensa and datasketch.

The peers find near copies of whole messages, the nearest they offer. They read a sample; their time grows about as the
number of messages does, so it is scaled up.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import polars as pl
from tests.bench.archives import repeated
from tests.bench.clock import row, seconds

from byhand.audit import read
from byhand.audit.scripting import marked, shares
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
    for name, peer, sample, least in (("rensa", _rensa, 10_000, 5), ("datasketch", _datasketch, 3_000, 25)):
        if find_spec(name):
            texts = frame["text"].sample(min(sample, most), seed=3).to_list()
            theirs = seconds(lambda peer=peer, texts=texts: peer(texts)) * most / len(texts)
            found.append(row(
                f"audit, sentences and shares beside {name} (of {len(texts):,}, scaled)", ours, "s",
                f"{least} times", theirs / ours >= least, theirs, theirs / ours,
            ))  # fmt: skip
    return found


def _shares(frame: pl.DataFrame) -> pl.DataFrame:
    units = units_of(frame).join(frame.select("row", "sender"), on="row")
    return shares(marked(units, frame.select("row", person="to").explode("person")))


def _triples(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))]


def _rensa(texts: list[str]) -> None:
    rensa = import_module("rensa")
    index = rensa.RMinHashLSH(threshold=_ALIKE, num_perm=_PERMUTATIONS, num_bands=16)
    for at, text in enumerate(texts):
        sketch = rensa.RMinHash(num_perm=_PERMUTATIONS, seed=3)
        sketch.update(_triples(text))
        index.query(sketch)
        index.insert(at, sketch)


def _datasketch(texts: list[str]) -> None:
    datasketch = import_module("datasketch")
    index = datasketch.MinHashLSH(threshold=_ALIKE, num_perm=_PERMUTATIONS)
    for at, text in enumerate(texts):
        sketch = datasketch.MinHash(num_perm=_PERMUTATIONS)
        sketch.update_batch([one.encode() for one in _triples(text)])
        index.query(sketch)
        index.insert(at, sketch)
