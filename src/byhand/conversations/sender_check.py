"""Checking senders: a message whose sender our server did not vouch for waits here until its signature was verified.

Looking up a key asks the network, so it is a chore's work and never part of intake.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import ngettext

from byhand.channels.authenticity import NoName, has_aligned_signature
from byhand.conversations.facts_of_mail import is_history
from byhand.conversations.message import Message
from byhand.files.store import Missing
from byhand.kit.mime import read_mail
from byhand.people.address import Address

PER_RUN = 20
MOST_TRIES = 5
AGAIN_AFTER = timedelta(minutes=10)


class SenderCheck(models.Model):
    """One message to check; gone when it is known."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="+")
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"check of message {self.pk}"


def check_senders_due() -> str:
    """The chore: verifies the signatures of what came in. Says how many."""
    due = SenderCheck.objects.filter(due_at__lte=timezone.now()).select_related("message__arrival")
    done = sum(_check(one) for one in due.order_by("due_at")[:PER_RUN])
    return (
        ngettext("%(count)s sender checked.", "%(count)s senders checked.", done) % {"count": done}
        if done
        else ""
    )


def can_be_checked(message: Message) -> bool:
    """Living mail alone: keys of old mail are gone from the name service, and an archive proves nothing."""
    arrival = message.arrival
    return (
        arrival is not None
        and message.origin == Message.Origin.CAME
        and arrival.inbox.kind == "email"
        and not is_history(arrival, message.said_at)
    )


def note_verdict(message: Message, *, verified: bool) -> None:
    """What is known of a message's sender; a verified address stays verified."""
    message.sender = Message.Sender.VERIFIED if verified else Message.Sender.UNVERIFIED
    Message.objects.filter(pk=message.pk).update(sender=message.sender)
    if verified and message.writer_id:
        Address.objects.filter(pk=message.writer_id, verified_at__isnull=True).update(
            verified_at=timezone.now()
        )


def _check(check: SenderCheck) -> bool:
    message = check.message
    try:
        raw = message.arrival.raw() if message.arrival else b""
        verified = has_aligned_signature(raw, read_mail(raw))
    except NoName:
        return _later(check)
    except Missing:
        verified = False
    with transaction.atomic():
        note_verdict(message, verified=verified)
        check.delete()
    return True


def _later(check: SenderCheck) -> bool:
    """Nobody answered: asked again some times, then it counts as not verified."""
    if check.tries + 1 >= MOST_TRIES:
        note_verdict(check.message, verified=False)
        check.delete()
        return True
    SenderCheck.objects.filter(pk=check.pk).update(tries=check.tries + 1, due_at=timezone.now() + AGAIN_AFTER)
    return False
