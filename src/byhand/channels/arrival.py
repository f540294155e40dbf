"""An arrival: what came in, stored raw and first, before anyone looks at it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import models, transaction
from django.utils import timezone

from byhand.channels.folder import Folder
from byhand.channels.inbox import Inbox
from byhand.files import store
from byhand.team.typed import objects_of


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message as a channel holds it, before it is stored."""

    raw: bytes
    role: str = Folder.Role.INCOMING
    uid_validity: int = 0
    uid: int = 0
    message_id: str = ""
    received_at: datetime | None = None
    thread: str | None = None


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

    def store_many(
        self,
        incoming: Sequence[Incoming],
        *,
        inbox: Inbox,
        folder: Folder | None = None,
        and_then: Callable[[int], None] = lambda new: None,
    ) -> int:
        """Stores many: all bytes durably first, then the rows; gives how many were not here yet.

        Power may go at any point: bytes without a row are found again by their digest when they come again.
        `and_then` runs in the transaction of the rows, with the number of new ones: a cursor moves there.
        """
        names = store.keep_many([one.raw for one in incoming])
        with transaction.atomic():
            here = set(self.filter(inbox=inbox, sha256__in=names).values_list("sha256", flat=True))
            new: dict[str, Arrival] = {}
            for name, one in zip(names, incoming, strict=True):
                if name not in here and name not in new:
                    new[name] = _row(name, one, inbox=inbox, folder=folder)
            self.bulk_create(new.values(), ignore_conflicts=True)
            if folder and len(new) < len(incoming):
                self._note_copies(incoming, names, inbox=inbox, folder=folder)
            and_then(len(new))
        return len(new)

    def _note_copies(
        self, incoming: Sequence[Incoming], names: Sequence[str], *, inbox: Inbox, folder: Folder
    ) -> None:
        """The same bytes lie under several UIDs: each of them is accounted for."""
        here = {row.sha256: row for row in self.filter(inbox=inbox, sha256__in=names)}
        for name, one in zip(names, incoming, strict=True):
            row = here[name]
            if (row.folder_id, row.uid_validity, row.uid) != (folder.pk, one.uid_validity, one.uid):
                row.found_again(folder, uid_validity=one.uid_validity, uid=one.uid)

    def store_too_large(
        self, *, inbox: Inbox, folder: Folder, uid_validity: int, uid: int, size: int, reason: str
    ) -> Arrival:
        """A message that was seen and not downloaded: a row that a person decides about."""
        unseen = self.filter(inbox=inbox, folder=folder, sha256="")
        known = unseen.filter(uid_validity=uid_validity, uid=uid).first()
        if known is None:  # the folder may have been numbered anew
            known = unseen.filter(size=size).exclude(uid_validity=uid_validity).first()
        row = known or self.model(inbox=inbox, folder=folder, size=size, role=folder.role)
        row.uid_validity, row.uid = uid_validity, uid
        if known is None:
            row.state, row.reason = Arrival.State.NEEDS_A_LOOK, reason
        row.save()
        return row


def _row(sha256: str, one: Incoming, *, inbox: Inbox, folder: Folder | None) -> Arrival:
    return Arrival(
        inbox=inbox, folder=folder, role=one.role, uid_validity=one.uid_validity, uid=one.uid, sha256=sha256,
        size=len(one.raw), message_id=one.message_id, received_at=one.received_at, thread=one.thread,
    )  # fmt: skip


class Arrival(models.Model):
    """The raw bytes (in the file store, by digest), whence, when, and what became of them."""

    class State(models.TextChoices):
        UNREAD = "unread"
        READ = "read"
        TWICE = "twice"  # the same Message-ID is here already
        NEEDS_A_LOOK = "needs a look"

    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="arrivals")
    inbox_id: int
    folder = models.ForeignKey(Folder, null=True, on_delete=models.SET_NULL, related_name="arrivals")
    folder_id: int | None
    role = models.CharField(max_length=12, choices=Folder.Role, default=Folder.Role.INCOMING)
    uid_validity = models.BigIntegerField(default=0)
    uid = models.BigIntegerField(default=0)
    sha256 = models.CharField(
        max_length=64, blank=True, help_text="Empty while the bytes are on the server alone."
    )
    size = models.PositiveBigIntegerField()
    message_id = models.TextField(blank=True)
    received_at = models.DateTimeField(null=True, help_text="When the server says it came.")
    stored_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=12, choices=State, default=State.UNREAD)
    reason = models.TextField(blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    thread = models.CharField(  # noqa: DJ001 — a column without a default is added without writing a million rows
        max_length=200,
        null=True,
        help_text="Which conversation of another desk it was part of; none for mail.",
    )

    objects = objects_of(ArrivalQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inbox", "sha256"],
                condition=~models.Q(sha256=""),
                name="arrival_bytes_once_per_inbox",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="arrival_state"),
            models.Index(fields=["folder", "uid_validity", "uid"], name="arrival_uid"),
            models.Index(
                fields=["thread", "state"], name="arrival_thread", condition=models.Q(thread__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"arrival {self.pk}"

    def raw(self) -> bytes:
        """The exact bytes. Raises files.store.Missing."""
        return store.read(self.sha256)

    def found_again(self, folder: Folder, *, uid_validity: int, uid: int) -> None:
        """The same bytes under another UID: this row's own if its folder was numbered anew, else a copy of it."""
        if self.folder_id == folder.pk and self.uid_validity != uid_validity:
            self.uid_validity, self.uid = uid_validity, uid
            self.save(update_fields=["uid_validity", "uid"])
        else:
            Copy.objects.get_or_create(
                folder=folder, uid_validity=uid_validity, uid=uid, defaults={"arrival": self}
            )

    def read_again(self) -> None:
        """A person wants it looked at once more; reading is safe to repeat. Its bytes must be here for that."""
        waiting = Arrival.objects.filter(pk=self.pk, state=Arrival.State.NEEDS_A_LOOK).exclude(sha256="")
        waiting.update(state=Arrival.State.UNREAD, reason="", tries=0)

    def bring(self, raw: bytes) -> None:
        """A person wants it although it was left on the server: here are its bytes, to be read now."""
        sha256 = store.keep(raw)
        if Arrival.objects.filter(inbox=self.inbox, sha256=sha256).exists():
            self.delete()
            return
        left = Arrival.objects.filter(pk=self.pk, sha256="")
        left.update(sha256=sha256, size=len(raw), state=Arrival.State.UNREAD, reason="", tries=0)

    @property
    def is_left_on_server(self) -> bool:
        """Seen there and not downloaded."""
        return not self.sha256


class Copy(models.Model):
    """Another place on the server where the bytes of an arrival lie; kept so that nothing seems to be missing."""

    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="copies")
    folder = models.ForeignKey(Folder, on_delete=models.CASCADE, related_name="copies")
    uid_validity = models.BigIntegerField()
    uid = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "copies"
        constraints = [
            models.UniqueConstraint(fields=["folder", "uid_validity", "uid"], name="copy_once_per_place")
        ]

    def __str__(self) -> str:
        return f"copy of {self.arrival}"
