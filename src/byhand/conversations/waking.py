"""What time itself brings back: snoozed conversations and promises that fall due."""

from __future__ import annotations

from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import ngettext

from byhand.conversations.conversation import Conversation
from byhand.conversations.listing import Urgency
from byhand.conversations.promise import Promise
from byhand.conversations.telling import Telling, due_and_untold


def wake_due() -> str:
    """The chore: what was put off until now waits for us again."""
    due = Conversation.objects.filter(snoozed_until__lte=timezone.now())[:200]
    woken = sum(conversation.wake() for conversation in due)
    if not woken:
        return ""
    return ngettext("%(count)s conversation is back.", "%(count)s conversations are back.", woken) % {
        "count": woken
    }


def promises_fall_due() -> str:
    """The chore: a promise of ours that is due puts its conversation first among those waiting."""
    due = Promise.objects.due(timezone.localdate()).filter(side=Promise.Side.OURS)
    Telling.objects.fell_due(due_and_untold(due, timezone.localdate()))
    ripe = Conversation.objects.filter(
        pk__in=due.values("conversation"), urgency__gt=Urgency.PROMISE_DUE, folded_at__isnull=True
    )
    count = ripe.update(
        urgency=Urgency.PROMISE_DUE, closed_at=None, closed_by=None, snoozed_until=None, snoozed_by=None,
        waiting_since=Coalesce(F("waiting_since"), Value(timezone.now())),
    )  # fmt: skip
    return (
        ngettext("%(count)s promise fell due.", "%(count)s promises fell due.", count) % {"count": count}
        if count
        else ""
    )
