"""The words of a broadcast: a subject and Markdown in each language, the main one first; kept as they are typed.

In any language there may be a second version, to be compared by lot (`second_version.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db import models, transaction
from django.utils import timezone

from byhand.gate.many.lot import FIRST, SECOND
from byhand.gate.many.plan import Words
from byhand.kit.markdown import LONGEST
from byhand.team.typed import this_row

if TYPE_CHECKING:
    from byhand.outreach.broadcast import Broadcast

LONGEST_SUBJECT = 200
MOST_LANGUAGES = 20


class Worded(models.Model):
    """The ability to be said in several languages."""

    words: models.QuerySet[BroadcastWords]

    class Meta:
        abstract = True

    def main_words(self) -> BroadcastWords | None:
        """What whoever has no language of theirs here gets."""
        return next(iter(self.words.all()), None)

    @transaction.atomic
    def write(self, language: str, *, subject: str, body: str) -> bool:
        """Keeps what stands on the sheet; False once it was let go, or where that language was begun by nobody."""
        if not self._is_open():
            return False
        now = timezone.now()
        this_row(self).update(changed_at=now)
        kept = {"subject": one_line(subject), "body": markdown(body), "changed_at": now}
        return bool(self.words.filter(language=language).update(**kept))

    @transaction.atomic
    def begin_language(self, language: str) -> bool:
        """An empty sheet in one more language; False where there is one, or too many."""
        if not self._is_open() or self.words.count() >= MOST_LANGUAGES:
            return False
        return self.words.get_or_create(language=language)[1]

    @transaction.atomic
    def leave_out_language(self, language: str) -> bool:
        """The main one stays: somebody must get it."""
        main = self.main_words()
        if not self._is_open() or main is None or main.language == language:
            return False
        return bool(self.words.filter(language=language).delete()[0])

    def _is_open(self) -> bool:
        """Locks it: it cannot be let go while its words change."""
        row = cast("Broadcast | None", this_row(self).select_for_update(of=("self",)).first())
        return row is not None and row.is_being_written()


class BroadcastWords(models.Model):
    """One language of it; the one begun first is the main one."""

    broadcast = models.ForeignKey("outreach.Broadcast", on_delete=models.CASCADE, related_name="words")
    language = models.CharField(max_length=12)
    subject = models.CharField(max_length=LONGEST_SUBJECT, blank=True)
    body = models.TextField(blank=True)
    has_second = models.BooleanField(default=False, help_text="Two versions are compared by lot.")
    second_subject = models.CharField(max_length=LONGEST_SUBJECT, blank=True)
    second_body = models.TextField(blank=True, help_text="Empty: the same words.")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "broadcast words"
        constraints = [
            models.UniqueConstraint(fields=["broadcast", "language"], name="broadcast_words_once_a_language")
        ]

    def __str__(self) -> str:
        return self.subject

    def versions(self) -> tuple[Words, ...]:
        """As they are read and sealed: one, or two of which each reader draws one."""
        if not self.has_second:
            return (Words(self.language, self.subject, self.body),)
        own = self.second_body
        return (
            Words(self.language, self.subject, self.body, FIRST),
            Words(self.language, self.second_subject, own if own.strip() else self.body, SECOND),
        )


def one_line(subject: str) -> str:
    return " ".join(subject.replace("\0", "").split())[:LONGEST_SUBJECT]


def markdown(body: str) -> str:
    return body.replace("\r\n", "\n").replace("\0", "")[:LONGEST]
