"""One message file read as JSON: what `byhand read FILE` prints."""

from __future__ import annotations

import json
from pathlib import Path

from byhand.kit.mime import read_mail
from byhand.kit.telling import to_json


def read_file_as_json(path: Path) -> str:
    """The message in this file as one JSON object. Whatever its bytes are, it is read; raises OSError alone."""
    return json.dumps(to_json(read_mail(path.read_bytes())), ensure_ascii=False, indent=2)
