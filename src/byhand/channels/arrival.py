"""An arrival: what came in, stored raw and first, before anyone looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import models
from django.utils import timezone

from byhand.channels.folder import Folder
from byhand.channels.inbox import Inbox
from byhand.files import store


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message as a channel holds it, before it is stored."""

    raw: bytes
    role: str = Folder.Role.INCOMING
    uid_validity: int = 0
    uid: int = 0
    message_id: str = ""
    received_at: datetime | None = None


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    def unread(self) -> ArrivalQuerySet:
        """Not looked at yet, in the order in which they came."""
        return self.filter(state=Arrival.State.UNREAD).order_by("pk")

    def needing_a_look(self) -> ArrivalQuerySet:
        return self.filter(state=Arrival.State.NEEDS_A_LOOK)

    def store(self, raw: bytes, *, inbox: Inbox, role: str = Folder.Role.INCOMING) -> Arrival:
        """Stores the exact bytes durably, then the row. The same bytes in the same inbox are one arrival."""
        self.store_many([Incoming(raw, role=role)], inbox=inbox)
        return self.get(inbox=inbox, sha256=sha256(raw).hexdigest())

    def store_many(self, incoming: Sequence[Incoming], *, inbox: Inbox, folder: Folder | None = None) -> int:
        """Stores many: all bytes durably first, then the rows; gives how many were not here yet.

        Power may go at any point: bytes without a row are found again by their digest when they come again.
        """
        names = store.keep_many([one.raw for one in incoming])
        here = set(self.filter(inbox=inbox, sha256__in=names).values_list("sha256", flat=True))
        new = {
            name: Arrival(
                inbox=inbox, folder=folder, role=one.role, uid_validity=one.uid_validity, uid=one.uid, sha256=name,
                size=len(one.raw), message_id=one.message_id, received_at=one.received_at,
            )
            for name, one in zip(names, incoming, strict=True)
            if name not in here
        }  # fmt: skip
        self.bulk_create(new.values(), ignore_conflicts=True)
        return len(new)

    def store_too_large(
        self, *, inbox: Inbox, folder: Folder, uid_validity: int, uid: int, size: int, reason: str
    ) -> Arrival:
        """A message over the limit, seen but not downloaded: a row that a person decides about."""
        row, _made = self.get_or_create(
            inbox=inbox, folder=folder, uid_validity=uid_validity, uid=uid,
            defaults={"size": size, "state": Arrival.State.NEEDS_A_LOOK, "reason": reason, "role": folder.role},
        )  # fmt: skip
        return row


class Arrival(models.Model):
    """The raw bytes (in the file store, by digest), whence, when, and what became of them."""

    class State(models.TextChoices):
        UNREAD = "unread"
        READ = "read"
        TWICE = "twice"  # the same Message-ID is here already
        NEEDS_A_LOOK = "needs a look"

    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="arrivals")
    folder = models.ForeignKey(Folder, null=True, on_delete=models.SET_NULL, related_name="arrivals")
    role = models.CharField(max_length=12, choices=Folder.Role, default=Folder.Role.INCOMING)
    uid_validity = models.BigIntegerField(default=0)
    uid = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, help_text="Empty while the bytes are on the server alone.")
    size = models.PositiveBigIntegerField()
    message_id = models.TextField(blank=True)
    received_at = models.DateTimeField(null=True, help_text="When the server says it came.")
    stored_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=12, choices=State, default=State.UNREAD)
    reason = models.TextField(blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    read_at = models.DateTimeField(null=True)

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inbox", "sha256"], condition=~models.Q(sha256=""), name="arrival_bytes_once_per_inbox"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="arrival_state"),
            models.Index(fields=["folder", "uid_validity", "uid"], name="arrival_uid"),
        ]

    def __str__(self) -> str:
        return f"arrival {self.pk}"

    def raw(self) -> bytes:
        """The exact bytes. Raises files.store.Missing."""
        return store.read(self.sha256)

    def read_again(self) -> None:
        """A person wants it looked at once more; reading is safe to repeat."""
        Arrival.objects.filter(pk=self.pk, state=Arrival.State.NEEDS_A_LOOK).update(
            state=Arrival.State.UNREAD, reason="", tries=0
        )
