"""Files that went along with something said, however a desk names them."""

from __future__ import annotations

import base64
import binascii

from byhand.kit.exports.matter import Enclosed, Entry
from byhand.kit.exports.reading_json import first, part, parts

MOST_FILES = 100


def enclosed(said: Entry) -> tuple[Enclosed, ...]:
    """Each with its bytes if they stand in the entry."""
    found = parts(said, "attachments", "files") or parts(part(said, "_embedded"), "attachments")
    return tuple(_file(one) for one in found[:MOST_FILES])


def _file(one: Entry) -> Enclosed:
    return Enclosed(
        name=first(one, "file_name", "filename", "fileName", "name") or "file",
        type=first(one, "content_type", "mimeType", "mime_type", "contentType"), id=first(one, "id", "fileId"),
        path=first(one, "path", "local_path", "file"), data=_bytes(first(one, "data", "content", "content_base64")),
    )  # fmt: skip


def _bytes(written: str) -> bytes | None:
    if not written:
        return None
    try:
        return base64.b64decode(written, validate=True)
    except (binascii.Error, ValueError):
        return None
