"""Burt's constraint (Structural Holes, 1992), for every node at once: as a join over triangles, not a matrix.

C(i) = sum over j of (p(i,j) + sum over q of p(i,q) p(q,j))², p being the share of i's ties that go to j, both ways
together. q stands between i and j only where i, q, j are a triangle; triangles are listed from their node of lowest
degree, so that a hub costs no more than its neighbours do.
"""

from __future__ import annotations

from itertools import permutations

import polars as pl


def constraint(edges: pl.DataFrame) -> pl.DataFrame:
    """`node` and `constraint` for weighted edges `a`, `b`, `weight`; both directions of a tie add up."""
    there = edges.filter((pl.col("a") != pl.col("b")) & (pl.col("weight") > 0))
    back = there.select(a="b", b="a", weight="weight")
    both = pl.concat([there.select("a", "b", "weight"), back]).group_by("a", "b").agg(pl.col("weight").sum())
    shares = both.with_columns(
        p=pl.col("weight") / pl.col("weight").sum().over("a"), degree=pl.len().over("a")
    )
    around = _round_triangles(shares)
    whole = shares.join(around, on=["a", "b"], how="left").with_columns(pl.col("through").fill_null(0.0))
    local = (pl.col("p") + pl.col("through")) ** 2
    return whole.group_by(node="a").agg(constraint=local.sum())


def _round_triangles(shares: pl.DataFrame) -> pl.DataFrame:
    """For each edge a-b the share of a that reaches b through a third, `through`."""
    p = shares.select("a", "b", "p")
    degrees = shares.select("a", "degree").unique()
    lower = shares.select("a", "b", "degree").join(degrees.rename({"a": "b", "degree": "degree_b"}), on="b")
    up = (pl.col("degree") < pl.col("degree_b")) | (
        (pl.col("degree") == pl.col("degree_b")) & (pl.col("a") < pl.col("b"))
    )
    upward = lower.filter(up).select("a", "b")
    wedges = upward.join(upward.rename({"b": "c"}), on="a").filter(pl.col("b") < pl.col("c"))
    triangles = wedges.join(p.select(b="a", c="b"), on=["b", "c"])
    turns = [triangles.select(i=i, q=q, j=j) for i, q, j in permutations("abc")]
    walks = pl.concat(turns).join(p.rename({"a": "i", "b": "q", "p": "first"}), on=["i", "q"])
    walks = walks.join(p.rename({"a": "q", "b": "j", "p": "second"}), on=["q", "j"])
    return walks.group_by(a="i", b="j").agg(through=(pl.col("first") * pl.col("second")).sum())
