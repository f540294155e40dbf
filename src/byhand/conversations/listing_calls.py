"""What a call does to its conversation's row in the lists: first while it rings, waiting until somebody answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from byhand.conversations.call_preview import preview_of_call
from byhand.conversations.conversation import Conversation
from byhand.conversations.listing import Urgency
from byhand.live import bus

if TYPE_CHECKING:
    from byhand.conversations.call import Call

SHOWN = ("waiting_since", "they_spoke_at", "we_spoke_at", "last_at", "preview", "urgency")


def call_came(call: Call) -> None:
    """It stands first among those waiting, whatever was said of it before. Call in the transaction that made it."""
    row = locked_row(call)
    call.urgency_before = row.urgency
    call.save(update_fields=["urgency_before"])
    row.waiting_since = row.waiting_since or call.begun_at
    row.they_spoke_at = max(row.they_spoke_at or call.begun_at, call.begun_at)
    row.last_at, row.preview = max(row.last_at, call.begun_at), preview_of_call(call)
    row.closed_at = row.closed_by = row.snoozed_until = row.snoozed_by = None
    row.folded_at, row.folded_because = None, ""
    if not row.tells_us_off():  # nothing goes before that, and nothing takes its mark away
        row.urgency = Urgency.HERE_NOW
    row.save(
        update_fields=[
            *SHOWN, "closed_at", "closed_by", "snoozed_until", "snoozed_by", "folded_at", "folded_because",
        ]
    )  # fmt: skip
    call.conversation = row
    _tell(call)


def locked_row(call: Call) -> Conversation:
    """The conversation in which the call stands now, locked."""
    stands = type(call).objects.filter(pk=call.pk).values("conversation")
    return Conversation.objects.select_for_update().get(pk__in=stands)


def call_changed(call: Call, row: Conversation) -> None:
    """It was taken, or ended: who talks with us does not wait, and nobody is “here now” whose call is over.

    `row` is its conversation, locked.
    """
    if call.taken_at is not None and call.ended_at is None:
        row.we_spoke_at = max(row.we_spoke_at or call.taken_at, call.taken_at)
        row.waiting_since = None
        if row.tells_us_off() and row.told_off_at and row.told_off_at <= call.taken_at:
            row.urgency = Urgency.ORDINARY  # a person hears them out, as by an answer
    if row.last_at <= (call.ended_at or call.begun_at):
        row.preview = preview_of_call(call)
    if not call.is_ringing() and row.urgency == Urgency.HERE_NOW and call.urgency_before is not None:
        row.urgency = call.urgency_before
    row.save(update_fields=list(SHOWN))
    call.conversation = row
    _tell(call)


def _tell(call: Call) -> None:
    bus.conversations_changed([call.conversation.pk])
    bus.calls_changed([call.pk])
