"""Edges between colleagues and people, with strengths that halve: `audit.findings.ties` says the same in Polars."""

from __future__ import annotations

import ibis
from ibis import _

from byhand.audit.findings.ties import HALF_LIFE
from byhand.audit.metrics.expressions import Table, Value


def strengths(touches: Table, end: int) -> Table:
    """For each colleague and person: decayed `sent` and `came`, `messages`, `last`, `wrote`, `spoke`."""
    written = touches.filter(_.automatic == 0)
    age = (end - written.time) / HALF_LIFE
    two: Value = ibis.literal(2.0, "float64")
    share = two.pow(-age) / ibis.greatest(written.reach, 1)
    weighed = written.mutate(weight=share, ours=written.out.cast("int64"))
    return weighed.group_by("colleague", "person").agg(
        sent=_.weight.sum(where=_.out).fill_null(0.0), came=_.weight.sum(where=~_.out).fill_null(0.0),
        messages=_.count(), last=_.time.max(), wrote=(1 - _.ours).sum(), spoke=_.ours.sum(),
    )  # fmt: skip
