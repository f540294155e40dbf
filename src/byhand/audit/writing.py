"""The report as JSON (its schema beside it), and files written whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict
from pathlib import Path

from byhand.audit.report import Report

SCHEMA = Path(__file__).with_name("report.schema.json")


def to_json(report: Report) -> str:
    """The report by `report.schema.json`."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=2) + "\n"


def write_whole(path: Path, content: str) -> None:
    """Writes beside the file and moves it there: nobody meets half of it. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
