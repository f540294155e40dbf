"""Room: what is left of a person's budget. One row a person we ever turned to, told from touches and signs of life.

`unanswered`: times since their last sign of life. `slowed`: steps by which their silence has slowed us, until they
speak themselves; what another system reports ends the count and gives no step back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Least

from byhand.gate.touch import Life, Touch
from byhand.kit.rhythm import PATIENCE, SILENCE, slowed_by
from byhand.people.belonging import is_told_anew
from byhand.people.person import Person
from byhand.team.typed import objects_of


class RoomQuerySet(models.QuerySet["Room"]):
    def touched(self, people: Collection[int], at: datetime) -> None:
        """We turned to these people just now. Four queries; needs a transaction."""
        _lock(people)
        self.bulk_create((self.model(person_id=one) for one in people), ignore_conflicts=True)
        rows = self.filter(person__in=people)
        rows.update(unanswered=F("unanswered") + 1, last_at=at)
        rows.filter(unanswered__gt=0).annotate(over=F("unanswered") % PATIENCE).filter(over=0).update(
            slowed=Least(F("slowed") + 1, Value(SILENCE))
        )

    def alive(self, by: Mapping[int, int], moments: dict[int, datetime], *, kind: str) -> None:
        """Signs of life came by these addresses; `by` gives the person of each. One query where nobody was turned to.

        One that is older than our last word is as good as one after it: they have spoken since we began to count.
        """
        here = set(self.filter(person__in=set(by.values())).values_list("person", flat=True))
        if not here:
            return
        Life.objects.note({pk: at for pk, at in moments.items() if by[pk] in here}, kind=kind)
        self.tell_anew(here)

    @transaction.atomic
    def tell_anew(self, people: Collection[int]) -> None:
        """From the touches and signs of life at their addresses."""
        _lock(people)
        touches: defaultdict[int, list[datetime]] = defaultdict(list)
        for person, at in Touch.objects.of(people).values_list("address__person", "at"):
            touches[person].append(at)
        lives: defaultdict[int, dict[str, datetime]] = defaultdict(dict)
        signs = Life.objects.filter(address__person__in=people).order_by("at")
        for person, kind, at in signs.values_list("address__person", "kind", "at"):
            lives[person][kind] = at
        since = _known_since(touches)
        self.filter(person__in=people).delete()
        self.bulk_create(_told(one, touches[one], lives[one], since[one]) for one in touches)


class Room(models.Model):
    """How often we turned to them without a word back, and when last."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="room")
    person_id: int
    unanswered = models.PositiveIntegerField(default=0)
    slowed = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField(
        null=True, help_text="When we last turned to them since their sign of life."
    )
    known_since = models.DateTimeField(
        null=True, help_text="Since when we know them, or one merged into them."
    )

    objects = objects_of(RoomQuerySet)

    def __str__(self) -> str:
        return f"{self.unanswered} to {self.person_id}"


def _lock(people: Collection[int]) -> None:
    """In the order in which people are locked everywhere: nobody counts while another tells anew."""
    list(Person.objects.select_for_update().filter(pk__in=people).order_by("pk").values_list("pk"))


def _known_since(people: Collection[int]) -> dict[int, datetime]:
    made = Person.objects.filter(Q(pk__in=people) | Q(merged_into__in=people)).order_by("-made_at")
    found: dict[int, datetime] = {}
    for pk, into, at in made.values_list("pk", "merged_into", "made_at"):
        found[into if into in people else pk] = at
    return found


def _told(person: int, touches: Sequence[datetime], lives: Mapping[str, datetime], since: datetime) -> Room:
    word, reported = lives.get(Life.Kind.WORD), lives.get(Life.Kind.REPORTED)
    silent = [at for at in touches if word is None or at > word]
    open_ones = [at for at in silent if reported is None or at > reported]
    slowed = slowed_by(len(silent) - len(open_ones)) + slowed_by(len(open_ones))
    return Room(
        person_id=person, unanswered=len(open_ones), slowed=min(slowed, SILENCE),
        last_at=open_ones[-1] if open_ones else None, known_since=since,
    )  # fmt: skip


is_told_anew(Room, Room.objects.tell_anew)
