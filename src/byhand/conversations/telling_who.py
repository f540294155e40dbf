"""Telling who: what letters say of their writers: a number below them, and under which names one address writes.

A chore, in portions: intake does not wait for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from byhand.conversations.message import Message
from byhand.kit.names import words_of
from byhand.kit.phone import e164, phones_in, region_of
from byhand.kit.quoting import split
from byhand.people.address import Address
from byhand.people.clue import Clue
from byhand.people.letters_read import LettersRead
from byhand.people.person import Person
from byhand.team.house import House

PER_RUN = 200
# How many different first names must write from an address before it is nobody's own.
SEVERAL = 3
_LAST_LINES = 10


@transaction.atomic
def read_for_clues_due() -> str:
    """The chore: reads the next letters. Says of how many people it learned something."""
    place = LettersRead.up_to()
    new = Message.objects.filter(pk__gt=place.reached).order_by("pk")
    letters = list(
        new.select_related("writer").only("text", "origin", "automatic", "writer", "writer_name")[:PER_RUN]
    )
    if not letters:
        return ""
    place.reached = letters[-1].pk
    place.save(update_fields=["reached"])
    told = [one for one in letters if one.origin == Message.Origin.CAME and one.writer and not one.automatic]
    count = _write(told)
    return ngettext("%(count)s person recognised better.", "%(count)s people recognised better.", count) % {
        "count": count
    } if count else ""  # fmt: skip


def _write(letters: Sequence[Message]) -> int:
    """Clues that are new; whoever has one is compared again."""
    house = House.current()
    ours = e164(house.phone) if house else ""
    clues = {
        (person, kind, value) for one in letters for person, kind, value in _clues(one, region_of(ours), ours)
    }
    here = Clue.objects.filter(person__in={person for person, _kind, _value in clues})
    fresh = clues - set(here.values_list("person", "kind", "value"))
    Clue.objects.bulk_create(
        [Clue(person_id=person, kind=kind, value=value) for person, kind, value in fresh],
        ignore_conflicts=True,
    )
    people = {person for person, _kind, _value in fresh}
    _note_shared(value for _person, kind, value in fresh if kind == Clue.Kind.WRITES_AS)
    Person.objects.filter(pk__in=people).look_again()
    return len(people)


def _clues(letter: Message, region: str, ours: str) -> Iterator[tuple[int, str, str]]:
    writer = letter.writer
    if writer is None:
        return
    for number in set(phones_in(_signature(letter), region)) - {ours}:
        yield writer.person_id, Clue.Kind.SIGNED.value, number
    words = words_of(letter.writer_name)
    if len(words) > 1:
        yield writer.person_id, Clue.Kind.WRITES_AS.value, f"{writer.pk} {' '.join(words)}"[:120]


def _signature(letter: Message) -> str:
    """What stands below the signature's mark, or from the writer's own name on at the end of the letter."""
    pieces = split(letter.text)
    if pieces.signature:
        return pieces.signature
    names = set(words_of(letter.writer_name))
    lines = pieces.new_text.splitlines()[-_LAST_LINES:]
    signed = [
        n for n, line in enumerate(lines) if 0 < len(words_of(line)) <= 4 and names & set(words_of(line))
    ]
    return "\n".join(lines[signed[-1] :]) if signed else ""


def _note_shared(written: Iterable[str]) -> None:
    """Addresses from which several people write, each under a first name of their own."""
    addresses = {int(value.partition(" ")[0]) for value in written}
    first: defaultdict[int, set[str]] = defaultdict(set)
    people = Address.objects.filter(pk__in=addresses).values("person")
    for value in Clue.objects.filter(kind=Clue.Kind.WRITES_AS, person__in=people).values_list(
        "value", flat=True
    ):
        address, _space, name = value.partition(" ")
        first[int(address)].add(name.partition(" ")[0])
    several = [pk for pk in addresses if len(first[pk]) >= SEVERAL]
    found = Address.objects.filter(pk__in=several, shared_since__isnull=True, own_since__isnull=True)
    found.update(shared_since=timezone.now())
