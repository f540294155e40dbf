"""Putting back: copies in hand that must not be said yet wait for their moment, and hold up nobody.

For whom it is night, until their morning; for whose mail server asked us to go slowly, until it may be asked again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from byhand.gate.many import moves
from byhand.gate.many.slowed import Domains
from byhand.gate.many.stages import CopyStage
from byhand.gate.many.waking import Waking, sleeps_too_long

CLAIMED = (CopyStage.CLAIMED.value, "")


def let_sleep(
    waking: Waking, worker: str, asleep: Mapping[int, str], now: datetime
) -> Counter[tuple[str, str]]:
    """Given with their clocks. Whoever sleeps past the latest time is held; gives by how much each stage changed."""
    counts: Counter[tuple[str, str]] = Counter()
    mornings = {clock: waking.morning(clock, now) for clock in set(asleep.values())}
    later = [(pk, morning) for pk, clock in asleep.items() if (morning := mornings[clock])]
    if later:
        waiting = len(moves.put_back(later, worker))
        counts.update({(CopyStage.WAITING.value, ""): waiting, CLAIMED: -waiting})
    held = [
        (pk, CopyStage.HELD.value, sleeps_too_long(), "")
        for pk, clock in asleep.items()
        if not mornings[clock]
    ]
    if held:
        settled = len(moves.settle(held, worker, now))
        counts.update({(CopyStage.HELD.value, ""): settled, CLAIMED: -settled})
    return counts


def put_back_slow(domains: Domains, worker: str, recipients: Mapping[int, str], now: datetime) -> set[int]:
    """Those of them, given with their recipients, whose domain is left alone for now."""
    later = [(pk, until) for pk, to in recipients.items() if (until := domains.waits_until(to, now))]
    put_back = moves.put_back(later, worker) if later else set[int]()
    domains.add(recipients[pk] for pk in put_back)
    return put_back
