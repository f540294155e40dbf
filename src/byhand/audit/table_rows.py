"""Tables of messages (CSV, JSONL, Parquet): columns found by their names, or as `--map` says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

import polars as pl
from polars.exceptions import PolarsError

from byhand.audit.exports import NotAnExport, told_by_export
from byhand.audit.rows import Rows
from byhand.audit.told import Told, add_told

Columns = Mapping[str, str]  # our name to theirs
_BATCH = 20_000
_USUAL: dict[str, tuple[str, ...]] = {
    "from": ("from", "sender", "from_address", "author", "from_email", "sender_email", "author_id"),
    "to": ("to", "recipient", "recipients", "to_address", "to_email", "receiver"),
    "cc": ("cc",),
    "date": ("date", "time", "timestamp", "created_at", "sent_at", "sent", "datetime", "ts"),
    "subject": ("subject", "title"),
    "text": ("text", "body", "message", "content", "body_text", "plain"),
    "html": ("html", "body_html", "html_body"),
    "id": ("id", "message_id", "message-id"),
    "thread": ("thread", "thread_id", "conversation", "conversation_id", "ticket_id", "in_reply_to"),
    "automatic": ("automatic", "is_automatic", "auto"),
}
NAMES = tuple(_USUAL)


def add_table(rows: Rows, path: Path, columns: Columns) -> None:
    """The rows of a table. What cannot be read is noted, never raised."""
    try:
        if {".jsonl", ".ndjson"} & {one.lower() for one in path.suffixes}:
            _add_all(rows, _json_lines(rows, path), columns)
        else:
            frame = _scan(path)
            for batch in frame.collect_batches(chunk_size=_BATCH):
                _add_all(rows, batch.iter_rows(named=True), columns)
    except (PolarsError, OSError) as problem:
        rows.unreadable.append((str(path), f"It is no table: {str(problem).splitlines()[0][:200]}"))


def add_export(rows: Rows, file: IO[bytes]) -> None:
    """The messages of another desk's export (Zendesk, Intercom, Front, Help Scout)."""
    try:
        for told in told_by_export(json.load(file)):
            add_told(rows, told)
    except (ValueError, RecursionError) as problem:
        why = str(problem) if isinstance(problem, NotAnExport) else "It is no JSON that can be read."
        rows.unreadable.append(("", why))


def _scan(path: Path) -> pl.LazyFrame:
    if ".parquet" in path.suffixes:
        return pl.scan_parquet(path)
    tabs = ".tsv" in path.suffixes
    return pl.scan_csv(path, separator="\t" if tabs else ",", infer_schema=False, encoding="utf8-lossy")


def _json_lines(rows: Rows, path: Path) -> Iterator[dict[str, object]]:
    with path.open("rb") as file:
        for count, line in enumerate(file, 1):
            try:
                one = json.loads(line) if line.strip() else None
            except (ValueError, RecursionError):
                rows.unreadable.append((f"{path} line {count}", "It is no JSON that can be read."))
                continue
            if isinstance(one, dict):
                yield from _exported(rows, one) or (one,)


def _exported(rows: Rows, one: dict[str, object]) -> tuple[dict[str, object], ...] | None:
    """A line of an export that holds a whole conversation is read here and leaves no row behind."""
    try:
        for told in told_by_export(one):
            add_told(rows, told)
    except NotAnExport:
        return None
    return ({},)


def _add_all(rows: Rows, found: Iterator[dict[str, object]], columns: Columns) -> None:
    theirs: dict[str, str] | None = None
    for count, one in enumerate(found):
        if not one:
            continue
        theirs = theirs or _matched(list(one), columns)
        said = {name: one.get(column) for name, column in theirs.items()}
        add_told(rows, Told(
            str(said.get("id") or f"row {count + 1}"), _words(said.get("from")),
            ", ".join(filter(None, (_words(said.get("to")), _words(said.get("cc"))))), said.get("date"),
            _words(said.get("subject")), _words(said.get("text")), _words(said.get("html")),
            _words(said.get("id")), _words(said.get("thread")), int(_is_yes(said.get("automatic"))) * 2,
        ))  # fmt: skip


def _matched(found: list[str], columns: Columns) -> dict[str, str]:
    lower = {name.strip().lower().replace(" ", "_"): name for name in found}
    usual = {ours: lower[one] for ours, names in _USUAL.items() for one in reversed(names) if one in lower}
    return usual | {ours: theirs for ours, theirs in columns.items() if theirs in found}


def _words(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(_words(one) for one in value)
    return "" if value is None else str(value)


def _is_yes(value: object) -> bool:
    return str(value or "").strip().lower() in ("1", "true", "yes", "auto")
