"""A recording: what somebody said, as a file of the store, kept until a day and then removed.

Nothing is recorded before whoever is recorded has said yes; that, and when, stands with it. The row stays when the
bytes are gone, so that its place says what was there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from byhand.conversations.call import Call
from byhand.conversations.conversation import ConversationQuerySet
from byhand.files import store
from byhand.files.check import Check, Place
from byhand.files.checking import hand_out
from byhand.files.upload import Upload
from byhand.live import bus
from byhand.team.typed import objects_of, this_row
from byhand.team.user import User

KEPT_FOR = 365  # days, where an inbox says nothing else
PER_RUN = 100
# What a browser or an exchange records, by its first bytes; what it calls it is no proof.
KINDS = (
    (0, b"\x1aE\xdf\xa3", "audio/webm"),
    (4, b"ftyp", "audio/mp4"),
    (0, b"OggS", "audio/ogg"),
    (0, b"RIFF", "audio/wav"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
)


class NoSound(Exception):
    """These bytes are no recording; the text is a sentence for a person."""


def kind_of(content: bytes) -> str:
    """Its type by its first bytes; empty for anything that is no sound we play."""
    return next((kind for at, start, kind in KINDS if content[at : at + len(start)] == start), "")


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound in the file store: its digest, its type by its first bytes, its size in bytes."""

    sha256: str
    type: str
    size: int


def stored(content: bytes) -> Sound:
    """Stores a sound; the row that lets it be swept is committed before its bytes lie there. Raises NoSound."""
    kind = kind_of(content)
    if not kind:
        raise NoSound(_("This is no recording that can be played."))
    digest = Upload.objects.keep(content)
    Check.objects.ask([Place(digest)])
    return Sound(digest, kind, len(content))


class RecordingQuerySet(models.QuerySet["Recording"]):
    def keep(
        self,
        call: Call,
        content: bytes,
        *,
        consented_by: str,
        days: int = KEPT_FOR,
        with_us: User | None = None,
    ) -> Recording:
        """Keeps these bytes with the call, for so many days. Raises NoSound.

        `consented_by` says in words who agreed to it; `with_us` is the colleague who is heard in it, if one is.
        """
        return self.note(call, stored(content), consented_by=consented_by, days=days, with_us=with_us)

    @transaction.atomic
    def note(
        self,
        call: Call,
        sound: Sound,
        *,
        consented_by: str,
        days: int = KEPT_FOR,
        with_us: User | None = None,
    ) -> Recording:
        """The same for bytes that are stored already, which is done outside of every transaction."""
        row = self.create(
            call=call, sha256=sound.sha256, type=sound.type, size=sound.size, consented_by=consented_by[:300],
            keep_until=timezone.localdate() + timedelta(days=days), with_us=with_us,
        )  # fmt: skip
        bus.conversations_changed([call.conversation_id])
        return row

    def visible_to(self, seen: ConversationQuerySet) -> RecordingQuerySet:
        return self.filter(call__conversation__in=seen)

    def kept(self) -> RecordingQuerySet:
        return self.filter(removed_at__isnull=True)

    def over(self, today: date) -> RecordingQuerySet:
        """Those whose day has passed."""
        return self.kept().filter(keep_until__lt=today).order_by("keep_until", "pk")


class Recording(models.Model):
    """Of a word somebody left, or of a call both sides agreed to record."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="recordings")
    call_id: int
    sha256 = models.CharField(max_length=64, blank=True, help_text="Empty once its bytes are gone.")
    type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    consented_by = models.CharField(max_length=300)
    with_us = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    keep_until = models.DateField()
    removed_at = models.DateTimeField(null=True)
    written_down = models.TextField(blank=True, help_text="What a program of the house heard in it.")
    written_at = models.DateTimeField(null=True)
    writing_tries = models.PositiveSmallIntegerField(default=0)

    objects = objects_of(RecordingQuerySet)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) & ~Q(sha256="") | Q(removed_at__isnull=False, sha256=""),
                name="recording_removed_with_its_bytes",
            ),
            models.CheckConstraint(condition=~Q(consented_by=""), name="recording_was_agreed_to"),
        ]
        indexes = [
            models.Index(fields=["sha256"], name="recording_sha256", condition=Q(removed_at__isnull=True)),
            models.Index(fields=["keep_until"], name="recording_over", condition=Q(removed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.made_at:%Y-%m-%d}"

    def content(self) -> bytes:
        """The bytes. Raises files.store.Missing and files.checking.NotHandedOut."""
        if self.removed_at is not None:
            raise store.Missing(str(self.pk))
        return hand_out(Place(self.sha256), store.read(self.sha256))

    def remove(self) -> bool:
        """Its bytes go, and what was written down of them; False if they are gone already."""
        digest, now = self.sha256, timezone.now()
        if (
            not this_row(self)
            .filter(removed_at__isnull=True)
            .update(removed_at=now, sha256="", written_down="")
        ):
            return False
        # The row of its upload stays until the bytes are gone: what the power cuts off here, the sweep ends.
        if not Recording.objects.filter(sha256=digest).exists():
            store.discard(digest, unless_touched_since=now)
            Upload.objects.filter(pk=digest).delete()
            Check.objects.filter(pk=digest).delete()
        bus.conversations_changed([self.call.conversation_id])
        return True


def remove_recordings_due() -> str:
    """The chore: recordings that were to be kept until yesterday go. Says how many."""
    over = Recording.objects.over(timezone.localdate()).select_related("call")[:PER_RUN]
    gone = sum(one.remove() for one in over)
    return (
        ngettext("%(n)s recording removed.", "%(n)s recordings removed.", gone) % {"n": gone} if gone else ""
    )
