"""A line: one thing said in a visitor's stream, by them or by a colleague, under the next number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from byhand.channels.chat.visitor import Visitor
from byhand.team.typed import objects_of

# So many are shown to whoever comes back; the conversation itself is at the desk.
MOST_SHOWN = 200


class LineQuerySet(models.QuerySet["Line"]):
    def after(self, numbers: Mapping[int, int]) -> LineQuerySet:
        """What each of these visitors has not got yet, in order; `numbers` by visitor."""
        wanted = Q(pk__in=())
        for number, visitors in _alike(numbers).items():
            wanted |= Q(visitor__in=visitors, number__gt=number)
        return self.filter(wanted).order_by("visitor", "number")

    def unseen_of_ours(self) -> LineQuerySet:
        """Said by a colleague and not seen by the visitor."""
        return self.exclude(author="").filter(number__gt=F("visitor__seen"))


def _alike(numbers: Mapping[int, int]) -> dict[int, list[int]]:
    """Visitors by the number they have: many have the same."""
    found: dict[int, list[int]] = {}
    for visitor, number in numbers.items():
        found.setdefault(number, []).append(visitor)
    return found


class Line(models.Model):
    """`client_id` is the browser's own name for what it said, `message_id` ours for what a colleague did."""

    visitor = models.ForeignKey(Visitor, on_delete=models.CASCADE, related_name="lines")
    visitor_id: int
    number = models.PositiveIntegerField()
    client_id = models.CharField(max_length=40, blank=True)
    message_id = models.CharField(max_length=255, blank=True)
    author = models.CharField(
        max_length=120, blank=True, help_text="The colleague; empty for the visitor's own words."
    )
    words = models.TextField(blank=True)
    files = models.JSONField(default=list, blank=True)
    by_mail = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    objects = objects_of(LineQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visitor", "number"], name="line_once_per_number"),
            models.UniqueConstraint(
                fields=["visitor", "client_id"], condition=~Q(client_id=""), name="line_said_once"
            ),
            models.UniqueConstraint(
                fields=["visitor", "message_id"], condition=~Q(message_id=""), name="line_brought_once"
            ),
        ]
        indexes = [models.Index(fields=["message_id"], name="line_message", condition=~Q(message_id=""))]

    def __str__(self) -> str:
        return f"line {self.number} of {self.visitor_id}"

    def told(self) -> dict[str, Any]:
        """As the visitor's page reads it; empty parts are left out."""
        files = [{"name": one["filename"], "type": one["type"], "size": one["size"]} for one in self.files]
        parts = {
            "n": self.number, "id": self.client_id, "by": self.author, "words": self.words, "files": files,
            "mail": self.by_mail, "at": self.at.isoformat(timespec="seconds"),
        }  # fmt: skip
        return {name: value for name, value in parts.items() if value}
