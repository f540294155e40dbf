"""How fast `byhand audit` reads and finds, beside its peers, in one run on the same files.

Archives are the large data repeated with fresh ids and slightly changed words. Figures of a busy machine
are ratios at best.
"""

from __future__ import annotations

import random
import tempfile
from importlib.util import find_spec
from pathlib import Path

import polars as pl
from tests.bench.archives import plain, repeated
from tests.bench.audit_reading import reading_rows
from tests.bench.audit_sentences import sentence_rows
from tests.bench.audit_whole import whole_rows
from tests.bench.clock import row, seconds

from byhand.audit.constraint import constraint


def rows(quick: bool) -> list[dict]:
    """One row a measurement; those on the large data only where it is."""
    found = [_constraint_row()]
    with tempfile.TemporaryDirectory(prefix="byhand-bench-audit-") as name:
        folder = Path(name)
        archives = plain(folder)
        for corpus, path in archives.items():
            found += reading_rows(corpus, path, folder, quick)
        if "Enron" in archives:
            found += sentence_rows(archives["Enron"], folder, quick)
            most = 100_000 if quick else 1_000_000
            found += whole_rows(repeated(archives["Enron"], folder / "many.mbox", most), most, folder)
    return found


def _constraint_row() -> dict:
    dice = random.Random(3)
    hubs = [dice.randrange(600) for _ in range(30_000)]
    ties = [(dice.choice(hubs), dice.randrange(30_000), dice.random() + 0.01) for _ in range(92_000)]
    edges = pl.DataFrame([one for one in ties if one[0] != one[1]], schema=["a", "b", "weight"], orient="row")
    mine, peer = seconds(lambda: constraint(edges)), None
    if find_spec("networkx"):
        import networkx

        graph = networkx.Graph()
        summed = edges.select(
            pl.min_horizontal("a", "b").alias("a"), pl.max_horizontal("a", "b").alias("b"), "weight"
        )
        graph.add_weighted_edges_from(summed.group_by("a", "b").agg(pl.col("weight").sum()).iter_rows())
        found: dict = {}
        peer = seconds(lambda: found.update(networkx.constraint(graph, weight="weight")))
        worst = max(abs(found[node] - value) for node, value in constraint(edges).iter_rows())
        assert worst < 1e-9, worst
    return row("Burt's constraint of 30,000 people", mine, "s", "1", mine <= 1, peer, peer and peer / mine)
