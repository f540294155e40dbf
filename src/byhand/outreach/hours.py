"""When a letter to many arrives: in the hours of the house, by each reader's own clock. Nothing rings at night."""

from __future__ import annotations

from byhand.gate.many.plan import Plan
from byhand.gate.many.waking import hours_of_letters
from byhand.kit.hours import Stored
from byhand.team.house import House


def hours_for(plan: Plan) -> Stored | None:
    """Those it keeps; None: what cannot wait leaves at any time."""
    return None if plan.goes_at_once else hours_of_letters(House.current()).stored()
