"""Acquainted: which people stand in the same conversations, as far as a reader may see them.

A conversation among k of them counts 1/(k-1) for each two, half after sixty days since its last word; who stands in
very large ones need not know anybody there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from byhand.channels.inbox import Sight
from byhand.conversations.between.in_sight import sees_all
from byhand.conversations.conversation import Conversation, Participant
from byhand.kit.between import decayed
from byhand.kit.roles import is_role
from byhand.team.user import User

# Of their conversations so many are looked at, the newest; and nobody is acquainted in one with more people.
LATEST, LARGEST = 400, 12

Acquainted = dict[int, dict[int, float]]


def acquainted_with(people: Collection[int], sight: Sight, now: datetime) -> Acquainted:
    """For each of these people the others by how much they share, both ways. Three queries."""
    part = Participant.objects.filter(conversation__folded_at__isnull=True)
    if not sees_all(sight):
        part = part.filter(conversation__in=Conversation.objects.in_sight(sight))
    theirs = part.filter(address__person__in=people).order_by("-conversation__last_at")
    lasted = dict(theirs.values_list("conversation", "conversation__last_at")[:LATEST])
    return shared(lasted, now)


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
