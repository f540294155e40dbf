"""Leaving a word: a recording comes in pieces, so that a tab that closes loses little.

Each piece is stored as it comes; the last one, or a minute of silence, makes a recording of them.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.conversations.call import Call
from byhand.conversations.recording import KEPT_FOR, NoSound, Recording, kind_of, stored
from byhand.files import store
from byhand.files.upload import Upload
from byhand.team.typed import objects_of

MOST_SECONDS = 5 * 60
MOST_BYTES = 10_000_000
MOST_PIECES = 400
LARGEST_PIECE = 1_000_000
SILENT_FOR = timedelta(minutes=1)


class NotTaken(Exception):
    """This piece is not taken; the text is a sentence for a person."""


class PieceQuerySet(models.QuerySet["Piece"]):
    def take(self, call: Call, number: int, content: bytes) -> bool:
        """Stores one piece; False if it is here already. Raises NotTaken."""
        if number == 0 and content and not kind_of(content):
            raise NotTaken(_("Your browser records in a way we cannot play. Please write to us instead."))
        if not content or len(content) > LARGEST_PIECE or number >= MOST_PIECES:
            raise NotTaken(_("That is longer than five minutes. What you said until then is kept."))
        digest = Upload.objects.keep(
            content
        )  # outside of the transaction: bytes without a row are never swept
        with transaction.atomic():
            Call.objects.select_for_update().get(pk=call.pk)
            return self._note(call, number, digest, len(content))

    def _note(self, call: Call, number: int, digest: str, size: int) -> bool:
        here = self.filter(call=call)
        if call.taken_at is not None or Recording.objects.filter(call=call).exists():
            raise NotTaken(_("This is kept already."))
        if here.filter(number=number).exists():
            return False
        if (here.aggregate(held=models.Sum("size"))["held"] or 0) + size > MOST_BYTES:
            raise NotTaken(_("That is longer than five minutes. What you said until then is kept."))
        self.create(call=call, number=number, size=size, sha256=digest)
        return True


class Piece(models.Model):
    """A few seconds of a word that is being left; `number` counts from 0."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="pieces")
    call_id: int
    number = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = objects_of(PieceQuerySet)

    class Meta:
        ordering = ["call", "number"]
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="piece_once")]

    def __str__(self) -> str:
        return f"{self.call_id}/{self.number}"


def finish_word(call: Call, *, consented_by: str = "") -> Recording | None:
    """What has come is a recording from now on; None if nothing has, or it cannot be played. Safe to repeat."""
    known = Recording.objects.filter(call=call).first()
    pieces = list(Piece.objects.filter(call=call))
    if known or not pieces:
        return known
    try:
        sound = stored(b"".join(store.read(one.sha256) for one in _without_gaps(pieces)))
    except NoSound:
        sound = None
    with transaction.atomic():
        Call.objects.select_for_update().get(pk=call.pk)
        known = Recording.objects.filter(call=call).first()
        Piece.objects.filter(call=call).delete()
        if known or sound is None:
            return known
        who = consented_by or call.who() or _("whoever called")
        recording = Recording.objects.note(call, sound, consented_by=who, days=_days(call))
        call.left_a_word()
    return recording


def finish_words_due() -> str:
    """The chore: tabs that were closed while somebody spoke. Says how many."""
    silent = Piece.objects.order_by().values("call").annotate(last=models.Max("at"))
    calls = silent.filter(last__lte=timezone.now() - SILENT_FOR).values("call")
    done = sum(finish_word(one) is not None for one in Call.objects.filter(pk__in=calls)[:50])
    return ngettext("%(n)s word kept.", "%(n)s words kept.", done) % {"n": done} if done else ""


def _without_gaps(pieces: list[Piece]) -> list[Piece]:
    """Up to the first that is missing: behind a gap nothing can be played."""
    return [one for place, one in enumerate(pieces) if one.number == place]


def _days(call: Call) -> int:
    return int(call.inbox.options.get("keep_days") or KEPT_FOR)
