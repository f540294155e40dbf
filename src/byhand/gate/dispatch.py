"""A dispatch: words that leave the house, with their author. `release` is its only constructor."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from byhand.channels.envelope import Envelope, Outgoing, Recipient, SentFile
from byhand.channels.inbox import Inbox
from byhand.channels.registry import adapter_of
from byhand.gate import message_ids, refusals, seal
from byhand.gate.author import author_behind
from byhand.gate.canonical import salted_digest
from byhand.gate.context import Context
from byhand.gate.journal import JournalEntry
from byhand.gate.leaving import Stage
from byhand.gate.many import releasing
from byhand.gate.many.plan import Plan
from byhand.gate.recipients import time_for_undoing, write_deliveries
from byhand.gate.touching import take_back_touches, touch
from byhand.live import bus
from byhand.team.signin import SignIn
from byhand.team.typed import objects_of
from byhand.team.user import User
from byhand.work.bell import ring

if TYPE_CHECKING:
    from byhand.gate.delivery import Delivery
    from byhand.gate.leaving import LeavingQuerySet
    from byhand.gate.many.copy import CopyQuerySet
    from byhand.gate.many.terms import Terms

SAYING = "say at once"


class DispatchQuerySet(models.QuerySet["Dispatch"]):
    def release(
        self,
        envelope: Envelope,
        *,
        kind: str,
        context: Context,
        by: SignIn,
        leaves_at: datetime | None = None,
    ) -> Dispatch:
        """Lets words leave: checks, seals, writes dispatch, deliveries and journal in one transaction.

        Raises Refusal (a sentence for the author) and NotSignedIn. Nothing is sent here: the deliveries
        are due when the channel's time for undoing is over, or at the moment that was asked for.
        """
        with transaction.atomic():
            author = author_behind(by)
            refusals.ask_all(envelope, kind=kind, context=context, author=author)
            dispatch = self._seal_and_create(envelope, kind=kind, author=author, by=by, leaves_at=leaves_at)
            write_deliveries(dispatch, envelope)
            if context.draws_on_the_budget:
                touch(dispatch, because=context.reason)
            _write_journal(dispatch)
            if leaves_at is None and not adapter_of(envelope.inbox.kind).undo_seconds:
                transaction.on_commit(partial(ring, SAYING))
        return dispatch

    def release_broadcast(self, plan: Plan, *, by: SignIn) -> Dispatch:
        """Lets one text go to many, as a second colleague has read it. Raises Refusal and NotSignedIn.

        Nothing is sent here: recipients are gathered (`Copy.objects.gather`), then each is spoken to in turn.
        """
        with transaction.atomic():
            dispatch = releasing.let_go(self, plan, author=author_behind(by), by=by)
            _write_journal(dispatch)
        return dispatch

    def _seal_and_create(
        self, envelope: Envelope, *, kind: str, author: User, by: SignIn, leaves_at: datetime | None
    ) -> Dispatch:
        salt, now = secrets.token_bytes(16), timezone.now()
        message_id = message_ids.mint(envelope.inbox.address.rpartition("@")[2] or "localhost")
        sealed = seal.seal(
            envelope, salt=salt, kind=kind, author=author, sign_in=by.digest, at=now, message_id=message_id
        )
        return self.create(
            kind=kind, author=author, author_name=author.name, inbox=envelope.inbox, released_at=now, filing_due_at=now,
            leaves_at=leaves_at, message_id=message_id, subject=envelope.subject, body=envelope.body,
            to=[asdict(one) for one in envelope.to], cc=[asdict(one) for one in envelope.cc],
            bcc=[asdict(one) for one in envelope.bcc], files=[asdict(one) for one in envelope.files],
            in_reply_to=envelope.in_reply_to, references=list(envelope.references),
            forwarded=envelope.forwarded, salt=salt, claims=sealed.claims, seal=sealed.signature,
        )  # fmt: skip


class Dispatch(models.Model):
    """Who said what to whom, sealed. The words never change; triggers of the database hold that, too."""

    class Kind(models.TextChoices):
        PERSONAL = "personal", _("personal")
        BROADCAST = "broadcast", _("to many")

    kind = models.CharField(max_length=10, choices=Kind)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="dispatches")
    author_id: int
    author_name = models.CharField(max_length=120)
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="dispatches")
    released_at = models.DateTimeField()
    leaves_at = models.DateTimeField(null=True, help_text="When its author lets it go, if not at once.")
    message_id = models.CharField(max_length=255, unique=True)
    subject = models.TextField(blank=True)
    body = models.TextField()
    to = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    bcc = models.JSONField(default=list)
    files = models.JSONField(default=list)
    in_reply_to = models.TextField(blank=True)
    references = models.JSONField(default=list)
    forwarded = models.TextField(blank=True, default="")
    salt = models.BinaryField()
    claims = models.TextField()
    seal = models.BinaryField()
    filed_at = models.DateTimeField(null=True, help_text="When a copy was filed in the Sent folder.")
    filing_due_at = models.DateTimeField(
        null=True, help_text="When a copy is to be filed, once somebody took it."
    )
    filing_trouble = models.TextField(blank=True)

    deliveries: LeavingQuerySet[Delivery]
    copies: CopyQuerySet
    terms: Terms  # of a broadcast

    objects = objects_of(DispatchQuerySet)

    class Meta:
        verbose_name_plural = "dispatches"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["personal", "broadcast"]), name="dispatch_kind_is_known"
            ),
            models.CheckConstraint(condition=~models.Q(claims=""), name="dispatch_is_sealed"),
        ]
        indexes = [models.Index(fields=["filing_due_at"], name="dispatch_filing")]

    def __str__(self) -> str:
        return self.message_id

    def envelope(self) -> Envelope:
        """The envelope as it was released."""
        return Envelope(
            inbox=self.inbox,
            to=_recipients(self.to),
            cc=_recipients(self.cc),
            bcc=_recipients(self.bcc),
            subject=self.subject,
            body=self.body,
            files=tuple(SentFile(**file) for file in self.files),
            in_reply_to=self.in_reply_to,
            references=tuple(self.references),
            forwarded=self.forwarded,
        )

    def outgoing(self) -> Outgoing:
        """Ready for the wire."""
        return Outgoing(
            envelope=self.envelope(),
            author=self.author_name,
            message_id=self.message_id,
            written_at=self.leaves_at or self.released_at,
            marker=message_ids.marker_of(self.message_id),
            signature=self.inbox.signature,
        )

    def has_whole_seal(self) -> bool:
        """Whether the house key signed exactly what this row says."""
        if self.kind == self.Kind.BROADCAST:
            return releasing.has_whole_seal(self)
        return seal.is_genuine(self.claims, bytes(self.seal)) and seal.covers(
            self.claims,
            self.envelope(),
            salt=bytes(self.salt),
            message_id=self.message_id,
            author=self.author_id,
            name=self.author_name,
        )

    def gathered(self) -> None:
        """Of a broadcast: everyone it goes to has a copy (`Copy.objects.gather`), and the first may be spoken to."""
        self.copies.gathered(self)

    def recall(self, *, by: SignIn) -> bool:
        """Takes back what has not left yet; False if some of it is on its way or gone."""
        with transaction.atomic():
            author_behind(by)
            waiting = self.deliveries.filter(stage__in=(Stage.WAITING, Stage.HELD), attempts=0)
            back = waiting.update(stage=Stage.RECALLED, settled_at=timezone.now())
            if back == 0 or back != self.deliveries.count():
                transaction.set_rollback(True)
                return False
            take_back_touches(self)
            self._enter_in_the_journal("recall")
        return True

    def send_anyway(self, *, by: SignIn) -> bool:
        """Its author has read why it was held and lets it go; False if there is nothing of theirs to let go."""
        with transaction.atomic():
            author, now = author_behind(by), timezone.now()
            due = now + time_for_undoing(self.inbox)
            held = self.deliveries.filter(stage=Stage.HELD, attempts=0, dispatch__author=author)
            if not held.update(
                stage=Stage.WAITING, next_attempt_at=due, settled_at=None, answer="", told_author_at=None
            ):
                return False
            # From now on it is a letter like any other: nothing that happens holds it again.
            Dispatch.objects.filter(pk=self.pk).update(leaves_at=None)
            self._enter_in_the_journal("send anyway")
        return True

    def _enter_in_the_journal(self, kind: str) -> None:
        JournalEntry.objects.append(kind, {"dispatch": self.pk, "seal": seal.seal_digest(bytes(self.seal))})
        bus.dispatches_moved([self.pk])


def _write_journal(dispatch: Dispatch) -> None:
    """Appended last: whoever holds the head of the journal holds it only for a moment."""
    JournalEntry.objects.append(
        "dispatch",
        {
            "dispatch": dispatch.pk,
            "kind": dispatch.kind,
            "author": dispatch.author_id,
            "claims": salted_digest(bytes(dispatch.salt), dispatch.claims),
            "seal": seal.seal_digest(bytes(dispatch.seal)),
        },
    )


def _recipients(rows: list[dict[str, str]]) -> tuple[Recipient, ...]:
    return tuple(Recipient(**row) for row in rows)
