"""The journal: an append-only, hash-chained record of what passed the gate.

An entry's hash is SHA-256 over its number, the hash before it, its time, kind and record. Entries hold
digests salted per dispatch, no address and no words. The head is one row, locked while an entry is appended,
so that the chain has no fork; triggers of the database refuse every other change (`gate/triggers.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.db import models
from django.utils import timezone

from byhand.gate.canonical import canonical, instant
from byhand.team.typed import objects_of

GENESIS = "0" * 64


class JournalQuerySet(models.QuerySet["JournalEntry"]):
    def append(self, kind: str, record: Mapping[str, str | int | list[str] | None]) -> JournalEntry:
        """Appends one entry at the head. Must run inside the transaction of what it records."""
        head = JournalHead.objects.select_for_update().get(pk=1)
        at = timezone.now()
        entry = JournalEntry(seq=head.seq + 1, previous=head.hash, at=at, kind=kind, record=canonical(record))
        entry.hash = entry.reckoned_hash()
        entry.save(force_insert=True)
        JournalHead.objects.filter(pk=1).update(seq=entry.seq, hash=entry.hash)
        return entry


class JournalHead(models.Model):
    """Where the chain ends. One row, made by a migration."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="journal_has_one_head")]

    def __str__(self) -> str:
        return f"head at {self.seq}"


class JournalEntry(models.Model):
    """One thing that passed the gate."""

    seq = models.BigIntegerField(primary_key=True)
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    record = models.TextField()

    objects = objects_of(JournalQuerySet)

    class Meta:
        ordering = ["seq"]
        verbose_name_plural = "journal entries"

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"

    def reckoned_hash(self) -> str:
        """The hash this entry must have by what it says."""
        return chain_hash(self.seq, self.previous, self.at, self.kind, self.record)


def chain_hash(seq: int, previous: str, at: datetime, kind: str, record: str) -> str:
    """SHA-256, hex, over canonical JSON of the five."""
    text = canonical({"seq": seq, "previous": previous, "at": instant(at), "kind": kind, "record": record})
    return sha256(text.encode()).hexdigest()
