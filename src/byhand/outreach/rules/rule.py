"""A rule: one plain thing that must hold of everybody in an audience, or must not.

A kind of rule is one class in a file of its own, named in `rules/__init__.py`. It says what its form asks, itself as a
sentence, which rows make it hold (`rows`), and what one of these rows tells of a person. That is all: who is in, how
many, and why, all follow from the same rows, so that a reason never says anything else than the count.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from django import forms
from django.db import connection
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.functional import Promise

from byhand.outreach.looking import Looking

Words = str | Promise


class NoAudience(ValueError):
    """These are no rules; the text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Because:
    """Why, in words; `conversation` is the public id of where that was said, if it was said somewhere."""

    words: str
    conversation: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """What makes a rule hold: of these rows each person's own, by the path to the person; the most telling first."""

    query: QuerySet[Any]
    person: str = "person"
    order: tuple[str, ...] = ("-pk",)


@dataclass(frozen=True, slots=True)
class Whose:
    """Everybody of whom a rule says something, as rows of ids called `whose`, the same one perhaps more than once.

    `are_out`: it holds of everybody else.
    """

    ids: QuerySet[Any, dict[str, Any]]
    are_out: bool = False


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Its fields are what a colleague chose: texts, numbers and truths, as JSON holds them."""

    kind: ClassVar[str]
    label: ClassVar[Words]
    yes: ClassVar[Words]
    no: ClassVar[Words]
    # Whether one who adds it usually wants those of whom it does not hold.
    is_usually_not: ClassVar[bool] = False
    # Where it names a row of ours: which noun, and in which of its fields the id stands.
    refers_to: ClassVar[type[Model] | None] = None
    refers_by: ClassVar[str] = ""

    is_not: bool = False

    @classmethod
    def asks(cls, looking: Looking) -> dict[str, forms.Field]:
        """The fields of its form, by the names of its own."""
        return {}

    @classmethod
    def why_wrong(cls, given: Mapping[str, Any]) -> str:
        """What is missing of what a form was given, as a sentence; empty if nothing is."""
        return ""

    def said(self, called: str) -> str:
        """What follows “people who”; `called` is the name of the row that it refers to."""
        raise NotImplementedError

    def rows(self, looking: Looking) -> Rows:
        raise NotImplementedError

    def grounds(self, looking: Looking) -> Rows:
        """The rows from which somebody is told why; where they are more than those that make it hold."""
        return self.rows(looking)

    def tells(self, row: Any, looking: Looking) -> Because:
        """What such a row says."""
        raise NotImplementedError

    def nothing(self) -> str:
        """What is said of whoever has no such row."""
        raise NotImplementedError

    def holds(self, looking: Looking) -> Q:
        """For a query of people: for whom it holds, negated or not."""
        found = self._found(looking)
        return ~found if self.is_not else found

    def whose(self, looking: Looking) -> Whose | None:
        """The same as a set, not turned round; None where a person's own row tells it."""
        rows = self.rows(looking)
        return Whose(rows.query.order_by().annotate(whose=F(rows.person)).values("whose"))

    def entries(self) -> QuerySet[Any] | None:
        """Entries of one index, at least one for everybody of whom it can hold: so many people they are at most.

        None where no index tells that; turned round, none does.
        """
        return None

    def reasons(self, people: Collection[int], looking: Looking) -> dict[int, Because]:
        """Why, for each of these few people. One query."""
        rows = self.grounds(looking)
        newest = [F(one[1:]).desc(nulls_last=True) if one[0] == "-" else F(one).asc() for one in rows.order]
        theirs = rows.query.filter(**{f"{rows.person}__in": list(people)}).annotate(whose=F(rows.person))
        first = theirs.annotate(turn=Window(RowNumber(), partition_by=F(rows.person), order_by=newest))
        found = {one.whose: self.tells(one, looking) for one in first.filter(turn=1)}
        return {one: found.get(one) or Because(self.nothing()) for one in people}

    def kept(self) -> dict[str, Any]:
        """As JSON."""
        return {"kind": self.kind, **asdict(self)}

    def _found(self, looking: Looking) -> Q:
        """SQLite reads a set once and looks everybody up in it; PostgreSQL joins what is asked of each."""
        rows = self.rows(looking)
        if connection.vendor == "sqlite" and not looking.at_few:
            theirs = rows.query.order_by().filter(**{f"{rows.person}__isnull": False})
            return Q(pk__in=theirs.values(rows.person))
        return Q(Exists(rows.query.order_by().filter(**{rows.person: OuterRef("pk")})))
