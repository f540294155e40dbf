"""Mail by machines, and machines that answer each other."""

from __future__ import annotations

import polars as pl

from byhand.audit.history import History
from byhand.audit.rates import rate
from byhand.audit.report import Automatic, Loop
from byhand.audit.rows import AUTOMATIC
from byhand.audit.telling import day

_LOOP = 4  # machine messages that alternate
_GAP = 3600  # seconds between two of them
_MOST = 20


def find_automatic(history: History) -> Automatic:
    """How much of the mail no person wrote."""
    messages, machine = history.messages, pl.col("automatic") > 0
    came, sent = (messages.filter(pl.col("direction") == way) for way in ("in", "out"))
    kinds = {name: messages.filter(pl.col("automatic") == code).height for name, code in AUTOMATIC.items()}
    named = history.named()
    senders = (
        came.filter(machine)
        .group_by("sender")
        .len()
        .sort("len", "sender", descending=[True, False])
        .head(_MOST)
    )
    return Automatic(
        rate(came.filter(machine).height, came.height), rate(sent.filter(machine).height, sent.height), kinds,
        tuple((named[sender], count) for sender, count in senders.iter_rows()), _loops(history),
    )  # fmt: skip


def _loops(history: History) -> tuple[Loop, ...]:
    named = history.named()
    spoken = history.touches.filter(pl.col("automatic").is_in([1, 2])).sort(
        "colleague", "person", "time", maintain_order=True
    )
    over = ("colleague", "person")
    broken = (pl.col("out") == pl.col("out").shift(1).over(over)) | (
        pl.col("time") - pl.col("time").shift(1).over(over) > _GAP
    )
    runs = spoken.with_columns(run=broken.fill_null(True).cast(pl.Int32).cum_sum().over(over))
    loops = (
        runs.group_by(*over, "run")
        .agg(count=pl.len(), first=pl.col("time").min())
        .filter(pl.col("count") >= _LOOP)
    )
    top = loops.sort("count", "first", *over, descending=[True, False, False, False]).head(_MOST)
    rows = top.select("colleague", "person", "count", "first").iter_rows()
    return tuple(
        Loop(named[ours], named[theirs], count, day(first) or "") for ours, theirs, count, first in rows
    )
