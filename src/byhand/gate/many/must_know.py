"""Must know: the one letter that passes consent, wish and budget. A recall, a closure, a breach, and nothing else.

Two colleagues let it go (`reading.py`), it offers nothing and leads to no shop, it is shown to the public for good and
counted by year. Who is erased or blocked, and whose mail comes back, is not written to by it either. There is no other
way past a budget for what goes to many; a test of the house looks for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.gate.many.because import Because
from byhand.gate.many.markdown import to_plain
from byhand.gate.many.tally import Tally
from byhand.gate.many.terms import Terms
from byhand.kit.offers import offer_in
from byhand.team.house import House

if TYPE_CHECKING:
    from byhand.gate.many.plan import Plan
    from byhand.team.user import User

SHOWN = 200
HAD = ("accepted", "perhaps", "speaking")  # whom it reached, or may have
# A host wherever a mail program would see one: in a link, and in words that look like one.
_HOST = re.compile(r"(?:https?:[/\\]*|//)(?:[^\s/?#<>]*@)?([\w.-]+)|\b(www\.[\w.-]+)", re.IGNORECASE)
_FIELD = re.compile(r"\{[a-z][a-z0-9_]*(?:\|([^{}]*))?\}")


@dataclass(frozen=True, slots=True)
class ShownToAll:
    """One of them, as the public sees it: why, its words without anybody's name, whose they are, and to how many."""

    at: datetime
    because: str
    subject: str
    body: str
    author: str
    readers: int


def says_why(plan: Plan, author: User) -> str:
    """A rule of the gate: what all must know is one of three things, and nothing else passes for it."""
    if plan.must_know and plan.because not in Because.values:
        return _("What everyone must know is a recall, a closure or a breach. Say which of them it is.")
    return ""


def offers_nothing(plan: Plan, author: User) -> str:
    """A rule of the gate: who is written to without having agreed is not advertised to."""
    if not plan.must_know:
        return ""
    for text in _said(plan):
        if found := offer_in(text):
            return _("What everyone must know carries no offer: “%(words)s”. Take it out.") % {
                "words": " ".join(text[found[0] : found[1]].split())[:120]
            }
    return ""


def leads_to_no_shop(plan: Plan, author: User) -> str:
    """A rule of the gate, by what the house says where it sells."""
    house = House.current() if plan.must_know else None
    shops: list[str] = house.sells_at if house else []
    for host in (host for text in _said(plan) for host in _hosts_in(text)):
        if any(host == shop or host.endswith(f".{shop}") for shop in shops):
            return _("What everyone must know leads to no shop, and %(host)s is one. Take the link out.") % {
                "host": host
            }
    return ""


def shown_to_all(language: str) -> list[ShownToAll]:
    """Those that have begun to leave, the newest first, in that language where they have it. Two queries."""
    rows = (
        Terms.objects.filter(must_know=True, spoken__gt=0).select_related("dispatch").order_by("-pk")[:SHOWN]
    )
    readers = readers_of([one.pk for one in rows])
    return [_shown(one, language, readers.get(one.pk, 0)) for one in rows]


def by_year() -> dict[int, int]:
    """How many began to leave in each year, in the house's time, the newest year first."""
    counts: dict[int, int] = {}
    begun = Terms.objects.filter(must_know=True, spoken__gt=0).order_by("-pk")
    for at in begun.values_list("dispatch__released_at", flat=True):
        year = timezone.localtime(at).year
        counts[year] = counts.get(year, 0) + 1
    return counts


def readers_of(dispatches: list[int]) -> Mapping[int, int]:
    """How many each of these reached, or may have."""
    had = Tally.objects.filter(dispatch__in=dispatches, stage__in=HAD).order_by()
    return dict(had.values_list("dispatch").annotate(n=Sum("count")))


def _said(plan: Plan) -> Iterator[str]:
    """All that a colleague wrote of the letter, as it was written; what stands below every letter of the inbox, too."""
    for one in plan.words:
        yield from (one.subject, one.body)
    yield plan.below


def _hosts_in(text: str) -> Iterator[str]:
    """As it was written, and as it is sent: signs may be written in ways that only a reader of Markdown undoes."""
    for found in _HOST.finditer(unquote(f"{text}\n{to_plain(text)}")):
        yield (found[1] or found[2]).strip("._-").lower()


def _shown(terms: Terms, language: str, readers: int) -> ShownToAll:
    dispatch = terms.dispatch
    words = terms.plan(dispatch).words_in(language)
    return ShownToAll(
        dispatch.leaves_at or dispatch.released_at, str(Because(terms.because).label), _of_nobody(words.subject),
        _of_nobody(words.body), dispatch.author_name, readers,
    )  # fmt: skip


def _of_nobody(words: str) -> str:
    """What stands for a fact where none is known of the reader."""
    return _FIELD.sub(lambda found: found[1] or "…", words)
