"""Letters to many in one person's whole record: what each said to them, and what we saw of what they followed."""

from __future__ import annotations

from typing import Any

from byhand.channels.inbox import Sight
from byhand.conversations.to_many_in_time import letters_to_many
from byhand.gate.many.click import Click
from byhand.gate.many.copy import Copy
from byhand.gate.many.followed import targets_of
from byhand.gate.many.rendering import filled
from byhand.people.may_follow import MayFollow
from byhand.people.person import Person


def letters_of(person: Person, sight: Sight) -> list[dict[str, Any]]:
    """The oldest first. Two queries."""
    rows = letters_to_many(sight).filter(address__person=person).order_by("settled_at", "pk")
    copies = list(rows.select_related("dispatch__terms", "dispatch__inbox", "address"))
    clicks = Click.objects.filter(followed__in=[one.pk for one in copies]).order_by("at", "pk")
    return [_letter(one, [each for each in clicks if each.followed_id == one.pk]) for one in copies]


def _letter(one: Copy, clicks: list[Click]) -> dict[str, Any]:
    words = one.dispatch.terms.plan(one.dispatch).words_in(one.language)
    targets = targets_of(words)
    return {
        "at": one.settled_at.isoformat() if one.settled_at else "", "by": one.dispatch.author_name,
        "address": one.address.value if one.address else "", "language": words.language,
        "subject": filled(words.subject, one.fields), "text": filled(words.body, one.fields),
        "facts of you in it": one.fields, "what became of it": "came back" if one.bounced_at else one.stage,
        "links opened": [
            {"at": each.at.isoformat(), "to": targets[each.link], "by a machine": bool(each.machine)}
            for each in clicks if each.link < len(targets)
        ],
    }  # fmt: skip


def may_follow_of(person: Person) -> list[dict[str, Any]]:
    """Every time they said whether we may see which links they follow, the oldest first."""
    rows = MayFollow.objects.filter(address__person=person).select_related("address").order_by("pk")
    return [{"at": one.at.isoformat(), "address": one.address.value, "allowed": one.allowed} for one in rows]
