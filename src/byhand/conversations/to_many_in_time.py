"""Letters to many in one person's line of time: those that were spoken to them, and what became of each.

Seen by whoever may see the inbox from which they left.
"""

from __future__ import annotations

from django.db.models import Case, CharField, Exists, F, OuterRef, Subquery, Sum, Value, When
from django.db.models.functions import Cast

from byhand.channels.inbox import Sight
from byhand.conversations.answer_to_many import AnswerToMany
from byhand.gate.many.copy import Copy, CopyQuerySet
from byhand.gate.many.stages import LEFT_OUT, CopyStage
from byhand.gate.many.tally import Tally

SPOKEN = (CopyStage.ACCEPTED, CopyStage.PERHAPS, CopyStage.REFUSED)
ANSWERED, CAME_BACK = "answered", "came back"  # beside the stages

_answers = AnswerToMany.objects.by_people().filter(copy=OuterRef("pk"))
_everyone = Tally.objects.filter(dispatch=OuterRef("dispatch")).exclude(stage=LEFT_OUT).order_by()
# What became of one, and among how many it went: columns of the rows below.
BECAME = Case(
    When(Exists(_answers), then=Value(ANSWERED)), When(bounced_at__isnull=False, then=Value(CAME_BACK)),
    default=F("stage"), output_field=CharField(),
)  # fmt: skip
AMONG = Cast(Subquery(_everyone.values("dispatch").annotate(all=Sum("count")).values("all")), CharField())


def letters_to_many(sight: Sight) -> CopyQuerySet:
    """What was said to somebody, whether or not it arrived; not what waits, was held or left out."""
    rows = Copy.objects.filter(stage__in=SPOKEN, settled_at__isnull=False)
    return rows.filter(dispatch__inbox__in=sight.inboxes) if sight.some_are_hidden else rows
