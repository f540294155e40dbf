"""Where the tables of a reading are kept, so that a second run need not read the archives again."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

import polars as pl

from byhand.audit.sources import Source
from byhand.audit.table_rows import Columns

_FORM = 2  # of the tables; another number makes every archive be read again


def kept_in(folder: Path, sources: list[Source], columns: Columns) -> Path:
    """The folder for exactly these archives, as they are now."""
    facts = [f"{_FORM} {pl.__version__}", repr(sorted(columns.items()))]
    for source in sources:
        for path in source.files or (source.path,):
            state = path.stat()
            facts.append(f"{path.resolve()} {source.kind} {state.st_size} {state.st_mtime_ns}")
    return folder / blake2b("\n".join(facts).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def usual_folder() -> Path:
    """In the user's own folder, readable by nobody else."""
    return Path.home() / ".cache" / "byhand" / "audit"
