"""The card while people are one: what the kept one's own card leaves empty is filled from those merged into it.

Each person's own card stays what it was: a merged one's in its columns, the kept one's in `own_card`. So a card is
never more than the sum of what stands in the house, and taking apart gives back each as it was, with what a
colleague changed meanwhile on the card of the kept one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from byhand.people.person import Person

# What is filled together. Pictures are not: nobody's mail shows them because somebody else's does.
GROUPS: tuple[tuple[str, ...], ...] = (
    ("name",), ("line",), ("known_since",), ("blocked_at", "blocked_by_id", "blocked_because"),
    ("reach_hours",), ("reach_zone",), ("reach_word", "reach_said_at", "reach_said_by_id"),
)  # fmt: skip
FIELDS = tuple(field for group in GROUPS for field in group)
# What a card that was written down before these fields were there does not say.
NOT_YET: dict[str, Any] = {
    "reach_hours": "",
    "reach_word": "",
    "reach_zone": "",
    "reach_said_at": None,
    "reach_said_by_id": None,
}
EARLIEST = "known_since"
Card = dict[str, Any]


def kept_card(person: Person, merged: Iterable[Person]) -> Card:
    """The kept one's own card, with what was changed since the last merge; `said` names what no one else fills."""
    shown = card_of(person)
    if person.own_card is None:
        return {**shown, "said": []}
    own = _read(person.own_card)
    filled = _fill(own, merged)
    for group in GROUPS:
        if any(shown[field] != filled[field] for field in group):
            own |= {field: shown[field] for field in group}
            own["said"] = sorted({*own["said"], group[0]})
    return own


def show(person: Person, own: Card, merged: Iterable[Person]) -> None:
    """Puts on the card what it shows now; without anyone merged it is the person's own."""
    others = list(merged)
    for field, value in _fill(own, others).items():
        setattr(person, field, value)
    person.own_card = _written(own) if others else None
    person.save(update_fields=[*FIELDS, "own_card"])


def card_of(person: Person) -> Card:
    return {field: getattr(person, field) for field in FIELDS}


def _fill(own: Card, merged: Iterable[Person]) -> Card:
    cards = [own, *map(card_of, merged)]
    shown: Card = {}
    for group in GROUPS:
        first = group[0]
        having = [one for one in cards if one[first]]
        if first in own["said"] or not having:
            having = [own]
        best = (
            min(having, key=lambda one: one[first]) if first == EARLIEST and having[0][first] else having[0]
        )
        shown |= {field: best[field] for field in group}
    return shown


def _written(own: Card) -> Card:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in own.items()}


def _read(kept: Card) -> Card:
    moments = ("known_since", "blocked_at", "reach_said_at")
    return NOT_YET | {
        name: datetime.fromisoformat(value) if name in moments and value else value
        for name, value in kept.items()
    }
