"""How fast `kit.mime` reads, beside the standard library's modern policy on the same messages in the same run.

The peer reads from, to, cc, subject, date, message-id, the body as text and the list of attachments; we read all
fields of `ParsedMail`, the page sanitised, the files weighed, the quotes told apart. Processor time, the two in
turns, garbage collected before each turn so that neither pays for the other; the ratio is the median of the turns.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

from tests.bench.corpora import FOLDER

from byhand.kit.archives import open_archive
from byhand.kit.mime import NOT_UNDERSTOOD, read_mail

_CORPORA = (("Enron", "enron-6.mbox.gz", 8.0), ("SpamAssassin", "spamassassin.mbox.gz", 4.0))
_FIELDS = ("from", "to", "cc", "subject", "date", "message-id")


def rows(quick: bool) -> list[dict]:
    """One row a file; none without the large data."""
    return [
        _row(name, _sample(FOLDER / file, 400 if quick else 3_000), goal)
        for name, file, goal in _CORPORA
        if (FOLDER / file).exists()
    ]


def _row(name: str, letters: list[bytes], goal: float) -> dict:
    assert not any(
        NOT_UNDERSTOOD in read_mail(raw).problems for raw in letters[::20]
    )  # giving up would be fast
    turns = [(_seconds(read_mail, letters), _seconds(_peer, letters)) for _ in range(3)]
    ratio = statistics.median(peer / ours for ours, peer in turns)
    return {
        "name": f"kit.mime on the {name} file",
        "value": round(len(letters) / statistics.median(ours for ours, _ in turns)),
        "unit": "messages/s",
        "goal": f"{goal:g} times email.policy.default",
        "met": ratio >= goal,
        "peer": round(len(letters) / statistics.median(peer for _, peer in turns)),
        "ratio": round(ratio, 1),
    }


def _sample(path: Path, most: int) -> list[bytes]:
    """Messages evenly taken from the whole file."""
    letters = [one.raw for one in open_archive(path).messages()]
    return letters[:: max(1, len(letters) // most)]


def _seconds(read: Callable[[bytes], object], letters: list[bytes]) -> float:
    gc.collect()
    begun = time.process_time()
    for raw in letters:
        read(raw)
    return time.process_time() - begun


def _peer(raw: bytes) -> tuple[list[str], str, list[tuple[str | None, int]]]:
    mail = message_from_bytes(raw, policy=policy.default)
    fields = [_or_empty(lambda name=name: str(mail[name])) for name in _FIELDS]
    return fields, _or_empty(lambda: _body(mail)), _attachments(mail)


def _body(mail) -> str:
    body = mail.get_body(("plain", "html"))
    return body.get_content() if body else ""


def _attachments(mail) -> list[tuple[str | None, int]]:
    try:
        return [
            (one.get_filename(), len(one.get_payload(decode=True) or b"")) for one in mail.iter_attachments()
        ]
    except Exception:
        return []


def _or_empty(read: Callable[[], str]) -> str:
    """It raises on a good many real messages; what it cannot read counts as read."""
    try:
        return read()
    except Exception:
        return ""


if __name__ == "__main__":
    for row in rows(quick=False):
        print(row)
