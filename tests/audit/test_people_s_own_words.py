"""On a real help channel with known bots: whose lines are said again and again is told from people's own."""

from __future__ import annotations

import re
import tarfile

import polars as pl
import pytest
from tests.bench.corpora import FOLDER

from byhand.audit.scripting import HALF, marked, shares
from byhand.audit.units import units_of

_CHANNEL = FOLDER / "ubuntu-irc-train.tar.gz"
_LINE = re.compile(r"^\[\d\d:\d\d\] <([^>]+)> (.*)$", re.MULTILINE)
_BOT = re.compile(r"ubotu|ubottu|ubot\d|floodbot\w*")
_TO = re.compile(r"^([^\s:,]+)[:,]\s*(.*)$")

pytestmark = pytest.mark.skipif(
    not _CHANNEL.exists(), reason="the large data is not here (BYHAND_LARGE_DATA)"
)


def _lines():
    """Who said what to whom: the one addressed, else the one named, else the one who spoke before."""
    with tarfile.open(_CHANNEL) as days:
        for day in days:
            file = days.extractfile(day) if day.name.endswith(".raw.txt") else None
            if file is None:
                continue
            said = [
                (who.lower(), words) for who, words in _LINE.findall(file.read().decode("utf-8", "replace"))
            ]
            yield from _addressed(said, {who for who, _ in said})


def _addressed(said, nicks):
    before = speaking = ""
    for who, words in said:
        if who != speaking:
            before, speaking = speaking, who
        head = _TO.match(words)
        if head and head[1].lower() in nicks:
            yield who, head[1].lower(), head[2]
            continue
        named = (one.lower() for one in re.findall(r"[^\s,:;!?()]+", words) if len(one) > 2)
        yield who, next((one for one in named if one in nicks and one != who), before), words


def test_scripted_lines_are_told_from_people_s_own():
    lines = pl.DataFrame(list(_lines()), schema=["sender", "person", "text"], orient="row")
    lines = (
        lines.filter(pl.col("text").str.len_chars() >= 20)
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.UInt64))
    )
    units = units_of(lines).join(lines.select("row", "sender"), on="row")
    scripted = lines.join(shares(marked(units, lines)).filter(pl.col("share") >= HALF), on="row")
    bots = lines.filter(pl.col("sender").str.contains(f"^(?:{_BOT.pattern})$")).height
    found = scripted.filter(pl.col("sender").str.contains(f"^(?:{_BOT.pattern})$")).height
    precision, recall = found / scripted.height, found / bots
    assert precision >= 0.90 and recall >= 0.60
