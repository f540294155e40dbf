"""Settling: a promise is kept, moved to another day, or broken. Who said so and when stays with it.

Only a person says so. What is past its day is due, never broken by itself.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.db import models, transaction
from django.utils import formats, timezone

from byhand.conversations.event import Event
from byhand.team.typed import this_row
from byhand.team.user import User

if TYPE_CHECKING:
    from byhand.conversations.message import Message
    from byhand.conversations.promise import Promise

LONGEST = 300  # letters of what was promised
LONGEST_WORD = 200  # letters of a word with it


def _colleague() -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class Settling(models.Model):
    """What became of it. `kept_in` is the message that kept it; `first_due_on` its day before it was ever moved."""

    kept_at = models.DateTimeField(null=True, blank=True)
    kept_by = _colleague()
    kept_in = models.ForeignKey(
        "conversations.Message", null=True, blank=True, on_delete=models.SET_NULL, related_name="keeps"
    )
    moved_at = models.DateTimeField(null=True, blank=True)
    moved_by = _colleague()
    moved_because = models.CharField(max_length=LONGEST_WORD, blank=True)
    first_due_on = models.DateField(null=True, blank=True)
    broken_at = models.DateTimeField(null=True, blank=True)
    broken_by = _colleague()
    broken_because = models.CharField(max_length=LONGEST_WORD, blank=True)

    due_on: Any

    class Meta:
        abstract = True

    def is_kept(self) -> bool:
        return self.kept_at is not None

    def is_broken(self) -> bool:
        return self.broken_at is not None

    def is_settled(self) -> bool:
        return self.is_kept() or self.is_broken()

    def is_open(self) -> bool:
        return not self.is_settled()

    @transaction.atomic
    def keep(self, *, by: User, message: Message | None = None) -> bool:
        """Done as promised, by that message if it was one; False if something was said of it already."""
        if not self._settle(kept_at=timezone.now(), kept_by=by, kept_in=message):
            return False
        self._tell(
            Event.Kind.KEPT if self._promise().is_ours() else Event.Kind.THEY_KEPT, by, self._promise().text
        )
        return True

    @transaction.atomic
    def move(self, to: date, *, by: User, word: str = "") -> bool:
        """Due on another day from now on, with a word why; False if something was said of it already."""
        before = self.first_due_on if self.moved_at else self.due_on
        word = word.strip()[:LONGEST_WORD]
        moved = {"moved_at": timezone.now(), "moved_by": by, "moved_because": word}
        if not self._settle(due_on=to, due_at=None, first_due_on=before, **moved):
            return False
        told = f"{self._promise().text} → {formats.date_format(to, 'SHORT_DATE_FORMAT')}"
        self._tell(Event.Kind.MOVED, by, f"{told} ({word})" if word else told)
        return True

    @transaction.atomic
    def break_off(self, *, by: User, word: str = "") -> bool:
        """It was not kept and will not be, as somebody says; False if something was said of it already."""
        word = word.strip()[:LONGEST_WORD]
        if not self._settle(broken_at=timezone.now(), broken_by=by, broken_because=word):
            return False
        self._tell(
            Event.Kind.BROKEN, by, f"{self._promise().text} ({word})" if word else self._promise().text
        )
        return True

    def _settle(self, **fields: Any) -> bool:
        """Of an open one alone: two colleagues cannot both say what became of it."""
        still = this_row(self).filter(kept_at__isnull=True, broken_at__isnull=True)
        return bool(still.update(**fields))

    def _tell(self, kind: Event.Kind, by: User, words: str) -> None:
        promise = self._promise()
        Event.objects.create(conversation_id=promise.conversation_id, kind=kind, by=by, words=words)
        type(promise).objects.settle(promise.conversation_id)

    def _promise(self) -> Promise:
        return cast("Promise", self)
