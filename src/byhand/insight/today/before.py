"""Before a call or a visit: all one needs to know of a person, as far as the reader may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from byhand.channels.inbox import Sight
from byhand.conversations.conversation import Conversation, ConversationQuerySet, Place
from byhand.conversations.knowing import memories_in_sight, occasions_in_sight
from byhand.conversations.message import Message
from byhand.conversations.mirror.sheet import all_told
from byhand.conversations.promise import Promise, PromiseQuerySet
from byhand.conversations.sign import Sign, SignQuerySet
from byhand.insight.today.reaching import is_about_reaching
from byhand.kit.asking.grammar import Thing, told_in
from byhand.kit.asking.languages import LANGUAGES
from byhand.kit.signs import Kind
from byhand.people.address import Address
from byhand.people.memory import Memory
from byhand.people.occasion import Occasion
from byhand.people.person import Person
from byhand.team.user import User

SAID, READ, PROMISES, OPEN = (
    4,
    30,
    12,
    6,
)  # so many of each go on one sheet; `READ` letters are looked through
AHEAD = 60  # days in which a date is near enough to be named
_TOLD = (Thing.ORDER, Thing.INVOICE, Thing.ADDRESS, Thing.BOUGHT, Thing.DAY)


@dataclass(frozen=True, slots=True)
class Told:
    """Something they told us, in their words, and the letter it stands in."""

    thing: Thing
    value: str
    message: Message


@dataclass(frozen=True, slots=True)
class Before:
    """`said` are the last words of both sides, oldest first; `open` the conversations that are not done.

    `ways` are those of the memories that say how they like to be reached.
    """

    person: Person
    addresses: list[Address]
    ways: list[Memory]
    memories: list[Memory]
    promises: list[Promise]
    said: list[Message]
    told: list[Told]
    open: list[Conversation]
    complaints: list[Sign] = field(default_factory=list[Sign])
    occasions: list[Occasion] = field(default_factory=list[Occasion])


def before(person: Person, me: User, sight: Sight) -> Before:
    """Eight queries, however much was said."""
    theirs = Conversation.objects.in_sight(sight).filter(
        person=person, folded_at__isnull=True, merged_into__isnull=True
    )
    said = _last_words(theirs)
    noted = list(memories_in_sight(sight, me.pk).filter(person=person).with_writer())
    return Before(
        person,
        list(person.addresses.order_by("kind", "pk")),
        [one for one in noted if is_about_reaching(one.text)],
        [one for one in noted if not is_about_reaching(one.text)],
        list(_promises(theirs)[:PROMISES]),
        said[:SAID][::-1],
        _told(said),
        list(theirs.exclude(place=Place.DONE).for_card().order_by("-last_at", "-pk")[:OPEN]),
        list(_complaints(person, theirs)),
        list(occasions_in_sight(sight).filter(person=person).coming(timezone.localdate(), AHEAD)[:PROMISES]),
    )


def _last_words(theirs: ConversationQuerySet) -> list[Message]:
    """What people said, newest first."""
    newest = theirs.order_by("-last_at", "-pk")[:READ].values("pk")
    rows = Message.objects.standing().filter(
        conversation__in=list(newest.values_list("pk", flat=True)), automatic=""
    )
    shown = rows.select_related("conversation", "colleague").order_by("-said_at", "-pk")
    return list(shown.only(
        "origin", "said_at", "new_text", "text", "writer_name", "automatic", "conversation__public_id",
        "conversation__subject", "colleague__name",
    )[:READ])  # fmt: skip


def _promises(theirs: ConversationQuerySet) -> PromiseQuerySet:
    """Open ones of both sides."""
    rows = Promise.objects.open().filter(conversation__in=theirs.values("pk"))
    return rows.select_related("conversation", "by").soonest_first()


def _complaints(person: Person, theirs: ConversationQuerySet) -> SignQuerySet:
    still = theirs.filter(closed_at__isnull=True).values("pk")
    rows = Sign.objects.of_kind(Kind.COMPLAINT).filter(person=person, message__conversation__in=still)
    return rows.select_related("message__conversation").order_by("-at")[:2]


def _told(said: Sequence[Message]) -> list[Told]:
    """Each value once, from the newest letter that holds it."""
    found: dict[tuple[Thing, str], Told] = {}
    for message in said:
        if message.is_ours():
            continue
        for thing in _TOLD:
            text = all_told(message) if thing is Thing.ADDRESS else message.new_text
            for value in told_in(text, thing, LANGUAGES):
                key = thing, "".join(filter(str.isalnum, value)).lower()
                found.setdefault(key, Told(thing, value, message))
    return list(found.values())[:10]
