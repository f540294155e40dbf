"""Explaining: why somebody is in an audience or is not, rule by rule. One query for all, one or three more a rule."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db.models import Case, IntegerField, Value, When

from byhand.outreach.looking import Looking
from byhand.outreach.rules.rule import Because, Rule


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says of one person, and why."""

    rule: Rule
    holds: bool
    because: Because


def explain(
    people: Collection[int], rules: Sequence[Rule], looking: Looking
) -> dict[int, tuple[Verdict, ...]]:
    """By person, of those in sight: who is in no answer may not be known to whoever looks."""
    looking = replace(looking, at_few=True)
    holds = _holding(people, rules, looking)
    reasons = [one.reasons(list(holds), looking) for one in rules] if holds else []
    return {
        person: tuple(
            Verdict(rule, so, because.get(person) or Because(rule.nothing()))
            for rule, so, because in zip(rules, each, reasons, strict=True)
        )
        for person, each in holds.items()
    }


def is_in(verdicts: Sequence[Verdict]) -> bool:
    return all(one.holds for one in verdicts)


def _holding(people: Collection[int], rules: Sequence[Rule], looking: Looking) -> dict[int, tuple[bool, ...]]:
    asked = {
        f"rule_{n}": Case(
            When(one.holds(looking), then=Value(1)), default=Value(0), output_field=IntegerField()
        )
        for n, one in enumerate(rules)
    }
    rows = looking.people().filter(pk__in=people).annotate(**asked).values_list("pk", *asked)
    return {pk: tuple(map(bool, holds)) for pk, *holds in rows}
