"""Still wanted? After so long a silence that we would write no more, one notice asks; then nothing but for a yes.

Once a silence: whoever was asked is not asked again before a word of theirs came between. Only whoever agreed to be
written to is asked at all. Their yes is a word of theirs, said on their own page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import ngettext

from byhand.gate import notices
from byhand.gate.budget import with_step
from byhand.gate.notice import Notice
from byhand.gate.room import Room
from byhand.gate.sign_up import SignUp
from byhand.gate.touch import Life
from byhand.kit.rhythm import SILENCE, length
from byhand.kit.roles import is_a_machines
from byhand.people.address import Address, AddressQuerySet
from byhand.people.consent import Channel, Consent
from byhand.people.doors import COLLEAGUES
from byhand.people.own_link import AtTheirDoor, token_for
from byhand.people.person import Person
from byhand.people.suppression import Suppression
from byhand.people.wish import Wish
from byhand.team.typed import objects_of

PER_DAY = 200
LOOKED_AT = 1_000  # at a time
A_DAY = timedelta(days=1)


class StillWantedQuerySet(models.QuerySet["StillWanted"]):
    def ask_due(self) -> str:
        """The chore: asks whoever fell silent, two hundred a day at most. Says how many."""
        now = timezone.now()
        left = PER_DAY - self.filter(asked_at__gt=now - A_DAY).count()
        asked = 0
        for address in _in_turn(now) if left > 0 else ():
            was_asked = self._ask(address, now)
            asked += bool(was_asked)
            if was_asked is None or asked >= left:
                break
        said = ngettext(
            "%(count)s person asked whether they still want to hear from us.",
            "%(count)s people asked whether they still want to hear from us.",
            asked,
        )
        return said % {"count": asked} if asked else ""

    @transaction.atomic
    def _ask(self, address: Address, now: datetime) -> bool | None:
        """In the lock under which everything is counted: whoever spoke, stopped or was asked meanwhile is not asked.
        None where nobody can be asked just now, as nobody is named for it or no mailbox sends."""
        Room.objects.lock({address.person_id})
        if not _to_ask(now).filter(pk=address.pk).exists():
            return False
        spoken = SignUp.objects.filter(email=address.value).order_by("-pk").values_list("language", flat=True)
        notice = notices.still_wanted(
            email=address.value,
            link=f"{settings.BASE_URL}/yours/{token_for(address)}/",
            language=spoken.first() or "",
        )
        if notice is None:
            return None
        self.create(address=address, notice=notice, asked_at=now)
        return True

    def waiting_for(self, person: int) -> StillWantedQuerySet:
        return self.filter(address__person=person, answered_at__isnull=True)

    @transaction.atomic
    def yes(self, *, by: AtTheirDoor) -> bool:
        """They say so on their own page: a word of theirs. False if nobody asked. Raises NotTheirs."""
        address, now = by.confirm(), timezone.now()
        if not self.waiting_for(address.person_id).update(answered_at=now):
            return False
        Room.objects.alive({address.pk: address.person_id}, {address.pk: now}, kind=Life.Kind.WORD)
        return True


class StillWanted(models.Model):
    """At which address somebody was asked, by which notice, and when they said yes."""

    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="still_wanted")
    address_id: int
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    objects = objects_of(StillWantedQuerySet)

    class Meta:
        verbose_name_plural = "still wanted"
        indexes = [
            models.Index(fields=["address", "asked_at"], name="still_wanted_at"),
            models.Index(fields=["asked_at"], name="still_wanted_when"),
        ]

    def __str__(self) -> str:
        return f"asked at {self.asked_at:%Y-%m-%d}"


def _to_ask(now: datetime) -> AddressQuerySet:
    """Addresses that agreed to something, of people who are silent so long that the slowest rhythm is over, too."""
    silent = with_step(Person.objects.filter(blocked_at__isnull=True, merged_into__isnull=True)).filter(
        Q(room__last_at__isnull=True) | Q(room__last_at__lte=now - length(SILENCE - 1)),
        step=SILENCE, room__stopped_at__isnull=True,
    )  # fmt: skip
    silent = silent.exclude(room__paused_until__gt=timezone.localdate(now))
    agreed = Consent.objects.standing().filter(channel=Channel.EMAIL, address=OuterRef("pk"))
    theirs = Address.objects.filter(
        Exists(agreed), kind=Address.Kind.EMAIL, failing_since__isnull=True, person__in=silent.values("pk")
    )
    against = Wish.objects.against(Channel.EMAIL).values("address__person")
    return theirs.exclude(Exists(_asked_in_this_silence())).exclude(person__in=against).order_by("pk")


def _asked_in_this_silence() -> StillWantedQuerySet:
    """That an outer address's person was asked, and has said nothing since."""
    same = {"address__person": OuterRef("address__person")}
    spoke = Life.objects.filter(**same, kind=Life.Kind.WORD, at__gt=OuterRef("asked_at"))
    chose = Wish.objects.filter(**same, at__gt=OuterRef("asked_at")).exclude(door__in=COLLEAGUES)
    asked = StillWanted.objects.filter(address__person=OuterRef("person"))
    return asked.exclude(Exists(spoke)).exclude(Exists(chose))


def _in_turn(now: datetime) -> Iterator[Address]:
    """Each of them, a portion at a time: a whole portion may be such as are never asked, and others stand behind."""
    last = 0
    while rows := list(_to_ask(now).filter(pk__gt=last)[:LOOKED_AT]):
        yield from _first_of_each(rows)
        last = rows[-1].pk


def _first_of_each(rows: Sequence[Address]) -> list[Address]:
    """One address a person; none that is erased, or a machine's."""
    found = {one.person_id: one for one in reversed(rows) if not is_a_machines(one.value)}
    erased = Suppression.objects.among(one.value for one in found.values())
    return [one for one in reversed(found.values()) if one.value not in erased]
