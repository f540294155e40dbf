"""An inbox: an account through which words come and go."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from byhand.team.kept import Given, kept
from byhand.team.secrets import seal_up, unseal
from byhand.team.typed import objects_of
from byhand.team.user import User

LOOK_EVERY = timedelta(seconds=60)
# Of a mailbox's options: whether each letter has a return path of its own (`gate/verp.py`).
RETURN_PATHS = "return_paths"


@dataclass(frozen=True, slots=True)
class Sight:
    """The inboxes a colleague may see, by id, and whether any is hidden from them.

    `private_to` is whose private conversations are in sight, by id; 0 while nothing in the house is private.
    """

    inboxes: tuple[int, ...]
    some_are_hidden: bool
    private_to: int = 0


class InboxQuerySet(models.QuerySet["Inbox"]):
    def visible_to(self, user: User) -> InboxQuerySet:
        """Team-wide inboxes and those the colleague belongs to."""
        return self.filter(Q(is_team_wide=True) | Q(members=user)).distinct()

    def sight_of(self, user: User) -> Sight:
        """What the colleague may see. One query."""
        rows = _with_sight().ask(user=user.pk)
        seen = tuple(pk for pk, is_seen, _ in rows if is_seen)
        # In whichever inbox: a conversation may be seen in another one, too.
        some_are_private = any(since for _, _, since in rows)
        return Sight(seen, len(seen) < len(rows), private_to=user.pk if some_are_private else 0)

    def at_work(self) -> InboxQuerySet:
        return self.filter(paused_at__isnull=True)

    def to_call_from(self, user: User) -> InboxQuerySet:
        """Telephone lines at work that the colleague may use."""
        return self.at_work().filter(kind="phone").visible_to(user).order_by("pk")

    def due(self) -> InboxQuerySet:
        """Those to look at now."""
        return self.at_work().filter(next_look_at__lte=timezone.now())


@kept
def _with_sight() -> models.QuerySet[Inbox, tuple[int, bool, datetime | None]]:
    membership = Inbox.members.through.objects.filter(inbox=OuterRef("pk"), user=Given("user"))
    every = Inbox.objects.order_by().annotate(seen=Q(is_team_wide=True) | Exists(membership))
    return every.values_list("pk", "seen", "holds_private_since")


class Inbox(models.Model):
    """A mailbox (later: a website's chat, a phone number …) with its settings and its last look."""

    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    address = models.EmailField(blank=True, help_text="The address its words come from.")
    options = models.JSONField(default=dict, blank=True, help_text="Hosts, ports, folders: nothing secret.")
    sealed_secrets = models.BinaryField(default=b"", blank=True)
    is_team_wide = models.BooleanField(default=True)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="inboxes")
    signature = models.TextField(blank=True, help_text="Stands below every letter, after the author's name.")
    sends_receipts = models.BooleanField(default=False)
    receipt_contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    receipt_contact_id: int | None
    receipts_stopped_at = models.DateTimeField(null=True, blank=True)
    holds_private_since = models.DateTimeField(
        null=True, help_text="Since when some of its conversations are private."
    )
    made_at = models.DateTimeField(auto_now_add=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    next_look_at = models.DateTimeField(default=timezone.now, db_index=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    trouble = models.TextField(
        blank=True, help_text="Why the last look failed, as a sentence; empty if it did not."
    )
    trouble_since = models.DateTimeField(null=True, blank=True)

    objects = objects_of(InboxQuerySet)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "inboxes"

    def __str__(self) -> str:
        return self.name

    @property
    def secrets(self) -> dict[str, Any]:
        """Passwords and tokens, readable with the house's key alone."""
        return json.loads(unseal(bytes(self.sealed_secrets))) if self.sealed_secrets else {}

    def keep_secrets(self, secrets: dict[str, Any]) -> None:
        """Stores the passwords and tokens encrypted."""
        self.sealed_secrets = seal_up(json.dumps(secrets))
        self.save(update_fields=["sealed_secrets"])

    def replace_secrets(self, secrets: dict[str, Any]) -> bool:
        """Stores them if they still are what this row was read with; False if another wrote meanwhile."""
        sealed, before = seal_up(json.dumps(secrets)), bytes(self.sealed_secrets)
        if not Inbox.objects.filter(pk=self.pk, sealed_secrets=before).update(sealed_secrets=sealed):
            return False
        self.sealed_secrets = sealed
        return True

    def look_again(self, *, at_once: bool) -> None:
        """A look went well; the next is due at once or in a minute, or sooner if it rang during the look."""
        now = timezone.now()
        mine = Inbox.objects.filter(pk=self.pk)
        mine.update(looked_at=now, trouble="", trouble_since=None)
        mine.filter(next_look_at=self.next_look_at).update(next_look_at=now if at_once else now + LOOK_EVERY)

    def note_trouble(self, sentence: str) -> None:
        """A look failed; it is shown, and tried again in a minute."""
        now = timezone.now()
        Inbox.objects.filter(pk=self.pk).update(
            trouble=sentence, trouble_since=self.trouble_since or now, next_look_at=now + LOOK_EVERY
        )

    def ring(self) -> None:
        """Something is new there: look now."""
        Inbox.objects.filter(pk=self.pk).update(next_look_at=timezone.now())
