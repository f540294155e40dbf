"""Hashes are 64 unsigned bits where they are stored; Spark knows signed integers only. The bits stay the same."""

from __future__ import annotations

import polars as pl

HASHES = ("row", "person", "sender", "colleague", "thread", "unit", "first", "named")


def signed(frame: pl.LazyFrame) -> pl.LazyFrame:
    """The same bits with a sign, and every other integer as 64 bits."""
    changed: list[pl.Expr] = []
    for name, kind in frame.collect_schema().items():
        if kind == pl.UInt64:
            changed.append(pl.col(name).reinterpret(signed=True))
        elif kind == pl.List(pl.UInt64):
            changed.append(pl.col(name).list.eval(pl.element().reinterpret(signed=True)))
        elif kind.is_integer():
            changed.append(pl.col(name).cast(pl.Int64))
    return frame.with_columns(changed)


def unsigned(frame: pl.DataFrame) -> pl.DataFrame:
    """The same bits as they are stored."""
    there = [name for name in HASHES if name in frame.columns]
    return frame.with_columns(pl.col(there).cast(pl.Int64).reinterpret(signed=False))
