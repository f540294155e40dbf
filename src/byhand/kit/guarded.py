"""Reads a large or suspect mail in a child process with a ceiling on memory and a deadline.

The child speaks JSON and not pickle: what has read hostile bytes is not to be trusted with our objects.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from byhand.kit.mime import NOT_UNDERSTOOD, read_mail
from byhand.kit.parsed import Attachment, Bounce, Complaint, Invitation, Mailbox, ParsedMail

_MAILBOXES = ("reply_to", "to", "cc", "bcc")
_PLAIN_TUPLES = ("in_reply_to", "references", "authentication_results", "reached_at", "markers", "problems")


@dataclass(frozen=True, slots=True)
class Unread:
    """A mail that could not be read within its limits. `reason` is a sentence for a person."""

    reason: str


def read_guarded(raw_path: Path, seconds: float, memory_bytes: int) -> ParsedMail | Unread:
    """Reads the message in this file, or says why it could not be. Never raises for what the file holds."""
    command = [sys.executable, "-m", "byhand.kit.guarded", str(raw_path), str(memory_bytes)]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=seconds, env=child_environment(), check=False
        )
    except subprocess.TimeoutExpired:
        return Unread(f"Reading it took longer than {seconds:g} seconds.")
    if done.returncode != 0:
        return Unread(
            f"Reading it took more than {memory_bytes // 1_000_000} MB of memory, or broke the reader."
        )
    return _from_json(json.loads(done.stdout))


def main(raw_path: str, memory_bytes: str) -> None:
    """The child's part: reads and prints."""
    resource.setrlimit(resource.RLIMIT_AS, (int(memory_bytes), int(memory_bytes)))
    mail = read_mail(Path(raw_path).read_bytes())
    if NOT_UNDERSTOOD in mail.problems:
        sys.exit(1)
    json.dump(asdict(mail), sys.stdout, default=_moment)


def child_environment() -> dict[str, str]:
    """Ours, with this package found wherever it stands."""
    root = str(Path(__file__).parents[2])
    return os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
    }


def _moment(value: object) -> str:
    assert isinstance(value, datetime)  # the only value of ParsedMail that JSON does not know
    return value.isoformat()


def _from_json(told: dict[str, Any]) -> ParsedMail:
    told["date"] = datetime.fromisoformat(told["date"]) if told["date"] else None
    for name in ("sender", "writer"):
        told[name] = Mailbox(**told[name])
    told["original_sender"] = Mailbox(**told["original_sender"]) if told["original_sender"] else None
    for name in _MAILBOXES:
        told[name] = tuple(Mailbox(**one) for one in told[name])
    for name in _PLAIN_TUPLES:
        told[name] = tuple(told[name])
    told["attachments"] = tuple(Attachment(**one) for one in told["attachments"])
    told["bounces"] = tuple(Bounce(**one) for one in told["bounces"])
    complaint = told["complaint"]
    told["complaint"] = (
        Complaint(**complaint | {"senders": tuple(complaint["senders"])}) if complaint else None
    )
    told["invitation"] = Invitation(**told["invitation"]) if told["invitation"] else None
    return ParsedMail(**told)


if __name__ == "__main__":
    main(*sys.argv[1:3])
