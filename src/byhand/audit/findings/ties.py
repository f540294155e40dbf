"""Who knows whom: tie strength that halves every 60 days, reciprocity, what hangs on one colleague, who drifts away."""

from __future__ import annotations

import polars as pl

from byhand.audit.constraint import constraint
from byhand.audit.history import DAY, History
from byhand.audit.report import Broker, Edge, Tie
from byhand.audit.telling import day

HALF_LIFE = 60 * DAY
_MOST = 100
_BROKERS = 30
_EDGES = 70
_ONE = 0.9  # share of one colleague
_MESSAGES = 6  # both ways, before a tie is one
_GAPS = 5
_FORTNIGHT = 14
_DIGITS = 10  # of a sum that count; the order in which it was added up decides the rest


def tie_strengths(history: History) -> pl.DataFrame:
    """For each colleague and person: decayed `sent` and `came`, `messages`, `last`."""
    written = history.touches.filter(pl.col("automatic") == 0)
    age = (history.end - pl.col("time")) / HALF_LIFE
    weighed = written.with_columns(weight=pl.lit(2.0).pow(-age) / pl.max_horizontal("reach", pl.lit(1)))
    return weighed.group_by("colleague", "person").agg(
        sent=pl.col("weight").filter(pl.col("out")).sum(), came=pl.col("weight").filter(~pl.col("out")).sum(),
        messages=pl.len(), last=pl.col("time").max(), wrote=(~pl.col("out")).sum(), spoke=pl.col("out").sum(),
    )  # fmt: skip


def find_ties(history: History, strengths: pl.DataFrame) -> tuple[tuple[Tie, ...], int, int]:
    """The strongest ties and those in danger; how many drift away; how many hang on one colleague."""
    named, best = history.named(), _best(history, strengths)
    danger = pl.col("drifting") | pl.col("hangs")
    shown = best.sort(danger, "volume", "person", descending=[True, True, False]).head(_MOST)
    ties = tuple(
        Tie(named[row["person"]], named[row["colleague"]], round(row["strength"], 4), round(row["reciprocity"], 4),
            round(row["share"], 4), row["colleagues"], day(row["last"]) or "", row["usual"], round(row["silent"], 1),
            row["hangs"], row["drifting"])
        for row in shown.iter_rows(named=True)
    )  # fmt: skip
    return ties, best.filter("drifting").height, best.filter("hangs").height


def find_brokers(history: History, strengths: pl.DataFrame) -> tuple[Broker, ...]:
    """Our people, those first who join most that would not meet otherwise."""
    ties = strengths.filter((pl.col("wrote") > 0) & (pl.col("spoke") > 0))
    edges = ties.select(a="colleague", b="person", weight=(pl.col("sent") + pl.col("came")))
    found = constraint(edges).join(
        ties.group_by("colleague").agg(people=pl.len()), left_on="node", right_on="colleague"
    )
    named, top = history.named(), found.sort("people", "node", descending=[True, False]).head(_BROKERS)
    return tuple(
        Broker(named[node], people, round(value, 6))
        for node, value, people in top.select("node", "constraint", "people").iter_rows()
    )


def find_network(history: History, strengths: pl.DataFrame) -> tuple[Edge, ...]:
    """The ties with most messages both ways, first the largest."""
    named, quiet = history.named(), set(_best(history, strengths).filter("drifting")["person"])
    both = strengths.filter((pl.col("wrote") > 0) & (pl.col("spoke") > 0))
    top = both.sort("messages", "person", "colleague", descending=[True, False, False]).head(_EDGES)
    rows = top.select("colleague", "person", "messages").iter_rows()
    return tuple(Edge(named[one], named[other], count, other in quiet) for one, other, count in rows)


def _best(history: History, strengths: pl.DataFrame) -> pl.DataFrame:
    """Of each person the colleague who knows them best."""
    ties = strengths.with_columns(volume=(pl.col("sent") + pl.col("came")).round_sig_figs(_DIGITS))
    whole = ties.group_by("person").agg(
        total=pl.col("volume").sum(),
        every=pl.col("messages").sum(),
        colleagues=pl.len(),
        wrote_all=pl.col("wrote").sum(),
        spoke_all=pl.col("spoke").sum(),
    )
    known = whole.filter(
        (pl.col("every") >= _MESSAGES) & (pl.col("wrote_all") >= 2) & (pl.col("spoke_all") >= 2)
    )
    top = (
        ties.sort("volume", "colleague", descending=[True, False])
        .unique("person", keep="first", maintain_order=True)
        .join(known, on="person")
    )
    total = pl.max_horizontal("total", pl.lit(1e-300))
    judged = top.join(_rhythm(history), on="person", how="left").with_columns(
        strength=pl.col("volume"), share=pl.col("volume") / total,
        reciprocity=2 * pl.min_horizontal("sent", "came") / pl.max_horizontal("volume", pl.lit(1e-300)),
    )  # fmt: skip
    several = history.touches["colleague"].n_unique() > 1
    return judged.with_columns(
        hangs=(pl.col("share") >= _ONE) & pl.lit(several),
        drifting=((pl.col("silent") > pl.col("usual")) & (pl.col("silent") >= _FORTNIGHT)).fill_null(False),
    ).with_columns(pl.col("silent").fill_null(0.0))  # fmt: skip


def _rhythm(history: History) -> pl.DataFrame:
    """The 90th percentile of each person's silences, and the present one, in days."""
    theirs = history.exchanges.filter(~pl.col("out") & (pl.col("automatic") == 0)).sort(
        "person", "time", maintain_order=True
    )
    gap = (pl.col("time") - pl.col("time").shift(1).over("person")) / DAY
    gaps = (
        theirs.with_columns(gap=gap)
        .group_by("person")
        .agg(
            usual=pl.col("gap").quantile(0.9, "higher"),
            gaps=pl.col("gap").count(),
            spoke=pl.col("time").max(),
        )
    )
    return gaps.select(
        "person",
        usual=pl.when(pl.col("gaps") >= _GAPS).then(pl.col("usual").round(1)),
        silent=(history.end - pl.col("spoke")) / DAY,
    )
