"""`byhand audit PATH...` or `--here`: what does our own mail say about us? Read here; nothing is sent anywhere."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from byhand.cli.house import add_data_option, set_up_django, use
from byhand.cli.saying import Problem
from byhand.config.environment import data_folder


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="*", type=Path,
                        help="an mbox (also .gz, .zst), a Maildir, .eml files, a CSV, JSONL or Parquet of messages, an "
                        "export of Zendesk, Intercom, Front or Help Scout; or a folder of them")  # fmt: skip
    parser.add_argument("--here", action="store_true", help="read what this house holds, instead of archives")
    add_data_option(parser)
    parser.add_argument("--us", metavar="DOMAIN|ADDRESS", action="append", default=[],
                        help="who we are; guessed if left out")  # fmt: skip
    parser.add_argument("--since", metavar="DATE", type=_date, help="leave out what is older (2024-01-31)")
    parser.add_argument("--out", metavar="FILE", type=Path, default=Path("report.html"),
                        help="the report, one page (default: report.html)")  # fmt: skip
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures to this file, too")
    parser.add_argument(
        "--parquet", metavar="DIR", type=Path, help="keep the tables of messages in this new folder"
    )
    parser.add_argument("--map", metavar="OURS=THEIRS", type=_column, action="append", default=[],
                        help="a column of a table by our name for it: from, to, cc, date, subject, text, html, id, "
                        "thread, automatic")  # fmt: skip
    parser.add_argument(
        "--mask", action="store_true", help="without names, addresses and words, to be shown around"
    )
    parser.add_argument("--spark", metavar="MASTER",
                        help="read and count on a Spark cluster: spark://HOST:PORT, yarn, k8s://ADDRESS; archives and "
                        "--parquet DIR on storage that every worker has at the same path")  # fmt: skip
    parser.add_argument("--no-cache", action="store_true", help="keep nothing for a quicker second run")


def run(options: argparse.Namespace) -> int:
    if options.here and options.paths:
        raise Problem("Name archives, or say --here; one history is audited at a time.")
    if options.here and options.spark is not None:
        raise Problem("--spark reads archives; what this house holds is read here: leave one of the two out.")
    if not options.here and not options.paths:
        raise Problem(
            "Say which archive to read: byhand audit PATH, or --here for what this house holds. “byhand audit --help”"
            " lists what can be read."
        )
    try:
        running = import_module("byhand.cli.running_audit")
    except ModuleNotFoundError as missing:
        raise Problem(
            f"The audit needs {missing.name}, which is not installed: pip install 'byhand[audit]'."
        ) from None
    if options.here:
        _open_house(options)
    running.run_audit(options, sys.stdout)
    return 0


def _open_house(options: argparse.Namespace) -> None:
    """An audit makes no house: its folder must be there."""
    folder = Path(options.data) if options.data else data_folder()
    if not folder.is_dir():
        raise Problem(f"There is no house in {folder}. Name its folder: --data DIR.")
    use(options)
    set_up_django()


def _date(words: str) -> int:
    return int(datetime.fromisoformat(words).replace(tzinfo=UTC).timestamp())


def _column(words: str) -> tuple[str, str]:
    ours, equals, theirs = words.partition("=")
    if not equals or not theirs:
        raise argparse.ArgumentTypeError(f"{words} is not of the form OURS=THEIRS")
    return ours, theirs
