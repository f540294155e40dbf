"""Room: what is left of a person's budget. One row for whoever we turned to or who wishes something of it, told from
touches, signs of life and wishes, so that a question about a million people joins one table; and for whoever we have
known longer than their own row says, since somebody was merged into them.

`unanswered`: times since their last sign of life. `slowed`: steps by which their silence has slowed us, until they
speak themselves; what another system reports ends the count and gives no step back, nor a day of the window: that
runs from when we last turned to them (`last_at`), until they speak themselves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Least

from byhand.gate.touch import Life, Touch
from byhand.kit.rhythm import PATIENCE, SILENCE, slowed_by, step_of
from byhand.people.belonging import is_told_anew
from byhand.people.doors import COLLEAGUES
from byhand.people.person import Person
from byhand.people.wish import NOTHING_SAID, Wish, Wished
from byhand.team.typed import objects_of

# When we turned to them, and when another system's report ended that count.
Turned = tuple[datetime, datetime | None]


class RoomQuerySet(models.QuerySet["Room"]):
    def touched(self, people: Collection[int], at: datetime) -> None:
        """We turned to these people just now. Four queries; needs a transaction."""
        self.lock(people)
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
        theirs = {pk: at for pk, at in moments.items() if by[pk] in here}
        Life.objects.note(theirs, kind=kind)
        if kind == Life.Kind.REPORTED:
            self.lock(here)
            newest: dict[int, datetime] = {}
            for pk, at in theirs.items():
                newest[by[pk]] = max(at, newest.get(by[pk], at))
            Touch.objects.end_count(newest)
        self.tell_anew(here)

    def lock(self, people: Collection[int]) -> None:
        """In the order in which people are locked everywhere: nobody counts while another tells anew."""
        list(Person.objects.select_for_update().filter(pk__in=people).order_by("pk").values_list("pk"))

    @transaction.atomic
    def tell_anew(self, people: Collection[int]) -> None:
        """From what happened at their addresses: touches, signs of life, wishes."""
        self.lock(people)
        touches: defaultdict[int, list[Turned]] = defaultdict(list)
        for person, at, ended in Touch.objects.of(people).values_list("address__person", "at", "ended_at"):
            touches[person].append((at, ended))
        wishes, words = Wish.objects.of(people), _words(people)
        told = touches.keys() | wishes.keys() | _known_longer(people)
        since = _known_since(told)
        self.filter(person__in=people).delete()
        self.bulk_create(
            _told(one, touches[one], words.get(one), since[one], wishes.get(one, NOTHING_SAID))
            for one in sorted(told)
        )


class Room(models.Model):
    """How often we turned to them without a word back and when last, and what they wish."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="room")
    person_id: int
    unanswered = models.PositiveIntegerField(default=0)
    slowed = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField(
        null=True, help_text="When we last turned to them since they spoke themselves."
    )
    known_since = models.DateTimeField(
        null=True, help_text="Since when we know them, or one merged into them."
    )
    wished = models.PositiveSmallIntegerField(null=True, help_text="The step they wish, if they said one.")
    is_their_own = models.BooleanField(
        default=False, help_text="They chose it: it stands in place of the policy."
    )
    paused_until = models.DateField(null=True)
    stopped_at = models.DateTimeField(null=True)

    objects = objects_of(RoomQuerySet)

    def __str__(self) -> str:
        return f"{self.unanswered} to {self.person_id}"


def _known_longer(people: Collection[int]) -> set[int]:
    """Those into whom somebody was merged whom we knew before them: what was slower for that one stays so."""
    older = Person.objects.filter(merged_into__in=people, made_at__lt=F("merged_into__made_at"))
    return set(older.values_list("merged_into", flat=True).distinct())


def _known_since(people: Collection[int]) -> dict[int, datetime]:
    made = Person.objects.filter(Q(pk__in=people) | Q(merged_into__in=people)).order_by("-made_at")
    found: dict[int, datetime] = {}
    for pk, into, at in made.values_list("pk", "merged_into", "made_at"):
        found[into if into in people else pk] = at
    return found


def _words(people: Collection[int]) -> dict[int, datetime]:
    """When each last spoke. What they say by their own link is a word of theirs, too."""
    signs = Life.objects.filter(address__person__in=people, kind=Life.Kind.WORD)
    by_link = Wish.objects.filter(address__person__in=people).exclude(door__in=COLLEAGUES)
    words: dict[int, datetime] = {}
    for rows in (signs, by_link):
        for person, at in rows.values_list("address__person", "at"):
            words[person] = max(at, words.get(person, at))
    return words


def _told(
    person: int, touches: Sequence[Turned], word: datetime | None, since: datetime, wished: Wished
) -> Room:
    silent = [one for one in touches if word is None or one[0] > word]
    open_ones = [at for at, ended in silent if ended is None]
    # What another system reported ended each of these counts: what they had slowed stays so.
    counts = Counter(ended for _at, ended in silent)
    slowed = sum(slowed_by(one) for one in counts.values())
    return Room(
        person_id=person, unanswered=len(open_ones), slowed=min(slowed, SILENCE), known_since=since,
        last_at=silent[-1][0] if silent else None, wished=step_of(wished.at_most) if wished.at_most else None,
        is_their_own=wished.is_their_own, paused_until=wished.paused_until, stopped_at=wished.stopped_at,
    )  # fmt: skip


is_told_anew(Room, Room.objects.tell_anew)
