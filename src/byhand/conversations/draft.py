"""A draft: what a colleague is writing."""

from __future__ import annotations

import re

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.channels.envelope import Envelope, Recipient, SentFile
from byhand.channels.inbox import Inbox
from byhand.conversations.conversation import Conversation
from byhand.conversations.drafting import Attaching, DraftQuerySet
from byhand.conversations.message import Message
from byhand.gate.leaving import Stage
from byhand.kit.addresses import parse_addresses
from byhand.team.typed import objects_of

# How many ids a References field carries: the first (the thread's root) and the newest (RFC 5322 3.6.4).
MOST_REFERENCES = 20
# Between commas and semicolons, but not those inside "quotes" or <angles>.
_PIECES = re.compile(r'(?:[^",;<]|"[^"]*"|<[^>]*>?|")+')


class Draft(Attaching):
    """A colleague's unsent words, one draft a conversation; without one it is a new letter."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.CASCADE, related_name="drafts")
    inbox = models.ForeignKey(Inbox, null=True, on_delete=models.CASCADE, related_name="+")
    to = models.TextField(blank=True)
    cc = models.TextField(blank=True)
    subject = models.TextField(blank=True)
    body = models.TextField(blank=True)
    seen_message = models.BigIntegerField(default=0, help_text="The newest message the writer had seen.")
    changed_at = models.DateTimeField(default=timezone.now)

    objects = objects_of(DraftQuerySet)

    class Meta(Attaching.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["author", "conversation"],
                condition=models.Q(conversation__isnull=False),
                name="draft_once_per_conversation",
            )
        ]

    def __str__(self) -> str:
        return self.body[:60]

    def envelope(self) -> Envelope:
        """The letter as it would leave, answering the newest message of the conversation."""
        answered = self._answered()
        return Envelope(
            inbox=self.inbox or self._inbox_of_the_conversation(),
            to=recipients_in(self.to),
            cc=recipients_in(self.cc),
            subject=self.subject.strip(),
            body=self.body.replace("\r\n", "\n").strip(),
            files=tuple(SentFile(f.filename, f.type, f.size, f.sha256) for f in self.files.all()),
            in_reply_to=answered.message_id if answered else "",
            references=_references(answered) if answered else (),
        )

    def _answered(self) -> Message | None:
        """The newest message; one that was taken back never left, so nobody could answer it."""
        if self.conversation is None:
            return None
        said = self.conversation.messages.exclude(dispatch__deliveries__stage=Stage.RECALLED)
        return said.order_by("said_at", "pk").last()

    def _inbox_of_the_conversation(self) -> Inbox:
        if self.conversation is None:
            raise ValueError("A new letter must say from which inbox it goes.")
        return self.conversation.inbox


class DraftFile(models.Model):
    """A file a colleague wants to send along; its bytes lie in the file store."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    filename = models.CharField(max_length=255)
    type = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.filename


def recipients_in(line: str) -> tuple[Recipient, ...]:
    """The recipients in a line of addresses, as a colleague typed it: commas or semicolons between them.

    What is no address stays as typed, so that the gate can name it.
    """
    typed = (piece.strip() for piece in _PIECES.findall(line))
    return tuple(_recipient(piece) for piece in typed if piece)


def _recipient(typed: str) -> Recipient:
    found = parse_addresses(typed, 1)
    return Recipient(found[0].address, found[0].name) if found else Recipient(typed)


def _references(answered: Message) -> tuple[str, ...]:
    chain = [*answered.references, answered.message_id]
    return tuple(chain if len(chain) <= MOST_REFERENCES else [chain[0], *chain[1 - MOST_REFERENCES :]])
