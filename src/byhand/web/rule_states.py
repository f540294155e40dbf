"""The sorting rules as the pages list them: in order, each with its sentence, for whoever may read it."""

from __future__ import annotations

from dataclasses import dataclass

from byhand.conversations.sorting.rule import SortingRule
from byhand.team.user import User
from byhand.web.rule_sentences import sentence_of


@dataclass(frozen=True, slots=True)
class RuleState:
    """A rule for letters the reader may not see is listed without its words (law 2), and `rule` is None."""

    rule: SortingRule | None
    sentence: str
    may_change: bool


def rule_states(user: User) -> list[RuleState]:
    """Three queries, however many there are."""
    rules = SortingRule.objects.living()
    visible = {one.pk: one for one in SortingRule.objects.for_page().visible_to(user)}
    changeable = set(SortingRule.objects.changeable_by(user).values_list("pk", flat=True))
    return [_state(visible.get(pk), pk in changeable) for pk in rules.values_list("pk", flat=True)]


def _state(rule: SortingRule | None, may_change: bool) -> RuleState:
    return RuleState(rule, sentence_of(rule) if rule else "", may_change)
