"""The large archives, plain and repeated, for measuring the audit."""

from __future__ import annotations

import gzip
import random
import re
from pathlib import Path

from tests.bench.corpora import FOLDER

from byhand.kit.mbox import Mbox

CORPORA = (("Enron", "enron-6.mbox.gz"), ("SpamAssassin", "spamassassin.mbox.gz"))
_SEPARATOR = b"From audit@bench.example Mon Jan  9 10:00:00 2023\n"
_MESSAGE_ID = re.compile(rb"^(message-id:\s*<)", re.IGNORECASE | re.MULTILINE)
_WORD = re.compile(rb"\b(the|and|for|you|with)\b")


def plain(folder: Path) -> dict[str, Path]:
    """Those that are there, unpacked into the folder, by their names."""
    found: dict[str, Path] = {}
    for name, file in CORPORA:
        if (FOLDER / file).exists():
            found[name] = folder / f"{name}.mbox"
            found[name].write_bytes(gzip.decompress((FOLDER / file).read_bytes()))
    return found


def repeated(path: Path, into: Path, most: int) -> Path:
    """The file again and again, each time with fresh ids, a few words changed, and a number before the first word.

    The number keeps short letters from being copies of those of an earlier turn; copies within a turn stay copies.
    """
    dice, written, turn = random.Random(5), 0, 0
    with into.open("wb") as file:
        while written < most:
            for stored in Mbox(path).messages():
                file.write(_SEPARATOR + _changed(stored.raw, turn, dice) + b"\n")
                written += 1
                if written == most:
                    break
            turn += 1
    return into


def some(path: Path, into: Path, most: int) -> Path:
    """So many of its messages, from all over the file."""
    letters = [stored.raw for stored in Mbox(path).messages()]
    with into.open("wb") as file:
        for raw in letters[:: len(letters) // most][:most]:
            file.write(_SEPARATOR + raw + b"\n")
    return into


def _changed(raw: bytes, turn: int, dice: random.Random) -> bytes:
    raw = _MESSAGE_ID.sub(rb"\g<1>%d." % turn, raw)
    if not turn:
        return raw
    raw = _WORD.sub(lambda found: found[1] if dice.random() < 0.9 else b"this", raw)
    return raw.replace(b"\n\n", b"\n\n%d " % turn, 1)
