"""The audit for notebooks and for the command: `read` the archives, `audit` what was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from byhand.audit.auditing import audit_history
from byhand.audit.gathering import gather
from byhand.audit.history import Tables
from byhand.audit.keeping import kept_in
from byhand.audit.piece_reading import write_tables
from byhand.audit.reading import Progress, read_into
from byhand.audit.report import Report
from byhand.audit.rows import Rows
from byhand.audit.sources import find_sources
from byhand.audit.table_rows import Columns
from byhand.audit.told import Told, add_told


class Messages(Tables):
    """Archives, read: Parquet tables in a folder, and the messages as Arrow for any program that takes it."""

    held: TemporaryDirectory[str] | None = None  # a folder of our own lives as long as this does
    sources: tuple[Path, ...] = ()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The messages by the Arrow C stream interface: `pyarrow.table(messages)`, `polars.DataFrame(messages)`."""
        return self.scan("messages").collect().__arrow_c_stream__(requested_schema)


def read(
    paths: Sequence[Path | str], *, columns: Columns | None = None, keep: Path | None = None,
    progress: Progress | None = None, processes: int | None = None,
) -> Messages:  # fmt: skip
    """Reads archives; with `keep`, the tables stay in that folder and are not read again until an archive changes.

    Raises NotReadable with a sentence if a path holds no mail, and OSError.
    """
    sources = find_sources([Path(path) for path in paths])
    held = None if keep else TemporaryDirectory(prefix="byhand-audit-")
    folder = kept_in(keep or Path(held.name if held else ""), sources, columns or {})
    if not folder.exists():
        read_into(folder, sources, columns or {}, progress or _nothing, processes)
    return _holding(Messages(folder), held, tuple(source.path for source in sources))


def hand_over(batches: Iterable[Iterable[Told]]) -> Messages:
    """Messages another program holds, told batch by batch: each becomes tables before the next is asked for.

    A batch holds fewer than 2 to the power of 24 messages.
    """
    held = TemporaryDirectory(prefix="byhand-audit-")
    folder, number = Path(held.name), 0
    write_tables(folder, number, Rows(0))  # so that there are tables when there is no batch
    for number, batch in enumerate(batches, 1):
        rows = Rows(0)
        for told in batch:
            add_told(rows, told)
        write_tables(folder, number, rows)
    return _holding(Messages(folder), held)


def audit(messages: Tables, us: Sequence[str] = (), since: int | None = None) -> Report:
    """What the messages say. `us`: our domains or addresses; guessed if left out. `since`: seconds since 1970."""
    return audit_history(gather(messages, us, since))


def _holding(
    messages: Messages, held: TemporaryDirectory[str] | None, sources: tuple[Path, ...] = ()
) -> Messages:
    object.__setattr__(messages, "held", held)
    object.__setattr__(messages, "sources", sources)
    return messages


def _nothing(done: int, total: int) -> None:
    """For those who do not watch."""
