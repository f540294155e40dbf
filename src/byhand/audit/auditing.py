"""The audit itself: one history in, one report out."""

from __future__ import annotations

import polars as pl

from byhand.audit.advice import give_advice
from byhand.audit.findings.answering import find_first_answer, find_unanswered
from byhand.audit.findings.automatic import find_automatic
from byhand.audit.findings.doses import find_doses, find_silent
from byhand.audit.findings.mix import find_mix, sent
from byhand.audit.findings.promises import find_promises
from byhand.audit.findings.repeats import find_repeats
from byhand.audit.findings.scripts import compare, find_scripts
from byhand.audit.findings.ties import find_brokers, find_network, find_ties
from byhand.audit.history import History
from byhand.audit.measures import Measures
from byhand.audit.measuring import measure
from byhand.audit.report import VERSION, Period, Report, Unreadable
from byhand.audit.telling import day

_LISTED = 200


def audit_history(history: History, measures: Measures | None = None) -> Report:
    """Everything there is to say about it; it is measured here unless somebody has."""
    found = measures or measure(history)
    mix, scripts = find_mix(sent(history, found.shares)), find_scripts(history, found)
    repeats, automatic = find_repeats(history, found.pairs), find_automatic(history)
    unanswered, asked_by = find_unanswered(history, found.waits)
    doses, (silent, silent_found) = find_doses(found.outcomes), find_silent(history)
    promises, (ties, drifting, hanging) = find_promises(history), find_ties(history, found.ties)
    advice = give_advice(mix, scripts, repeats, automatic, unanswered, asked_by, doses, silent, silent_found,
                         promises, drifting, hanging)  # fmt: skip
    return Report(
        VERSION, history.messages.height, history.copies, history.people.height, _colleagues(history),
        _period(history), history.us, history.us_guessed, _unreadable(history), mix, scripts,
        compare(found.shares, found.outcomes), repeats, found.pairs.height, automatic, unanswered,
        find_first_answer(history, found.waits), doses, silent, silent_found, promises, ties, drifting, hanging,
        find_brokers(history, found.ties), find_network(history, found.ties), advice,
    )  # fmt: skip


def _colleagues(history: History) -> int:
    senders = history.messages.filter(pl.col("automatic") == 0).select(person="sender").unique()
    return senders.join(history.people.filter("ours"), on="person", how="semi").height


def _period(history: History) -> Period:
    times = history.messages["time"]
    first, last = times.min(), times.max()
    return Period(
        day(first if isinstance(first, int) else None),
        day(last if isinstance(last, int) else None),
        times.null_count(),
    )


def _unreadable(history: History) -> Unreadable:
    found = history.tables.unreadable()
    listed = found.head(_LISTED).select("source", "place", "why").iter_rows()
    return Unreadable(found.height, tuple((f"{source}:{place}", why) for source, place, why in listed))
