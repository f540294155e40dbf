"""A knock: what the exchange asked or told us, kept raw before anything is done about it, with what we answered.

The same request is the same row. One that comes again, because our answer was slow or because somebody repeats it,
gets the same answer once more and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.channels.inbox import Inbox
from byhand.team.typed import objects_of

if TYPE_CHECKING:
    from byhand.channels.phone.hearing import Heard

KEPT_FOR = timedelta(days=30)


class KnockQuerySet(models.QuerySet["Knock"]):
    def keep(self, heard: Heard, *, inbox: Inbox) -> Knock:
        """Stores what came, in a transaction of its own; the row that is there if the same came before."""
        told = {**heard.fields, **heard.asked()}
        row, _made = self.get_or_create(
            inbox=inbox,
            digest=heard.digest(),
            defaults={"step": heard.step[:200], "about": heard.about, "told": told},
        )
        return row


class Knock(models.Model):
    """One request: at which step, about which call or text, its fields, our answer once there is one."""

    inbox = models.ForeignKey(Inbox, on_delete=models.CASCADE, related_name="knocks")
    step = models.CharField(max_length=200)
    about = models.CharField(max_length=64, db_index=True, help_text="The exchange's id of the call or text.")
    told = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    came_at = models.DateTimeField(default=timezone.now, db_index=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    objects = objects_of(KnockQuerySet)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inbox", "digest"], name="knock_once")]

    def __str__(self) -> str:
        return f"{self.step} {self.about}"

    def answer_by(self, work: Callable[[Mapping[str, str]], str]) -> str:
        """What is answered: `work` says it, once; whoever knocks the same again hears the same.

        Two at the same time wait for each other at this row. What fails leaves no trace but the knock itself.
        """
        with transaction.atomic():
            row = Knock.objects.select_for_update().get(pk=self.pk)
            if row.answered_at is None:
                row.answer = work(row.told)
                row.answered_at = timezone.now()
                row.save(update_fields=["answer", "answered_at"])
        return row.answer


def forget_knocks_due() -> str:
    """The chore: what the exchange told is kept for a month, so that a fault can be followed; then it goes."""
    gone, _rows = Knock.objects.filter(came_at__lt=timezone.now() - KEPT_FOR).delete()
    return _("%(count)s of them.") % {"count": gone} if gone else ""
