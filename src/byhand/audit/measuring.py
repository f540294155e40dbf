"""Counts with Polars, on one machine. `audit.metrics` says the same in expressions that a cluster understands."""

from __future__ import annotations

from byhand.audit.findings.answering import waits
from byhand.audit.findings.repeats import repeated_pairs
from byhand.audit.findings.scripts import saying, spread
from byhand.audit.findings.ties import tie_strengths
from byhand.audit.history import History
from byhand.audit.measures import Measures
from byhand.audit.responses import outcomes
from byhand.audit.robots import our_robots
from byhand.audit.scripting import marked, shares


def measure(history: History) -> Measures:
    """Everything that is counted."""
    units = marked(history.units, history.exchanges.filter("out"))
    repeated, widest = shares(units), spread(history, units)
    return Measures(
        repeated, widest, saying(history, units, widest), repeated_pairs(history, units), outcomes(history),
        waits(history, our_robots(repeated)), tie_strengths(history),
    )  # fmt: skip
