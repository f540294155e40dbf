"""Consent as evidence: what somebody agreed to receive, what they were shown, and what they took back.

Rows are only ever added; what stands is reckoned from them. Whoever withdrew is not brought back by a colleague or an
import: only their own door does that. The database refuses it, too, and any change (`gate/evidence_guards.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from byhand.people.address import Address
from byhand.people.doors import COLLEAGUES, Door
from byhand.people.own_link import AtTheirDoor
from byhand.people.person import Person
from byhand.people.sign_up_form import FormVersion
from byhand.people.standing import Standing
from byhand.people.topic import Topic
from byhand.people.wording import Wording
from byhand.team.typed import objects_of
from byhand.team.user import User

EVERY = ""  # of a withdrawal: every channel


class Channel(models.TextChoices):
    """By which way we may begin."""

    EMAIL = "email"
    PHONE = "phone"
    POST = "post"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def standing(self) -> ConsentQuerySet:
        """Agreed, confirmed where that was asked, and not taken back since; several may say the same."""
        agreed = self.filter(kind__in=(Consent.Kind.GIVEN, Consent.Kind.CONFIRMED))
        since = models.Exists(_taken_back().filter(pk__gt=models.OuterRef("pk")))
        # Two who write at the same moment: whoever withdrew is right, whichever row is the newer one. And at whichever
        # address: a list that names another one of somebody who withdrew does not bring them back.
        ours = models.Q(door__in=COLLEAGUES) & models.Exists(_taken_back("address__person"))
        return agreed.exclude(since).exclude(ours)

    @transaction.atomic
    def give(self, topic: Topic, channel: str, wording: str, *, by: AtTheirDoor) -> Consent:
        """They agree on their own page, with these words before them. Raises NotTheirs."""
        address = by.confirm()
        given = self.create(
            kind=Consent.Kind.GIVEN, address=address, channel=channel, topic=topic, door=Door.PAGE,
            wording=Wording.objects.keep(wording),
        )  # fmt: skip
        Standing.objects.tell_anew_at([address.pk])
        return given

    def confirm(
        self, address: Address, version: FormVersion, topics: Iterable[Topic], *, asked_at: datetime
    ) -> None:
        """They asked on a form, and pressed the button in the mail that went to this address. In a transaction."""
        Address.objects.select_for_update(no_key=True).get(pk=address.pk)
        for topic in topics:
            shown = {"address": address, "channel": Channel.EMAIL, "topic": topic, "door": Door.FORM,
                     "form": version, "wording": version.wording}  # fmt: skip
            asked = self.create(kind=Consent.Kind.ASKED, said_at=asked_at, **shown)
            self.create(kind=Consent.Kind.CONFIRMED, answers=asked, **shown)
        Standing.objects.tell_anew_at([address.pk])

    @transaction.atomic
    def withdraw(
        self, address: Address, *, door: Door, topic: Topic | None = None, channel: str = EVERY,
        source: str = "", by: User | None = None,
    ) -> bool:  # fmt: skip
        """Taken back: about one topic or all, by one channel or all. False if nothing stood."""
        whose = Address.objects.filter(pk=address.pk).values("person")
        locked = Address.objects.select_for_update(no_key=True).filter(person__in=whose).order_by("pk")
        theirs = list(locked.values_list("pk", flat=True))
        stood = self.standing().filter(address=address)
        stood = stood.filter(topic=topic) if topic else stood
        stood = stood.filter(channel=channel) if channel else stood
        before = self.filter(address=address, kind=Consent.Kind.WITHDRAWN, topic=topic, channel=channel)
        did_stand = stood.exists()
        if did_stand or not before.exists():
            self.create(
                kind=Consent.Kind.WITHDRAWN, address=address, topic=topic, channel=channel, door=door,
                source=source, by=by,
            )  # fmt: skip
            Standing.objects.tell_anew_at(theirs)
        return did_stand

    def take_back(self, person: Person, topic: Topic, *, source: str, door: Door, by: User) -> None:
        """A colleague notes that somebody wants no more about this, wherever they are written to."""
        for address in person.addresses.order_by("pk"):
            self.withdraw(address, door=door, topic=topic, source=source, by=by)


class Consent(models.Model):
    """One row of evidence: asked, confirmed, given or withdrawn; about what, by which channel and door, shown what."""

    class Kind(models.TextChoices):
        ASKED = "asked"  # on a form; says nothing until it is confirmed
        CONFIRMED = "confirmed"  # by the link that went to the address (double opt-in)
        GIVEN = "given"
        WITHDRAWN = "withdrawn"

    kind = models.CharField(max_length=10, choices=Kind)
    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="consents")
    address_id: int
    channel = models.CharField(max_length=10, blank=True, help_text="Empty: every one, of a withdrawal.")
    topic = models.ForeignKey(Topic, null=True, on_delete=models.PROTECT, related_name="consents")
    topic_id: int | None
    door = models.CharField(max_length=10, choices=Door)
    wording = models.ForeignKey(Wording, null=True, on_delete=models.PROTECT, related_name="+")
    form = models.ForeignKey(FormVersion, null=True, on_delete=models.PROTECT, related_name="+")
    answers = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="confirmed_by")
    source = models.CharField(max_length=300, blank=True, help_text="As a colleague declared it, or why.")
    said_at = models.DateTimeField(default=timezone.now, help_text="When they said it.")
    noted_at = models.DateTimeField(default=timezone.now, help_text="When it was written down here.")
    get_door_display: Callable[[], str]

    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = objects_of(ConsentQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["asked", "confirmed", "given", "withdrawn"]),
                name="consent_kind_is_known",
            ),
            models.CheckConstraint(condition=models.Q(door__in=Door.values), name="consent_door_is_known"),
            models.CheckConstraint(
                condition=models.Q(kind="withdrawn")
                | (models.Q(topic__isnull=False, channel__in=Channel.values)),
                name="consent_is_about_something",
            ),
            models.CheckConstraint(
                condition=models.Q(door__in=COLLEAGUES, by__isnull=False)
                | (~models.Q(door__in=COLLEAGUES) & models.Q(by__isnull=True)),
                name="consent_says_who_noted_it",
            ),
            models.CheckConstraint(
                condition=(models.Q(kind="confirmed") & models.Q(answers__isnull=False))
                | (~models.Q(kind="confirmed") & models.Q(answers__isnull=True)),
                name="consent_confirms_what_was_asked",
            ),
            # A declared source where nobody was shown anything here; the wording where somebody was.
            models.CheckConstraint(
                condition=models.Q(kind="withdrawn")
                | models.Q(door__in=["page", "form"], wording__isnull=False)
                | (models.Q(door__in=COLLEAGUES) & ~models.Q(source="")),
                name="consent_has_evidence",
            ),
        ]
        indexes = [
            models.Index(fields=["topic", "channel", "address"], name="consent_about"),
            models.Index(
                fields=["address", "id"], name="consent_taken_back", condition=models.Q(kind="withdrawn")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.door}"


def _taken_back(by: str = "address") -> models.QuerySet[Consent]:
    """Withdrawals of what an outer row agreed to, at the same address or by the same person."""
    return Consent.objects.filter(
        models.Q(topic__isnull=True) | models.Q(topic=models.OuterRef("topic")),
        models.Q(channel=EVERY) | models.Q(channel=models.OuterRef("channel")),
        kind=Consent.Kind.WITHDRAWN, **{by: models.OuterRef(by)},
    )  # fmt: skip
