"""A visitor: a browser that spoke to us through a website's chat. Made with its first word, not before."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from datetime import timedelta
from hashlib import sha256

from django.db import models
from django.db.models.functions import Concat
from django.utils import timezone

from byhand.channels.inbox import Inbox
from byhand.team.typed import objects_of

PREFIX = "visitor:"
# A page says every twenty seconds that it is there; one that has not for so long is gone.
HERE_FOR = timedelta(seconds=50)


def token_digest(token: str) -> str:
    """What stands in the table for the secret that the browser alone keeps."""
    return sha256(token.encode()).hexdigest()


def new_key() -> str:
    return secrets.token_hex(10)


class VisitorQuerySet(models.QuerySet["Visitor"]):
    def here(self) -> VisitorQuerySet:
        """Whose page is open at this moment."""
        return self.filter(here_at__gt=timezone.now() - HERE_FOR, left_at__isnull=True)

    def gone(self) -> VisitorQuerySet:
        return self.exclude(here_at__gt=timezone.now() - HERE_FOR, left_at__isnull=True)

    def known(self, inboxes: Collection[int], digests: Collection[str]) -> dict[tuple[int, str], Visitor]:
        """Those of these browsers that have spoken, by inbox and digest of their token."""
        rows = self.filter(inbox__in=inboxes, token_digest__in=digests)
        return {(one.inbox_id, one.token_digest): one for one in rows}

    def addresses(self) -> models.QuerySet[Visitor, str]:
        """How letters name them; asked inside of another question, however many they are."""
        called = Concat(models.Value(PREFIX), "key", output_field=models.CharField())
        return self.values_list(called, flat=True)

    def erase(self, addresses: Iterable[str]) -> None:
        """The browsers that go by these addresses, with all that stands in their chats."""
        self.filter(
            key__in=[one.removeprefix(PREFIX) for one in addresses if one.startswith(PREFIX)]
        ).delete()

    def note_here(self, visitors: Collection[int]) -> None:
        """Their pages are open."""
        self.filter(pk__in=visitors).update(here_at=timezone.now(), left_at=None)

    def note_gone(self, visitors: Collection[int]) -> None:
        """Their last page was closed."""
        self.filter(pk__in=visitors).update(left_at=timezone.now())


class Visitor(models.Model):
    """Its secret by digest, how they want to be called and reached, how far they have seen what was said.

    No address of the network is kept. `numbered` is the last number given in their stream.
    """

    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="visitors")
    inbox_id: int
    key = models.CharField(
        max_length=20, unique=True, default=new_key, help_text="Names them; opens nothing."
    )
    token_digest = models.CharField(max_length=64)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(
        blank=True, help_text="Where an answer finds them when they are gone; as they typed it."
    )
    known_as = models.CharField(
        max_length=200, blank=True, help_text="Who they are at the site that vouched for them."
    )
    vouched_email = models.EmailField(blank=True, help_text="Their address, as the site vouched for it.")
    vouched_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=16, blank=True)
    page = models.CharField(
        max_length=500, blank=True, help_text="The page they are on, without what follows its ?."
    )
    matter = models.PositiveIntegerField(default=1)
    numbered = models.PositiveIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0, help_text="The number of the newest line they have seen.")
    spoken_at = models.DateTimeField(null=True, help_text="When either side last said something.")
    mailed_at = models.DateTimeField(null=True, help_text="Since when it goes on by mail, too.")
    here_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = objects_of(VisitorQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inbox", "token_digest"], name="visitor_once_per_chat")
        ]
        indexes = [models.Index(fields=["here_at"], name="visitor_here")]

    def __str__(self) -> str:
        return self.address()

    def address(self) -> str:
        """How a letter names them."""
        return PREFIX + self.key

    def matter_called(self, number: int) -> str:
        """Among the matters of their inbox; after a long silence they begin another."""
        return f"chat:{self.key}:{number}"

    def word_called(self, client_id: str) -> str:
        """What they said under that name of their browser, among all that is said to us."""
        return f"chat:{self.key}:{client_id}"

    def is_vouched_for(self) -> bool:
        return self.vouched_at is not None

    def reached_by_mail_at(self) -> str:
        return self.vouched_email or self.email

    def is_here(self) -> bool:
        return self.left_at is None and self.here_at is not None and self.here_at > timezone.now() - HERE_FOR
