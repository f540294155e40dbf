"""`bin/bench`: measures, prints a table, writes JSON if asked. Compare rows of one run: machines are noisy."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench import audit, chat, desk, help_pages, kit, live, presence
from tests.bench.house import DATABASES, measured

Rows = Callable[[bool], list[dict]]


def intake_rows(quick: bool) -> list[dict]:
    """Messages a second through the whole intake, on both databases."""
    count = "1000" if quick else "4000"
    return [row for database in DATABASES for row in measured("tests.bench.intake", database, count)]


def own_words_rows(quick: bool) -> list[dict]:
    """What was said before: the answer, the index, and what sending pays for it, on both databases."""
    count = "20000" if quick else "1000000"
    return [row for database in DATABASES for row in measured("tests.bench.own_words", database, count)]


def today_rows(quick: bool) -> list[dict]:
    """One colleague's Today, on both databases: 60,000 people and a million messages."""
    count = "2500" if quick else "100000"
    return [row for database in DATABASES for row in measured("tests.bench.today", database, count)]


def between_rows(quick: bool) -> list[dict]:
    """What is between us with fifty thousand people, on both databases."""
    count = "1000" if quick else "50000"
    return [row for database in DATABASES for row in measured("tests.bench.between", database, count)]


def matching_rows(quick: bool) -> list[dict]:
    """Who is perhaps the same, by clues and by Splink."""
    count = "2000" if quick else "100000"
    return [row for database in DATABASES for row in measured("tests.bench.matching", database, count)]


def consent_rows(quick: bool) -> list[dict]:
    """Who of a million people may be written to about one topic, on both databases."""
    count = "20000" if quick else "1000000"
    return [row for database in DATABASES for row in measured("tests.bench.consents", database, count)]


def broadcast_rows(quick: bool) -> list[dict]:
    """A broadcast to a million, on both databases, beside what keeps no record."""
    count = "5000" if quick else "1000000"
    return [row for database in DATABASES for row in measured("tests.bench.broadcast", database, count)]


def audience_rows(quick: bool) -> list[dict]:
    """An audience of five rules among a million people, on both databases."""
    count = "20000" if quick else "1000000"
    return [row for database in DATABASES for row in measured("tests.bench.audiences", database, count)]


def outreach_figures_rows(quick: bool) -> list[dict]:
    """The figures of outreach, and the calendar, in a house that sent a million copies, on both databases."""
    count = "20000" if quick else "1000000"
    return [
        row for database in DATABASES for row in measured("tests.bench.outreach_figures", database, count)
    ]


def leaving_rows(quick: bool) -> list[dict]:
    """What a letter to a million would do, before it leaves, on both databases."""
    count = "20000" if quick else "1000000"
    return [row for database in DATABASES for row in measured("tests.bench.leaving", database, count)]


# A group is a list of measurements; those of rooms that are not built yet join when they are.
GROUPS: dict[str, tuple[Rows, ...]] = {
    "desk": (kit.rows, intake_rows, desk.rows),
    "live": (live.rows,),
    "audit": (audit.rows,),
    "people": (own_words_rows, between_rows, today_rows, matching_rows),
    "ways-in": (help_pages.rows, presence.rows, chat.rows),
    "outreach": (consent_rows, audience_rows, broadcast_rows, outreach_figures_rows, leaving_rows),
}


def main() -> int:
    options = _options()
    rows: list[dict] = []
    for group in options.groups or GROUPS:
        if options.groups and not GROUPS[group]:
            print(f"Nothing is measured in the group {group} yet.")
        for measure in GROUPS[group]:
            found = measure(options.quick)
            rows += found
            print("\n".join(map(_line, found)), flush=True)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2) + "\n")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description="Measures Byhand.")
    parser.add_argument(
        "groups", nargs="*", metavar="GROUP", help=f"which of: {', '.join(GROUPS)} (default: all)"
    )
    parser.add_argument(
        "--quick", action="store_true", help="a tenth of the messages; ends within eight minutes"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows to this file, too")
    options = parser.parse_args()
    wrong = [group for group in options.groups if group not in GROUPS]
    if wrong:
        parser.error(f"there is no group {wrong[0]}; there are {', '.join(GROUPS)}")
    return options


def _line(row: dict) -> str:
    met = {True: "met", False: "MISSED", None: ""}[row["met"]]
    peer = f"peer {row['peer']}, ratio {row['ratio']}" if row["peer"] is not None else ""
    return f"{row['name']:<78} {row['value']:>10} {row['unit']:<5} {row['goal'] or '':<9} {met:<7} {peer}".rstrip()


if __name__ == "__main__":
    sys.exit(main())
