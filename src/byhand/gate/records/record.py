"""A record: one thing another system sent to somebody, or somebody did there. Kept as it was first told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from byhand.channels.arrival import Arrival
from byhand.gate.records.kinds import EFFECTS, SENT_TO_THEM, Effect, Kind
from byhand.gate.records.source import Source
from byhand.people.address import Address
from byhand.team.typed import objects_of


class RecordQuerySet(models.QuerySet["Record"]):
    def open_at(self, at: datetime) -> RecordQuerySet:
        """An order, a booking or an invoice about which colleagues may write."""
        return self.filter(trust=Record.Trust.BELIEVED, closed_at__isnull=True, open_until__gt=at, at__lte=at)

    def sent_to(self, address: Address) -> RecordQuerySet:
        """What that system sent to this address, the newest first."""
        sent = self.filter(address=address, kind__in=SENT_TO_THEM, trust=Record.Trust.BELIEVED)
        return sent.select_related("source").order_by("-at", "-pk")


class Record(models.Model):
    """Which system told what of whom, by which door, and whether it is believed."""

    class Way(models.TextChoices):
        MAIL = "mail", _("by a copy of its mail")
        PROGRAM = "program", _("by its program")
        TABLE = "table", _("in a table")

    class Trust(models.TextChoices):
        BELIEVED = "believed"  # by its token, by a colleague's upload, by its sender's signature
        ASKED = "asked"  # whether the signature of its sender holds is not known yet
        DOUBTED = "doubted"  # a mail anybody may have sent: shown as such, and without any effect

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="records")
    source_id: int
    key = models.CharField(max_length=200, help_text="The source's own id of it.")
    digest = models.CharField(max_length=64, help_text="Of all it said, to tell a repetition from a change.")
    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="records")
    address_id: int
    kind = models.CharField(max_length=12, choices=Kind)
    way = models.CharField(max_length=8, choices=Way)
    trust = models.CharField(max_length=8, choices=Trust, default=Trust.BELIEVED)
    at = models.DateTimeField(help_text="When it happened.")
    told_at = models.DateTimeField(default=timezone.now)
    number = models.CharField(
        max_length=80, blank=True, help_text="Of the order or invoice, as they know it."
    )
    title = models.CharField(max_length=200, blank=True)
    amount = models.CharField(max_length=40, blank=True)
    open_until = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    arrival = models.ForeignKey(Arrival, null=True, on_delete=models.SET_NULL, related_name="records")
    arrival_id: int | None

    get_kind_display: Callable[[], str]

    objects = objects_of(RecordQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="record_once_a_key"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="record_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(trust="believed") | models.Q(way="mail"),
                name="record_is_doubted_by_mail_alone",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["address", "at"], name="record_of_address"),
            models.Index(fields=["source", "number"], name="record_by_number"),
            models.Index(fields=["source", "-id"], name="record_newest"),
            models.Index(fields=["trust", "id"], name="record_asked", condition=models.Q(trust="asked")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()

    @property
    def effect(self) -> Effect:
        return EFFECTS[Kind(self.kind)]
