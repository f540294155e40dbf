"""Returning: mail that came back or could not leave is noted where it was written, and its author is told."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from byhand.conversations.conversation import Conversation
from byhand.conversations.event import Event
from byhand.conversations.message import Message
from byhand.gate.coming_back import Sent, sent_as, sent_from, those_named
from byhand.gate.delivery import Delivery
from byhand.gate.leaving import Stage
from byhand.gate.no_such_address import in_words, note_no
from byhand.gate.notices import delivery_failed
from byhand.kit.mime import Bounce, ParsedMail

FAILED = (Stage.REFUSED, Stage.PERHAPS, Stage.HELD)


def note_bounces(mail: ParsedMail) -> None:
    """Marks what a bounce speaks of, if it arrived at a return path of ours or names an id that we minted."""
    by_path = sent_from(mail.reached_at)
    for bounce in filter(lambda one: one.permanent, mail.bounces):
        because = in_words(bounce.status or "", bounce.said)
        for sent in [by_path] if by_path else _spoken_of(bounce):
            sent.came_back(because)
            note_no(sent.row.recipient, bounce.status or "", bounce.said)


def _spoken_of(bounce: Bounce) -> Sequence[Sent]:
    return those_named(sent_as(bounce.original_id), (bounce.recipient, bounce.asked_for))


def return_failed_due() -> str:
    """The chore: what failed comes back to the list, with an event, and its author gets a notice."""
    failed = Delivery.objects.filter(
        Q(stage__in=FAILED) | Q(bounced_at__isnull=False), told_author_at__isnull=True
    )
    count = sum(_return(one) for one in failed.select_related("dispatch__inbox", "dispatch__author")[:50])
    return (
        ngettext("%(count)s author told.", "%(count)s authors told.", count) % {"count": count}
        if count
        else ""
    )


@transaction.atomic
def _return(delivery: Delivery) -> bool:
    now = timezone.now()
    if not Delivery.objects.filter(pk=delivery.pk, told_author_at__isnull=True).update(told_author_at=now):
        return False
    message = Message.objects.select_related("conversation").filter(dispatch=delivery.dispatch_id).first()
    reason = delivery.bounced_because or delivery.answer
    if message is not None:
        conversation = message.conversation
        kind = Event.Kind.HELD if delivery.stage == Stage.HELD else Event.Kind.DELIVERY
        Event.objects.create(conversation=conversation, kind=kind, at=now,
                             words=f"{delivery.recipient}: {reason}")  # fmt: skip
        Conversation.objects.filter(pk=conversation.pk, waiting_since__isnull=True).update(
            waiting_since=now, closed_at=None, closed_by=None, snoozed_until=None, snoozed_by=None
        )
    _tell_author(delivery, reason, message)
    return True


def _tell_author(delivery: Delivery, reason: str, message: Message | None) -> None:
    dispatch = delivery.dispatch
    if not dispatch.author.is_active:
        return
    path = reverse("conversation", args=[message.conversation.public_id]) if message else ""
    delivery_failed(
        inbox=dispatch.inbox, author=dispatch.author, recipient=delivery.recipient, reason=reason,
        subject=dispatch.subject, link=f"{settings.BASE_URL}{path}",
    )  # fmt: skip
