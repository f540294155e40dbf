"""Two versions of one letter, set beside each other by what came of each: answers first.

Who had which is by lot (`gate/many/lot.py`), so what differs beyond chance is the words' doing. Copies in a language of
which there is one version are in neither. How many had each stands in the tally; the rest are few rows each, found by
the indexes of who answered, withdrew, complained and clicked.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from byhand.audit.rates import Rate, difference, rate, smallest_difference
from byhand.conversations.answer_to_many import AnswerToMany
from byhand.gate.complaint import Complaint
from byhand.gate.dispatch import Dispatch
from byhand.gate.many.click import Click
from byhand.gate.many.copy import Copy
from byhand.gate.many.followed import Followed
from byhand.gate.many.plan import Words
from byhand.gate.many.stages import CopyStage
from byhand.gate.many.tally import taken_by_version
from byhand.gate.many.terms import Terms
from byhand.insight.outreach.counting import withdrawn

# Of as many letters each, fewer can never tell, however they fall. Where one version has many more letters, the
# interval would tell by a single answer.
FEWEST_ANSWERS = 5


@dataclass(frozen=True, slots=True)
class Version:
    """`words`: in the first language that has two. `reached`: taken by their mail server and not sent back. Of these
    so many wrote back, withdrew, complained; and, of those who let us see it, followed a link."""

    words: Words
    reached: int
    answers: int
    answered: Rate
    withdrew: Rate
    complained: Rate
    clicked: Rate


@dataclass(frozen=True, slots=True)
class Comparison:
    """`difference`: the share of answers to the second less that to the first (Newcombe 1998, method 10). `smallest`:
    the smallest one would have seen four times in five. Neither has numbers below thirty letters of either, nor below
    five answers to both together (`FEWEST_ANSWERS`)."""

    versions: tuple[Version, Version]
    difference: Rate
    smallest: float | None


def compared(dispatch: Dispatch, terms: Terms) -> Comparison | None:
    """None where there is one version, without a query; else seven queries, however many had it."""
    words = [one for one in terms.said() if one.version][:2]
    if not words:
        return None
    came = _Came(dispatch, terms)
    first, second = (came.of(one) for one in words)
    return set_beside(first, second)


def set_beside(first: Version, second: Version) -> Comparison:
    """What their answers tell."""
    told = _difference(first, second)
    return Comparison((first, second), told, _smallest(told, first, second))


class _Came:
    """What came of each version, asked once for both."""

    def __init__(self, dispatch: Dispatch, terms: Terms) -> None:
        answers = AnswerToMany.objects.by_people().filter(dispatch=dispatch)
        clicks = Click.objects.by_people().filter(dispatch=dispatch)
        complaints = Complaint.objects.about(dispatch)
        self._reached = taken_by_version(dispatch)
        self._reached.subtract(_by_version(Copy.objects.sent_back(dispatch), "", "pk"))
        self._answers = _by_version(_arrived(answers, dispatch, "copy"), "copy__", "copy")
        self._withdrew = _by_version(withdrawn(dispatch, terms), "address__copies__", "address")
        self._complained = _by_version(
            _arrived(complaints, dispatch, "address__copies"), "address__copies__", "pk"
        )
        allowing = Followed.objects.filter(dispatch=dispatch)
        self._may_follow = _by_version(_arrived(allowing, dispatch, "copy"), "copy__", "pk")
        self._clicked = _by_version(
            _arrived(clicks, dispatch, "followed__copy"), "followed__copy__", "followed"
        )

    def of(self, words: Words) -> Version:
        which = words.version
        reached = self._reached[which]
        return Version(
            words, reached, self._answers[which], rate(self._answers[which], reached),
            rate(self._withdrew[which], reached), rate(self._complained[which], reached),
            rate(self._clicked[which], self._may_follow[which]),
        )  # fmt: skip


def _arrived(rows: QuerySet[Any], dispatch: Dispatch, copy: str) -> QuerySet[Any]:
    """Those of copies that arrived and stayed, so that each is one of those reached."""
    whose = {"dispatch": dispatch, "stage": CopyStage.ACCEPTED, "bounced_at__isnull": True}
    return rows.filter(**{f"{copy}__{name}": value for name, value in whose.items()})


def _by_version(rows: QuerySet[Any], copy: str, what: str) -> Counter[str]:
    """How many different ones of each version."""
    counted = rows.order_by().values_list(f"{copy}version").annotate(n=Count(what, distinct=True))
    return Counter(dict(counted))


def _difference(first: Version, second: Version) -> Rate:
    if first.answers + second.answers < FEWEST_ANSWERS:
        return Rate(None, None, None, first.reached + second.reached)
    return difference(second.answers, second.reached, first.answers, first.reached)


def _smallest(told: Rate, first: Version, second: Version) -> float | None:
    if not told.can_tell:
        return None
    share = (first.answers + second.answers) / (first.reached + second.reached)
    return smallest_difference(share, first.reached, second.reached)
