"""Acquainted: which people know each other, as far as a reader may see them: by a tie, or by a conversation.

A tie that a colleague noted counts three letters of today, and does not fade. A conversation among k of them counts
1/(k-1) for each two, half after sixty days since its last word; who stands in very large ones need not know anybody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from byhand.channels.inbox import Sight
from byhand.conversations.between.in_sight import sees_all
from byhand.conversations.conversation import Conversation, Participant
from byhand.conversations.knowing import among, people_in_sight
from byhand.kit.between import decayed
from byhand.kit.roles import is_role
from byhand.people.tie import TieEnd
from byhand.team.user import User

# Of their conversations so many are looked at, the newest; and nobody is acquainted in one with more people.
LATEST, LARGEST = 400, 12

TIE = 3.0

Acquainted = dict[int, dict[int, float]]


def acquainted_with(people: Collection[int], sight: Sight, now: datetime) -> Acquainted:
    """For each of these people the others by how much they share, both ways. Four queries."""
    part = Participant.objects.filter(conversation__folded_at__isnull=True)
    if not sees_all(sight):
        part = part.filter(among(Conversation.objects.in_sight(sight)))
    theirs = part.filter(address__person__in=people).order_by("-conversation__last_at")
    lasted = dict(theirs.values_list("conversation", "conversation__last_at")[:LATEST])
    return both(shared(lasted, now), tied(people, sight))


def tied(people: Collection[int], sight: Sight) -> Acquainted:
    """Of whom a colleague noted that they know somebody we know."""
    ties = TieEnd.objects.filter(person__in=people).values("tie")
    ends = TieEnd.objects.standing().filter(tie__in=ties, person__blocked_at__isnull=True)
    if not sees_all(sight):
        ends = ends.filter(person__in=people_in_sight(sight))
    at: defaultdict[int, set[int]] = defaultdict(set)
    for tie, person in ends.order_by().values_list("tie", "person"):
        at[tie].add(person)
    found: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for two in at.values():
        for one in two:
            found[one] |= dict.fromkeys(two - {one}, TIE)
    return dict(found)


def both(one: Acquainted, other: Acquainted) -> Acquainted:
    """What either tells, added up."""
    found = {person: dict(others) for person, others in one.items()}
    for person, others in other.items():
        known = found.setdefault(person, {})
        for whom, volume in others.items():
            known[whom] = known.get(whom, 0.0) + volume
    return found


def shared(lasted: dict[int, datetime], now: datetime) -> Acquainted:
    """Whoever stands in these conversations, by when each last had a word: who shares how much with whom."""
    ours = set(User.objects.values_list("email", flat=True))
    rows = Participant.objects.filter(
        conversation__in=lasted, address__person__blocked_at__isnull=True
    ).values_list("conversation", "address__person", "address__value")
    together: defaultdict[int, set[int]] = defaultdict(set)
    for conversation, person, value in rows:
        if value not in ours and not is_role(value):
            together[conversation].add(person)
    found: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for conversation, people in together.items():
        if 2 <= len(people) <= LARGEST:
            _add(found, people, decayed(1 / (len(people) - 1), max(now - lasted[conversation], now - now)))
    return dict(found)


def _add(found: defaultdict[int, dict[int, float]], people: set[int], volume: float) -> None:
    for one in people:
        for other in people - {one}:
            found[one][other] = found[one].get(other, 0.0) + volume
