"""A forecast as it is kept: of which question it is the answer, and the answer as JSON."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from byhand.gate.many.leaving_out import Prospect
from byhand.gate.many.plan import Plan
from byhand.gate.policy import Policy
from byhand.kit.rhythm import RHYTHMS
from byhand.outreach.before import read_in_place_of
from byhand.outreach.hours import hours_for
from byhand.outreach.personal_fields import BY_NAME
from byhand.outreach.told_before import After, Before, ByTheirClock, Missing


def question_of(plan: Plan) -> str:
    """SHA-256, hex, of all that a count depends on but facts: another comma asks nothing else, another audience does,
    and so do other terms of the house. Two queries."""
    asked = {
        "audience": plan.audience,
        "topic": plan.topic.pk if plan.topic else None,
        "must_know": plan.must_know,
        "leaves_at": plan.leaves_at and plan.leaves_at.isoformat(),
        "latest_at": plan.latest_at and plan.latest_at.isoformat(),
        "fields": read_in_place_of(plan),
        "hours": hours_for(plan),
        "policy": [(one.until and one.until.isoformat(), one.step) for one in Policy.objects.steps()],
    }
    return sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def kept(before: Before) -> dict[str, object]:
    """As JSON."""
    return {
        "readers": before.prospect.readers,
        "left_out": before.prospect.left_out,
        "clocks": [before.by_their_clock.known, before.by_their_clock.too_late],
        "missing": [[one.field.name, one.people, list(one.they_read)] for one in before.missing],
        "afterwards": [[one.rhythm, one.people] for one in before.afterwards],
        "slowed": before.slowed,
    }


def read(told: dict[str, Any]) -> Before | None:
    """None where nothing was counted yet, or an earlier version of this house kept it in another form."""
    try:
        return Before(
            Prospect(told["readers"], told["left_out"]), ByTheirClock(*told["clocks"]),
            tuple(Missing(BY_NAME[name], people, tuple(words)) for name, people, words in told["missing"]),
            tuple(After(rhythm if rhythm in RHYTHMS else None, people) for rhythm, people in told["afterwards"]),
            told["slowed"],
        )  # fmt: skip
    except (KeyError, TypeError, ValueError):
        return None
