"""A handful: several conversations that a colleague moved at once, and how each stood, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from byhand.conversations.conversation import Conversation, ConversationQuerySet
from byhand.conversations.event import Event
from byhand.conversations.relisting import put_back, state_of
from byhand.conversations.tag import Tag
from byhand.conversations.together import Chosen, Deed, Kind
from byhand.team.typed import objects_of, this_row
from byhand.team.user import User

MOST = 200
# Whatever of this is not as it was left says that somebody moved it since.
STAND = (
    "waiting_since", "last_at", "closed_at", "closed_by_id", "snoozed_until", "snoozed_by_id",
    "folded_at", "folded_by_id", "folded_because", "assigned_to_id", "assigned_at",
)  # fmt: skip
BACK = {
    Kind.DONE: Event.Kind.REOPENED, Kind.LATER: Event.Kind.WOKE, Kind.FOLDED: Event.Kind.UNFOLDED,
    Kind.GIVEN: Event.Kind.ASSIGNED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many were moved; left because something was said meanwhile; stood so already; are not in sight."""

    handful: Handful | None
    moved: int
    spoken: int
    same: int
    gone: int


class HandfulQuerySet(models.QuerySet["Handful"]):
    @transaction.atomic
    def move(self, chosen: Sequence[Chosen], deed: Deed, *, seen: ConversationQuerySet, by: User) -> Outcome:
        """Does it to each that may be seen, all or, when the power goes, none. Raises ValueError for too many."""
        if len(chosen) > MOST:
            raise ValueError(f"{len(chosen)} at once")
        knew = {one.public_id: one.last_at for one in chosen}
        rows = list(_here(seen).filter(public_id__in=knew))
        left = [row for row in rows if deed.heeds_news and row.last_at > knew[row.public_id]]
        before = {row.pk: state_of(row, STAND) for row in rows if row not in left and deed.does(row)}
        handful = self._note(before, deed, by) if before else None
        same = len(rows) - len(left) - len(before)
        return Outcome(handful, len(before), len(left), same, len(knew) - len(rows))

    def _note(self, before: dict[int, dict[str, Any]], deed: Deed, by: User) -> Handful:
        after = {row.pk: state_of(row, STAND) for row in Conversation.objects.filter(pk__in=before)}
        rows = {str(pk): [before[pk], after[pk]] for pk in before}
        return self.create(kind=deed.kind, rows=rows, tag=deed.tag, by=by)


class Handful(models.Model):
    """What was done, to which, by whom; each row's standing before and after."""

    kind = models.CharField(max_length=6, choices=Kind)
    rows = models.JSONField(default=dict)
    tag = models.ForeignKey(Tag, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = objects_of(HandfulQuerySet)

    def __str__(self) -> str:
        return f"{self.kind}, {self.at:%Y-%m-%d %H:%M}"

    @transaction.atomic
    def take_back(self, *, seen: ConversationQuerySet, by: User) -> tuple[int, int] | None:
        """How many stand as before, and how many were left since they have moved; None if it was undone already."""
        rows = cast("dict[str, list[dict[str, Any]]]", self.rows)
        here = list(_here(seen).filter(pk__in=map(int, rows)))  # before the claim, as every verb does
        if not this_row(self).filter(undone_at__isnull=True).update(undone_at=timezone.now()):
            return None
        back = sum(self._put_back(row, rows[str(row.pk)], by) for row in here)
        return back, len(rows) - back

    def _put_back(self, row: Conversation, stood: list[dict[str, Any]], by: User) -> bool:
        before, after = stood
        if self.tag is not None:
            return row.untag(self.tag, by=by)
        if state_of(row, STAND) != after:
            return False
        put_back(row, before)
        Event.objects.create(conversation=row, kind=BACK[Kind(self.kind)], by=by, to=row.assigned_to)
        return True


def _here(seen: ConversationQuerySet) -> ConversationQuerySet:
    """Those that can be moved, locked in the order in which every verb locks several."""
    standing = seen.filter(merged_into__isnull=True)
    return standing.order_by("pk").select_for_update(of=("self",))
