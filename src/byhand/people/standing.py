"""Standing: who may be written to about what, by which way. One row for each address, told from the evidence.

Consents and wishes are rows that are only added; a question about a million people would read them all. So whatever
adds one tells anew, in the same transaction, what holds at the addresses it concerns, and an audience joins one table.
It is told, never believed: what leaves is asked for by the evidence once more (`gate/many/leaving_out.py`).
"""

from __future__ import annotations

from collections.abc import Collection

from django.apps import apps
from django.db import models, transaction

from byhand.people.address import Address
from byhand.people.belonging import is_told_anew
from byhand.people.many import among
from byhand.people.person import Person
from byhand.people.topic import Topic
from byhand.people.wish import NOTHING_SAID, Wish
from byhand.team.typed import objects_of


class StandingQuerySet(models.QuerySet["Standing"]):
    def about(self, topic: Topic | int, channel: str) -> StandingQuerySet:
        """Who may be written to about this, by this way; how often is the budget's to say."""
        return self.filter(topic=topic, channel=channel)

    @transaction.atomic
    def tell_anew_at(self, addresses: Collection[int]) -> None:
        """From the evidence at these addresses, which the caller has locked. Five queries, however many."""
        owners = dict(Address.objects.filter(pk__in=among(addresses)).values_list("pk", "person"))
        wished = Wish.objects.of(set(owners.values()))
        consents = apps.get_model("people", "consent")._default_manager  # whose verbs call this one
        held = consents.standing().filter(address__in=among(addresses)).order_by("said_at", "pk")
        told: dict[tuple[int, str, int], Standing] = {}
        for address, channel, topic, at in held.values_list("address", "channel", "topic", "said_at"):
            wish = wished.get(owners[address], NOTHING_SAID)
            if wish.stopped_at is None and channel not in wish.not_by:
                told[address, channel, topic] = self.model(
                    person_id=owners[address], address_id=address, channel=channel, topic_id=topic, since=at
                )
        self.filter(address__in=among(addresses)).delete()
        self.bulk_create(told.values(), batch_size=2000)

    def tell_anew(self, people: Collection[int]) -> None:
        """The same for all addresses of these people: they wished something, were merged or taken apart."""
        theirs = Address.objects.filter(person__in=among(people)).order_by("pk")
        self.tell_anew_at(list(theirs.values_list("pk", flat=True)))


class Standing(models.Model):
    """This address of theirs may be written to about the topic, by the channel, since they said so."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    person_id: int
    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="+", db_index=False)
    address_id: int
    channel = models.CharField(max_length=10)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+", db_index=False)
    topic_id: int
    since = models.DateTimeField()

    objects = objects_of(StandingQuerySet)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["address", "topic", "channel"], name="standing_once")]
        indexes = [
            # All that an audience asks stands in it: the table itself is not read.
            models.Index(fields=["topic", "channel", "person"], name="standing_about"),
            models.Index(fields=["person"], name="standing_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} about {self.topic_id} by {self.channel}"


is_told_anew(Standing, Standing.objects.tell_anew)
