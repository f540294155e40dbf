"""In sight: what of the figures a reader may learn, as conditions of a query and as one person's figures.

A row that holds the whole of a pair is the reader's answer only if they see every place it is made of. Nothing of what
they do not see may show, not even by a figure that is missing: so where some of it is hidden, the parts they see are
put together as if there were nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from byhand.channels.inbox import Sight
from byhand.kit.between import Tally, together
from byhand.team.user import User

if TYPE_CHECKING:
    from byhand.conversations.between.pair import Between, BetweenQuerySet

SCOPED = Q(inbox__isnull=False) | Q(conversation__isnull=False)


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands between a person and one of us (nobody: the house), as far as the reader sees it."""

    colleague: User | None
    tally: Tally
    cadence: int | None
    cadence_since: datetime | None


def sees_all(sight: Sight) -> bool:
    return not (sight.some_are_hidden or sight.private_to)


def in_sight(self: BetweenQuerySet, sight: Sight) -> BetweenQuerySet:
    """Rows that are the whole of a pair, and of which the reader sees every place."""
    return self.filter(whole_in_sight(self, sight))


def whole_in_sight(rows: BetweenQuerySet, sight: Sight) -> Q:
    if sees_all(sight):
        return Q(is_whole=True)
    several = ~SCOPED & Q(as_of__isnull=False) & ~Exists(hidden_parts(rows, sight))
    return Q(is_whole=True) & (place_in_sight(sight) | several | _only_a_cadence(sight))


def partly_in_sight(self: BetweenQuerySet, sight: Sight) -> BetweenQuerySet:
    """The places a reader sees of pairs of which some are hidden from them."""
    if sees_all(sight):
        return self.none()
    return self.filter(place_in_sight(sight), Exists(hidden_parts(self, sight)), is_whole=False)


def places_in_sight(self: BetweenQuerySet, sight: Sight) -> BetweenQuerySet:
    """Every place a reader sees, of every pair; put together they are what the reader sees of it."""
    return self.filter(place_in_sight(sight))


def of_person(self: BetweenQuerySet, person: int, sight: Sight) -> list[Seen]:
    """What a reader sees between a person and us: of the house first, then of each of us, the closest first.

    One query.
    """
    pairs: defaultdict[int | None, list[Between]] = defaultdict(list)
    rows = self.filter(person=person).select_related("colleague")
    if sees_all(sight):
        rows = rows.filter(is_whole=True)
    else:
        rows = rows.filter(place_in_sight(sight) | ~SCOPED & Q(as_of__isnull=True))
    for row in rows:
        pairs[row.colleague_id].append(row)
    found = [
        Seen(rows[0].colleague, together(one.tally() for one in rows), rows[0].cadence, rows[0].cadence_since)
        for rows in pairs.values()
    ]
    return sorted(found, key=_closest)


def place_in_sight(sight: Sight) -> Q:
    """Rows of a place that the reader sees. A conversation is looked up for the row: a list of all is long."""
    seen = _conversations(sight).filter(pk=OuterRef("conversation"))
    return Q(inbox__in=sight.inboxes) | Q(conversation__isnull=False) & Q(Exists(seen))


def hidden_parts(rows: BetweenQuerySet, sight: Sight) -> BetweenQuerySet:
    """Of the same pair as an outer row: what stands where the reader may not look."""
    return other_parts(rows).exclude(place_in_sight(sight))


def other_parts(rows: BetweenQuerySet) -> BetweenQuerySet:
    """Of the same pair as an outer row: its other places."""
    every = rows.model.objects.filter(SCOPED, person=OuterRef("person")).exclude(pk=OuterRef("pk"))
    return every.alias(whose=Coalesce("colleague", 0)).filter(whose=Coalesce(OuterRef("colleague"), 0))


def _only_a_cadence(sight: Sight) -> Q:
    """Nothing was said yet, and the reader sees the person: in a conversation, or since they are in none."""
    part = apps.get_model("conversations", "participant")._default_manager.filter(
        address__person=OuterRef("person")
    )
    seen = part.filter(Exists(_conversations(sight).filter(pk=OuterRef("conversation"))))
    return ~SCOPED & Q(as_of__isnull=True) & (Exists(seen) | ~Exists(part))


def _conversations(sight: Sight) -> Any:
    """Asked for by name: conversations count by verbs of this room."""
    return apps.get_model("conversations", "conversation")._default_manager.in_sight(sight)


def _closest(one: Seen) -> tuple[bool, float]:
    now = one.tally.as_of
    return (one.colleague is not None, -sum(one.tally.at(now)) if now else 0.0)
