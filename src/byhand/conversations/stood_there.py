"""Stood there: where a conversation stood at the desk it comes from, so that what is open there waits here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.conversations.conversation import Conversation
from byhand.conversations.message import Message
from byhand.team.user import User

STANDING = [
    "waiting_since", "closed_at", "closed_by", "folded_at", "folded_because", "snoozed_until", "assigned_to",
    "assigned_at",
]  # fmt: skip


def stand(one: Conversation, said: dict[str, Any], colleagues: dict[str, User]) -> None:
    """Where it stood there. Done is what intake said of all history; nothing is saved (`STANDING`)."""
    now, state = timezone.now(), said.get("state")
    if state == "spam":
        one.folded_at, one.folded_because = one.folded_at or now, _("spam, said the desk it comes from")
        return
    if state != "open":
        one.closed_at, one.waiting_since = moment_of(said.get("since")) or one.closed_at or one.last_at, None
        return
    one.closed_at = one.closed_by = None
    one.waiting_since = _waiting_since(one)
    until = moment_of(said.get("until"))
    if until and until > now:
        one.snoozed_until = until
    has_it = colleagues.get(str(said.get("has_it")).lower())
    if has_it and has_it.is_active and not has_it.is_guest and one.assigned_to_id is None:
        one.assigned_to, one.assigned_at = has_it, now


def _waiting_since(one: Conversation) -> datetime | None:
    """Since their first word that nobody answered."""
    theirs = one.messages.filter(origin=Message.Origin.CAME, automatic="").order_by("said_at")
    if one.we_spoke_at:
        theirs = theirs.filter(said_at__gt=one.we_spoke_at)
    return theirs.values_list("said_at", flat=True).first()


def moment_of(written: object) -> datetime | None:
    """A time as it was kept; None if there is none."""
    return datetime.fromisoformat(str(written)) if written else None
