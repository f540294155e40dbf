"""The recipients of a letter: a delivery each, due when the channel's time for undoing is over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from byhand.channels.envelope import Envelope
from byhand.channels.inbox import Inbox
from byhand.channels.registry import adapter_of

if TYPE_CHECKING:
    from byhand.gate.dispatch import Dispatch


def write_deliveries(dispatch: Dispatch, envelope: Envelope) -> None:
    due = dispatch.released_at + time_for_undoing(envelope.inbox)
    due = max(due, dispatch.leaves_at or due)
    role_of: dict[str, str] = {}
    for role, many in (("to", envelope.to), ("cc", envelope.cc), ("bcc", envelope.bcc)):
        for one in many:
            role_of.setdefault(one.address.lower(), role)
    new = dispatch.deliveries.model
    dispatch.deliveries.bulk_create(
        new(dispatch=dispatch, recipient=one.address, role=role_of[one.address.lower()], next_attempt_at=due)
        for one in envelope.recipients()
    )


def time_for_undoing(inbox: Inbox) -> timedelta:
    return timedelta(seconds=adapter_of(inbox.kind).undo_seconds)
