"""Working the figures out: the house's own letters through the same audit as an archive's."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from itertools import chain

from byhand.audit.auditing import audit_history
from byhand.audit.gathering import gather
from byhand.audit.library import Messages, hand_over
from byhand.audit.report import Report
from byhand.audit.told import Told
from byhand.audit.writing import to_json
from byhand.insight.correspondents import who_we_are
from byhand.insight.figures import Drawn, Figures
from byhand.insight.letters import letters_told
from byhand.insight.nightly import can_be_drawn
from byhand.insight.receipts import receipts_told

log = logging.getLogger(__name__)


def work_out(pk: int) -> None:
    """Writes what the letters say into the row of figures, or why that could not be said. Never raises."""
    figures = Figures.objects.get(pk=pk)
    try:
        report = gather_and_audit()
        figures.done(to_json(report), _drawn(report))
    except Exception as problem:  # whatever it is, a colleague reads of it on the page
        log.exception("insight.failed")
        figures.fail(f"{type(problem).__name__}: {problem}")


def gather_and_audit() -> Report:
    """What the house's own letters say."""
    return audit_history(gather(read_house(), who_we_are()))


def read_house(progress: Callable[[int], None] | None = None) -> Messages:
    """Every letter and receipt of the house as the audit's tables. `progress` hears how many were read."""
    return hand_over(_counted(chain(letters_told(), receipts_told()), progress))


def _counted(batches: Iterable[list[Told]], progress: Callable[[int], None] | None) -> Iterator[list[Told]]:
    done = 0
    for batch in batches:
        yield batch
        done += len(batch)
        if progress:
            progress(done)


def _drawn(report: Report) -> Drawn:
    """The charts, but for the picture of the network: it would show of each colleague whom they know (law 6)."""
    if not can_be_drawn():
        return {}
    charts = import_module("byhand.audit.page.charts")
    found = charts.draw(replace(report, network=()))
    return {name: (str(drawing.wide), str(drawing.narrow)) for name, drawing in found.items()}
