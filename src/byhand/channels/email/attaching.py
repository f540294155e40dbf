"""Files that go along with a letter."""

from __future__ import annotations

import re
from email.message import MIMEPart

from byhand.channels.email.header_fields import one_line
from byhand.channels.envelope import SentFile
from byhand.files import store

_TYPE = re.compile(r"(?!message/|multipart/)[a-z0-9][\w.+-]{0,60}/[a-z0-9][\w.+-]{0,100}", re.IGNORECASE)
_LONGEST_NAME = 200


def attach(whole: MIMEPart, file: SentFile) -> None:
    """Adds the file, base64, with its name after RFC 2231. Raises store.Missing."""
    part = MIMEPart(policy=whole.policy)
    kind, _, subtype = _type_of(file).partition("/")
    part.set_content(
        store.read(file.sha256), kind, subtype, disposition="attachment", filename=_name_of(file)
    )
    whole.attach(part)


def _type_of(file: SentFile) -> str:
    """A letter within a letter may not be base64 (RFC 2046, 5.2.1), so it travels as plain bytes."""
    return file.type if _TYPE.fullmatch(file.type) else "application/octet-stream"


def _name_of(file: SentFile) -> str:
    name = one_line(file.filename).replace("/", "_").replace("\\", "_")
    if len(name) <= _LONGEST_NAME:
        return name or "file"
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: _LONGEST_NAME - 20]}{dot}{ending[:20]}"
