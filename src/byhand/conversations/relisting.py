"""Relisting: what a row of the list shows, told anew after words were moved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Max

from byhand.conversations.again.hands import settle_hands
from byhand.conversations.call_preview import preview_of_call
from byhand.conversations.listing import preview_of
from byhand.conversations.recalling import who_waits
from byhand.people.homes import whose

if TYPE_CHECKING:
    from byhand.conversations.conversation import Conversation

# What is put back when a merge is taken apart.
STATE = (
    "waiting_since", "they_spoke_at", "we_spoke_at", "last_at", "preview", "message_count", "has_files", "urgency",
    "closed_at", "closed_by_id", "snoozed_until", "snoozed_by_id", "assigned_to_id", "assigned_at", "person_id",
    "same_answer_at", "unheard_at",
)  # fmt: skip


def state_of(row: Conversation, names: Iterable[str] = STATE) -> dict[str, Any]:
    """As JSON keeps it, to the microsecond."""
    return {name: _written(getattr(row, name)) for name in names}


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def put_back(row: Conversation, state: dict[str, Any]) -> None:
    """As it stood before."""
    for name, value in state.items():
        column: Any = row._meta.get_field(name)
        # Whoever it was with may have been merged, or taken apart, since.
        right = whose(type(row), row.pk, value) if name == "person_id" else value
        setattr(row, name, column.to_python(right))
    row.save(update_fields=list(state))


def give_back(target: Conversation, before: dict[str, dict[str, Any]]) -> None:
    """What the target had from the other alone: being open because of whoever waited there, and its colleague."""
    then, gone = before["target"], before["source"]
    state: dict[str, Any] = {}
    if target.waiting_since is None and target.closed_at is None:
        state |= {name: then[name] for name in ("closed_at", "closed_by_id")}
    if then["assigned_to_id"] is None and target.assigned_to_id == gone["assigned_to_id"]:
        state |= {name: then[name] for name in ("assigned_to_id", "assigned_at")}
    if state:
        put_back(target, state)


def absorb(target: Conversation, source: Conversation) -> None:
    """The target stands as both did together: whoever waited waits."""
    waits = [one for one in (target.waiting_since, source.waiting_since) if one]
    target.waiting_since = min(waits, default=None)
    if source.waiting_since and not source.snoozed_until:
        target.closed_at = target.closed_by = target.snoozed_until = target.snoozed_by = None
    if source.last_at > target.last_at:
        target.last_at, target.preview = source.last_at, source.preview
    target.they_spoke_at = max(filter(None, (target.they_spoke_at, source.they_spoke_at)), default=None)
    target.we_spoke_at = max(filter(None, (target.we_spoke_at, source.we_spoke_at)), default=None)
    target.message_count += source.message_count
    target.has_files = target.has_files or source.has_files
    target.urgency = min(target.urgency, source.urgency)
    if target.assigned_to is None:
        target.assigned_to, target.assigned_at = source.assigned_to, source.assigned_at
    target.person = target.person or source.person
    target.save(update_fields=list(STATE))
    settle_hands([target])


def relist(row: Conversation) -> None:
    """From its messages and calls alone. Whoever did not wait before does not begin to."""
    said = row.messages.all()
    newest = said.order_by("said_at", "pk").last()
    row.message_count = said.count()
    if newest is not None:
        row.last_at = newest.said_at
        row.preview = preview_of(newest.new_text or newest.text or newest.subject)
    called = row.calls.order_by("begun_at", "pk").last()
    if called is not None and (newest is None or called.begun_at > newest.said_at):
        row.last_at, row.preview = called.begun_at, preview_of_call(called)
    wrote = said.filter(origin="came", automatic="").aggregate(at=Max("said_at"))["at"]
    theirs = row.calls.filter(called_by__isnull=True)
    row.they_spoke_at = max(filter(None, (wrote, theirs.aggregate(at=Max("begun_at"))["at"])), default=None)
    waiting, row.we_spoke_at = who_waits(row)
    row.waiting_since = waiting if row.waiting_since else None
    row.has_files = said.filter(attachments__inline=False).exists()
    row.save(update_fields=list(STATE))
    settle_hands([row])
