"""Anchors: the journal's head, signed and written outside the database now and then, so that a cut tail shows."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.gate.canonical import canonical, instant
from byhand.gate.journal import JournalHead


@dataclass(frozen=True, slots=True)
class Anchor:
    """At that moment the journal ended with entry `seq`, whose hash this is."""

    seq: int
    hash: str
    at: str
    signature: str

    def claims(self) -> bytes:
        return canonical({"seq": self.seq, "hash": self.hash, "at": self.at}).encode()

    def is_genuine(self) -> bool:
        try:
            _key().public_key().verify(bytes.fromhex(self.signature), self.claims())
        except (InvalidSignature, ValueError):
            return False
        return True


def anchor_journal_due() -> str:
    """Writes an anchor if something passed the gate since the last one."""
    head = JournalHead.objects.get(pk=1)
    last = max((anchor.seq for anchor in anchors()), default=0)
    if head.seq <= last:
        return ""
    draft = Anchor(head.seq, head.hash, instant(timezone.now()), "")
    _append(Anchor(draft.seq, draft.hash, draft.at, _key().sign(draft.claims()).hex()))
    return _("Anchored the journal at entry %(seq)s.") % {"seq": head.seq}


def anchors() -> Iterator[Anchor]:
    """Every anchor that can be read, in the order written. A torn last line (power cut) is passed over."""
    path = Path(settings.ANCHORS_FILE)
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            row = json.loads(line)
            yield Anchor(int(row["seq"]), row["hash"], row["at"], row["signature"])
        except (ValueError, KeyError, TypeError):
            continue


def _append(anchor: Anchor) -> None:
    path = Path(settings.ANCHORS_FILE)
    row = {"seq": anchor.seq, "hash": anchor.hash, "at": anchor.at, "signature": anchor.signature}
    with path.open("a", encoding="utf-8") as file:
        file.write(canonical(row) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(settings.SEAL_KEY)
