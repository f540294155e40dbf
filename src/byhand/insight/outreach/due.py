"""The chore of outreach's figures: what came of each letter to many, and once a night what the k-th of them does."""

from __future__ import annotations

from byhand.insight.outreach.dose import count_doses_due
from byhand.insight.outreach.outcome import count_outcomes_due


def count_outreach_due() -> str:
    return " ".join(one for one in (count_outcomes_due(), count_doses_due()) if one)
