"""Agreed: what stands of one person's consents and what they took back, as their page and their file tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from byhand.people.consent import EVERY, Consent
from byhand.people.doors import COLLEAGUES
from byhand.people.person import Person

MOST = 200


@dataclass(frozen=True, slots=True)
class Agreed:
    """`row` is the newest that was said about this at this address; `stands` whether we may write now."""

    row: Consent
    stands: bool


def agreed(person: Person) -> list[Agreed]:
    """One for each address, channel and topic they ever said something about, the newest first. One query."""
    rows = list(history(person)[:MOST])
    back = [one for one in rows if one.kind == Consent.Kind.WITHDRAWN]
    found: list[Agreed] = []
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        key = (row.address_id, row.channel, row.topic_id)
        if row.kind in (Consent.Kind.GIVEN, Consent.Kind.CONFIRMED) and key not in seen:
            since = [
                one for one in back if _takes_back(one, row) and (one.pk > row.pk or row.door in COLLEAGUES)
            ]
            found.append(Agreed(since[0] if since else row, not since))
            seen.add(key)
    told = {one.row.pk for one in found}
    alone = [
        one for one in back if one.pk not in told and not any(_takes_back(one, each.row) for each in found)
    ]
    unlike = {(one.address_id, one.topic_id): one for one in reversed(alone)}
    return [*found, *(Agreed(one, stands=False) for one in unlike.values())]


def history(person: Person) -> Any:
    """Every row of evidence, the newest first."""
    rows = Consent.objects.filter(address__person=person).order_by("-pk")
    return rows.select_related("address", "topic", "wording", "form__form", "answers", "by")


def as_told(person: Person) -> list[dict[str, str]]:
    """For the file of all that is kept of them."""
    return [
        {
            "at": one.said_at.isoformat(), "what": one.kind, "address": one.address.value, "channel": one.channel,
            "about": one.topic.name if one.topic else "", "by_which_way": one.door, "source": one.source,
            "form": str(one.form) if one.form else "", "words_shown": one.wording.text if one.wording else "",
        }
        for one in history(person)
    ]  # fmt: skip


def _takes_back(one: Consent, row: Consent) -> bool:
    is_about_it = one.channel in (EVERY, row.channel) and one.topic_id in (None, row.topic_id)
    return one.address_id == row.address_id and is_about_it
