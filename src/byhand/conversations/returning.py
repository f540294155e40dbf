"""Returning: mail that came back or could not leave is noted where it was written, and its author is told."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.conversations.conversation import Conversation
from byhand.conversations.event import Event
from byhand.conversations.message import Message
from byhand.gate import message_ids
from byhand.gate.delivery import Delivery
from byhand.gate.leaving import Stage
from byhand.gate.notices import delivery_failed
from byhand.kit.mime import Bounce, ParsedMail
from byhand.people.address import Address

FAILED = (Stage.REFUSED, Stage.PERHAPS, Stage.HELD)


def note_bounces(mail: ParsedMail) -> None:
    """Marks the deliveries and addresses a bounce speaks of, if it answers an id that we minted."""
    for bounce in mail.bounces:
        if bounce.original_id and message_ids.is_ours(bounce.original_id):
            _note(bounce)


def _note(bounce: Bounce) -> None:
    deliveries = Delivery.objects.filter(dispatch__message_id=bounce.original_id)
    if bounce.recipient:
        deliveries = deliveries.filter(recipient__iexact=bounce.recipient)
    if not bounce.permanent:
        return
    because = _("It came back: %(status)s") % {"status": bounce.status or _("no reason given")}
    for delivery in deliveries:
        delivery.bounce(because)
        if _says_no_such_address(bounce):
            for address in Address.objects.email(delivery.recipient):
                address.note_failure(because)


def _says_no_such_address(bounce: Bounce) -> bool:
    """5.1.x is about the address (RFC 3463, 3.2); a full mailbox or a refused letter says nothing about it."""
    return bool(bounce.status and bounce.status.startswith("5.1."))


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
