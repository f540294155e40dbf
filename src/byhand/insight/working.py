"""Working the figures out: the house's own letters through the same audit as an archive's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from byhand.audit.auditing import audit_history
from byhand.audit.gathering import gather
from byhand.audit.library import Messages, hand_over
from byhand.audit.report import Report
from byhand.audit.told import Told
from byhand.insight.correspondents import who_we_are
from byhand.insight.letters import letters_told
from byhand.insight.receipts import receipts_told


def read_house(progress: Callable[[int], None] | None = None) -> Messages:
    """Every letter and receipt of the house as the audit's tables. `progress` hears how many were read."""
    return hand_over(_counted(chain(letters_told(), receipts_told()), progress))


def audit_house() -> Report:
    """What the house's own letters say."""
    return audit_history(gather(read_house(), who_we_are()))


def _counted(batches: Iterable[list[Told]], progress: Callable[[int], None] | None) -> Iterator[list[Told]]:
    done = 0
    for batch in batches:
        yield batch
        done += len(batch)
        if progress:
            progress(done)
