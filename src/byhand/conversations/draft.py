"""A draft: what a colleague is writing."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.channels.envelope import Envelope, SentFile
from byhand.channels.inbox import Inbox
from byhand.conversations.answered import Answered, answered_by
from byhand.conversations.conversation import Conversation
from byhand.conversations.drafting import Attaching, DraftQuerySet, Words
from byhand.conversations.forwarding import quote_of
from byhand.conversations.message import Message
from byhand.conversations.recipients import each_once
from byhand.team.typed import objects_of


class Draft(Attaching):
    """A colleague's unsent words, one draft a conversation; without one it is a new letter."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    conversation = models.ForeignKey(Conversation, null=True, on_delete=models.CASCADE, related_name="drafts")
    inbox = models.ForeignKey(Inbox, null=True, on_delete=models.CASCADE, related_name="+")
    to = models.TextField(blank=True)
    cc = models.TextField(blank=True)
    bcc = models.TextField(blank=True)
    subject = models.TextField(blank=True)
    body = models.TextField(blank=True)
    seen_message = models.BigIntegerField(default=0, help_text="The newest message the writer had seen.")
    changed_at = models.DateTimeField(default=timezone.now)
    forwards = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="+")
    forwards_id: int | None

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

    def words(self) -> Words:
        """What stands on its sheet."""
        return Words(
            self.to, self.cc, self.subject, self.body, self.seen_message, inbox=self.inbox, bcc=self.bcc
        )

    def quote(self) -> str:
        """What it forwards, as it stands below the words; empty for any other letter."""
        return quote_of(self.forwards) if self.forwards else ""

    def envelope(self) -> Envelope:
        """The letter as it would leave, answering what those it goes to know of the conversation."""
        to, cc, bcc = each_once(self.to, self.cc, self.bcc)
        answered = answered_by(to, cc, self.conversation) if self.conversation else Answered()
        return Envelope(
            inbox=self.inbox or self._inbox_of_the_conversation(), to=to, cc=cc, bcc=bcc,
            subject=self.subject.strip(),
            body=self.body.replace("\r\n", "\n").strip(),
            files=tuple(SentFile(f.filename, f.type, f.size, f.sha256) for f in self.along()),
            forwarded=self.quote(),
            in_reply_to=answered.in_reply_to, references=answered.references,
        )  # fmt: skip

    def _inbox_of_the_conversation(self) -> Inbox:
        if self.conversation is None:
            raise ValueError("A new letter must say from which inbox it goes.")
        return self.conversation.inbox


class DraftFile(models.Model):
    """A file a colleague wants to send along; its bytes lie in the file store.

    One of a forwarded message names its attachment, and says since when it is to stay here.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    filename = models.CharField(max_length=255)
    type = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    attachment = models.ForeignKey(
        "conversations.Attachment", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    left_out_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.filename
