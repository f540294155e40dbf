"""Two people side by side, as a page shows them: what each has, and why they may be one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from byhand.conversations.conversation import Conversation, ConversationQuerySet
from byhand.kit.phone import shown
from byhand.people.address import Address
from byhand.people.memory import Memory, MemoryQuerySet
from byhand.people.person import Person
from byhand.people.resemblance import Resemblance

MOST = 3
WHY = {
    "name": _("same name"),
    "initials": _("the one name is short for the other"),
    "slip": _("nearly the same name"),
    "one family name": _("same first name, and one family name in common"),
    "first name": _("same first name"),
    "phone": _("same telephone number, %(words)s"),
    "signed": _("the same number below their letters or on the card, %(words)s"),
    "local": _("the same before the @, %(words)s"),
    "organisation": _("same organisation, %(words)s"),
    "domain": _("both write from %(words)s"),
}
NUMBERS = ("phone", "signed")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two; of the conversations, those that the reader may see."""

    person: Person
    addresses: list[Address]
    memories: list[Memory]
    conversations: list[Conversation]
    count: int


def sides(people: Iterable[Person], seen: ConversationQuerySet, noted: MemoryQuerySet) -> list[Side]:
    """Whoever is to be kept first: whom we have known longer, else whom we have said more with.

    Of conversations and of what is noted, that which the reader may see.
    """
    found = [_side(one, seen, noted) for one in people]
    return sorted(found, key=_keeps)


def why(resemblance: Resemblance) -> str:
    """The reasons as a sentence. What is no reason of this version any more is left out."""
    told = [_told(kind, words) for kind, words in resemblance.reasons if kind in WHY]
    sentence = ", ".join(told)
    return sentence[:1].upper() + sentence[1:]


def _told(kind: str, words: str) -> str:
    return str(WHY[kind]) % {"words": shown(words) if kind in NUMBERS else words}


def _side(person: Person, seen: ConversationQuerySet, noted: MemoryQuerySet) -> Side:
    theirs = seen.filter(person=person)
    newest = theirs.for_card().order_by("-last_at", "-pk")[:MOST]
    memories = noted.filter(person=person).with_writer()[:MOST]
    return Side(person, list(person.addresses.all()), list(memories), list(newest), theirs.count())


def _keeps(side: Side) -> tuple[bool, float, int, int]:
    since = side.person.known_since
    return since is None, since.timestamp() if since else 0.0, -side.count, side.person.pk
