"""A word somebody left at the exchange: noted first, then fetched, kept here, and deleted there."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.channels.adapter import Refused
from byhand.channels.calls import fetch_recording, forget_recording
from byhand.conversations.call import Call
from byhand.conversations.recording import KEPT_FOR, NoSound, Recording
from byhand.kit.phone import shown
from byhand.team.secrets import LostKey
from byhand.team.typed import objects_of, this_row

PAUSE = timedelta(seconds=20)
LONGEST_PAUSE = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=2)
PER_RUN = 20


class WordQuerySet(models.QuerySet["Word"]):
    def note(self, call: Call, sid: str, *, is_spoken: bool) -> None:
        """A recording lies at the exchange; the same one is noted once. A silent one is only deleted there."""
        self.get_or_create(call=call, sid=sid[:64], defaults={"is_spoken": is_spoken})

    def due(self) -> WordQuerySet:
        """With what is needed to fetch them and to say whose they are."""
        rows = self.select_related("call__inbox", "call__address", "call__conversation__person")
        return rows.filter(next_try_at__lte=timezone.now()).order_by("next_try_at")


class Word(models.Model):
    """Its id at the exchange, when it was kept here, when it was deleted there. Nothing is due once both are done."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="words_at_exchange")
    call_id: int
    sid = models.CharField(max_length=64)
    is_spoken = models.BooleanField()
    noted_at = models.DateTimeField(default=timezone.now)
    kept_at = models.DateTimeField(null=True)
    deleted_there_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, default=timezone.now)
    trouble = models.TextField(blank=True)

    objects = objects_of(WordQuerySet)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "sid"], name="word_once")]
        indexes = [
            models.Index(
                fields=["next_try_at"], name="word_due", condition=models.Q(next_try_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.sid

    def bring(self) -> bool:
        """Fetches it, keeps it, deletes it there; whatever fails is tried again later. True once all is done."""
        now = timezone.now()
        if not this_row(self).filter(next_try_at=self.next_try_at).update(next_try_at=now + self._pause()):
            return False  # another is at it
        try:
            if self.is_spoken and self.kept_at is None:
                self._keep(fetch_recording(self.call.inbox, self.sid))
            forget_recording(self.call.inbox, self.sid)
        except (Refused, LostKey, NoSound) as problem:
            self._failed(str(problem), now)
            return False
        this_row(self).update(deleted_there_at=timezone.now(), next_try_at=None, trouble="")
        return True

    def _keep(self, sound: bytes) -> None:
        days = int(self.call.inbox.options.get("keep_days") or KEPT_FOR)
        # They spoke after they had heard that it is recorded; the greeting says so.
        number = shown(self.call.address.value) if self.call.address else ""
        who = self.call.who() or number or _("Whoever called")
        Recording.objects.keep(self.call, sound, consented_by=who, days=days)
        self.kept_at = timezone.now()
        this_row(self).update(kept_at=self.kept_at)

    def _failed(self, reason: str, now: datetime) -> None:
        """It is shown where the word should be; after two days nobody asks again."""
        over = now - self.noted_at > GIVE_UP_AFTER
        changed: dict[str, object] = {"tries": self.tries + 1, "trouble": reason[:500]}
        this_row(self).update(**changed | ({"next_try_at": None} if over else {}))

    def _pause(self) -> timedelta:
        return min(PAUSE * 2 ** min(self.tries, 10), LONGEST_PAUSE)


def fetch_words_due() -> str:
    """The chore: words that were left at the exchange are brought here. Says how many."""
    done = sum(one.bring() for one in Word.objects.due()[:PER_RUN])
    return ngettext("%(n)s word brought.", "%(n)s words brought.", done) % {"n": done} if done else ""
