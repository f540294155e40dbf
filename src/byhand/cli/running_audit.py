"""Runs the audit while somebody watches: a bar while the archives are read, then a few lines about what was found."""

from __future__ import annotations

import argparse
from functools import partial
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn, TextIO

from tqdm import tqdm

from byhand.audit.gathering import gather
from byhand.audit.keeping import usual_folder
from byhand.audit.library import Messages, audit, read
from byhand.audit.masking import mask
from byhand.audit.page.whole import to_html
from byhand.audit.report import Report
from byhand.audit.sources import NotReadable
from byhand.audit.table_rows import NAMES
from byhand.audit.tables import write_tables
from byhand.audit.writing import to_json, write_whole
from byhand.cli.saying import Problem


def run_audit(options: argparse.Namespace, out: TextIO) -> None:
    """Reads, audits, writes. Raises Problem with a sentence."""
    try:
        _check(options)
        report = _report(options)
        _write(options, mask(report) if options.mask else report)
    except NotReadable as problem:
        raise Problem(str(problem)) from None
    except OSError as problem:
        raise Problem(f"{problem.filename or 'A file'}: {problem.strerror or problem}.") from None
    out.write("\n".join(_lines(report, options)) + "\n")


def _check(options: argparse.Namespace) -> None:
    """Whatever would fail at the end fails now, before an hour of reading."""
    wrong = [ours for ours, _ in options.map if ours not in NAMES]
    if wrong:
        raise Problem(f"There is no column “{wrong[0]}”; there are {', '.join(NAMES)}.")
    for path in (options.out, options.json):
        if path and not path.resolve().parent.is_dir():
            raise Problem(f"There is no folder {path.resolve().parent} to write {path.name} into.")
    if options.parquet and options.parquet.exists():
        raise Problem(f"{options.parquet} is there already; name a new folder for the tables.")


def _report(options: argparse.Namespace) -> Report:
    if options.spark is not None:
        return _report_on_spark(options)
    messages, us = _read_here() if options.here else (_read(options), ())
    if options.parquet:
        write_tables(gather(messages, options.us or us, options.since), options.parquet)
    return audit(messages, options.us or us, options.since)


def _read(options: argparse.Namespace) -> Messages:
    with _bytes() as bar:
        return read(options.paths, columns=dict(options.map), keep=None if options.no_cache else usual_folder(),
                    progress=partial(_move, bar))  # fmt: skip


def _read_here() -> tuple[Messages, tuple[str, ...]]:
    # Imported now: whoever audits archives has no house, and Django must be set up before.
    here = import_module("byhand.cli.auditing_here")
    with tqdm(total=1, unit=" letters", desc="reading", leave=False) as bar:
        return here.read_here(partial(_move, bar))


def _report_on_spark(options: argparse.Namespace) -> Report:
    try:
        job = import_module("byhand.audit.spark.job")
    except ModuleNotFoundError as missing:
        raise Problem(
            f"--spark needs {missing.name}, which is not installed: pip install 'byhand[audit,spark]'."
        ) from None
    with TemporaryDirectory(prefix="byhand-audit-") as nowhere, _bytes() as bar:
        keep = Path(nowhere) if options.no_cache else usual_folder()
        return job.audit_on(options.spark, options.paths, keep=keep, tables=options.parquet, columns=dict(options.map),
                            us=options.us, since=options.since, progress=partial(_move, bar))  # fmt: skip


def _bytes() -> tqdm[NoReturn]:
    return tqdm(total=1, unit="B", unit_scale=True, desc="reading", leave=False)


def _move(bar: tqdm[NoReturn], done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)


def _write(options: argparse.Namespace, report: Report) -> None:
    write_whole(options.out, to_html(report))
    if options.json:
        write_whole(options.json, to_json(report))


def _lines(report: Report, options: argparse.Namespace) -> list[str]:
    us = ", ".join(report.us) or "nobody"
    found = [
        f"{report.messages:,} messages of {report.people:,} people; {report.copies:,} copies counted once.",
        f"We are {us}{' (guessed; say --us if that is wrong)' if report.us_guessed else ''}.",
    ]
    if report.unreadable.count:
        found.append(f"{report.unreadable.count:,} could not be read; the report lists them.")
    if report.unanswered.sent_is_missing:
        found.append(
            "Few letters of ours are here: are folders of sent mail missing? “Unanswered” is then too high."
        )
    found += [f"  {number}. {one.sentence}" for number, one in enumerate(report.advice, 1)]
    if not (options.no_cache or options.here or (options.spark and options.parquet)):
        found.append(
            "What was read is kept in your cache for a quicker second run; --no-cache keeps nothing."
        )
    return [*found, f"The report: {options.out}"]
