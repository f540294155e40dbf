"""An event: what happened to a conversation, and by whom."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from byhand.conversations.told import ToldQuerySet
from byhand.team.typed import objects_of


class EventQuerySet(ToldQuerySet["Event"]):
    """What happened is told to those who look."""


class Event(models.Model):
    """One thing that happened; `by` is empty for what came from outside and for chores."""

    class Kind(models.TextChoices):
        BEGAN = "began", _("began")
        CAME_BACK = "came back", _("opened again by their answer")
        CLOSED = "closed", _("marked as done")
        REOPENED = "reopened", _("opened again")
        ASSIGNED = "assigned", _("assigned")
        SNOOZED = "snoozed", _("put off")
        WOKE = "woke", _("came back from later")
        FOLDED = "folded", _("called not for us")
        UNFOLDED = "unfolded", _("brought back")
        BOUNCED = "bounced", _("mail came back")
        MACHINE = "machine", _("automatic mail came")
        DELIVERY = "delivery", _("delivery failed")
        HELD = "held", _("held")
        UNWELCOME = "unwelcome", _("called spam")
        MERGED = "merged", _("merged")
        WAS_MERGED = "was merged", _("merged")
        APART = "apart", _("taken apart again")
        SPLIT = "split", _("split")
        SPLIT_OFF = "split off", _("split off")
        WAS_SPLIT = "was split", _("split off")
        PROMISED = "promised", _("promised")
        KEPT = "kept", _("promise kept")
        THEY_PROMISED = "they promise", _("they promised")
        THEY_KEPT = "they kept", _("they kept their promise")
        MOVED = "moved", _("promise moved")
        BROKEN = "broken", _("promise broken")
        PRIVATE = "private", _("made private")
        OPENED = "opened", _("open to its inbox again")
        TAGGED = "tagged", _("tagged")
        UNTAGGED = "untagged", _("tag taken off")
        FORWARDED = "forwarded", _("forwarded")
        NOT_SENT_ON = "not sent on", _("forward taken back")
        BROUGHT = "brought", _("brought along from another desk")
        UNASKED = "unasked", _("written although their budget is used up")
        FORWARD_OF = "forward of", _("forwarded from")
        ARTICLE = "article", _("came from a help page")
        TOLD_OFF = "told off", _("they told us off")
        ASKED_BACK = "asked back", _("asked to be called back")

    conversation = models.ForeignKey(
        "conversations.Conversation", on_delete=models.CASCADE, related_name="events"
    )
    conversation_id: int
    kind = models.CharField(max_length=12, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    by_id: int | None
    to = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    to_id: int | None
    at = models.DateTimeField(default=timezone.now)
    words = models.TextField(blank=True)
    leads_to = models.ForeignKey(
        "conversations.Conversation", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    rule = models.CharField(
        max_length=80, blank=True, help_text="The sorting rule that did it, as it was called."
    )

    get_kind_display: Callable[[], str]

    objects = objects_of(EventQuerySet)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            models.Index(
                fields=["leads_to"], name="event_leads_to", condition=models.Q(leads_to__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"
