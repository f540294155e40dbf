"""Searching: conversations in which that was said, newest first, each with the place where it was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone

from byhand.channels.inbox import Inbox, Sight
from byhand.conversations.conversation import Conversation, ConversationInbox, ConversationQuerySet
from byhand.conversations.message import Message
from byhand.conversations.note import Note
from byhand.conversations.tag import key_of as key_of_tag
from byhand.conversations.tag import name_of
from byhand.conversations.tagging import Tagging
from byhand.conversations.words import MESSAGE, NOTE, SAID
from byhand.search.asking import ME, NOBODY, Asked
from byhand.search.documents import key_of, row_of
from byhand.search.terms import Term
from byhand.team.user import User

# So many places are looked at; then it says that there may be more.
MOST_PLACES = 6_000
AT_ONCE = 400


@dataclass(slots=True)
class Found:
    """Conversations in order, the place of each, and whether the search stopped before the end."""

    keys: dict[int, int] = field(default_factory=dict[int, int])
    looked_at: int = 0
    stopped: bool = False


def conversations_that_say(
    asked: Asked, terms: tuple[Term, ...], *, sight: Sight, me: int, most: int, longest_wait: bool = False
) -> Found:
    """The newest so many visible conversations in which it was said, by id, with the key of the newest place.

    `longest_wait` orders those for which no words are looked up.
    """
    found = Found()
    if not asked.says_something():
        return found
    seen = _allowed(asked, sight, me)
    if not (terms or asked.after or asked.before):
        return _standing_there(asked, seen, most, longest_wait)
    for keys in _few_at_a_time(SAID.walk(terms, since=_since(asked.after), until=_until(asked.before))):
        found.looked_at += len(keys)
        _add(found, keys, seen)
        if len(found.keys) >= most:
            return found
        if found.looked_at >= MOST_PLACES:
            found.stopped = True
            return found
    return found


def _few_at_a_time(portions: Iterator[list[int]]) -> Iterator[list[int]]:
    """The index gives thousands at once; whose they are is asked only as far as somebody reads."""
    for keys in portions:
        yield from (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))


def _standing_there(asked: Asked, seen: ConversationQuerySet, most: int, longest_wait: bool) -> Found:
    """Without words or days nothing is looked up: those that stand there, found in no place of theirs."""
    rows = seen.filter(merged_into__isnull=True) if asked.places else seen.everything()
    rows = rows.longest_wait_first() if longest_wait else rows.order_by("-last_at", "-pk")
    return Found(dict.fromkeys(rows.values_list("pk", flat=True)[:most], 0))


def _allowed(asked: Asked, sight: Sight, me: int) -> ConversationQuerySet:
    """What may be found: in sight, in the inboxes and places that were named, with the tags, had by whom."""
    seen = Conversation.objects.in_sight(sight)
    if asked.places:
        seen = seen.filter(place__in=asked.places)
    for name in asked.tags:
        tagged = Tagging.objects.filter(tag__key=key_of_tag(name_of(name)), tag__put_away_at__isnull=True)
        seen = seen.filter(pk__in=tagged.values("conversation"))
    if asked.colleagues:
        seen = seen.filter(_had_by(asked.colleagues, me))
    for name in asked.inboxes:
        named = Inbox.objects.filter(pk__in=sight.inboxes, name__icontains=name)
        seen = seen.filter(pk__in=ConversationInbox.objects.filter(inbox__in=named).values("conversation"))
    return seen


def _had_by(names: tuple[str, ...], me: int) -> Q:
    """By any of these: “me”, “nobody”, or whoever is called so."""
    wanted = Q(pk__in=())
    for name in names:
        if name.lower() == ME:
            wanted |= Q(assigned_to=me)
        elif name.lower() == NOBODY:
            wanted |= Q(assigned_to__isnull=True)
        else:
            called = User.objects.filter(Q(name__icontains=name) | Q(email__istartswith=name))
            wanted |= Q(assigned_to__in=called.order_by().values("pk"))
    return wanted


def _add(found: Found, keys: list[int], seen: ConversationQuerySet) -> None:
    places = {
        key: conversation for key, conversation in _conversations(keys) if conversation not in found.keys
    }
    allowed = set(seen.order_by().filter(pk__in=set(places.values())).values_list("pk", flat=True))
    for key in keys:
        if places.get(key) in allowed:
            found.keys.setdefault(places[key], key)


def _conversations(keys: list[int]) -> Iterator[tuple[int, int]]:
    """In which conversation each place is now: messages move when conversations are merged."""
    for kind, noun in ((MESSAGE, Message), (NOTE, Note)):
        rows = {row: key for key in keys for its, row in [row_of(key)] if its == kind}
        if rows:
            for pk, conversation in (
                noun.objects.order_by().filter(pk__in=rows).values_list("pk", "conversation")
            ):
                yield rows[pk], conversation


def _since(day: date | None) -> int:
    return key_of(_moment(day)) if day else 0


def _until(day: date | None) -> int:
    return key_of(_moment(day)) if day else 2**63 - 1


def _moment(day: date) -> float:
    """When that day begins here. Years nobody means have no moment."""
    try:
        return timezone.make_aware(datetime.combine(day, time())).timestamp()
    except (OverflowError, ValueError):
        return 0
