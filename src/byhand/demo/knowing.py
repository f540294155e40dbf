"""Who of the demo knows whom, and two days that matter and come soon."""

from __future__ import annotations

from datetime import datetime, timedelta

from byhand.demo.story import Story
from byhand.kit.days import YearDay
from byhand.people.models import Address, Occasion, Person, Tie
from byhand.team.user import User

# Whose day it is, what it is, and in how many days from the beginning it comes.
COMING = (("mei", Occasion.Kind.BIRTHDAY, "", 5), ("daniel", Occasion.Kind.OTHER, "His workshop opened", 20))
REMIND_BEFORE = 7  # days


def put_ties_and_days(told: Story, now: datetime, by: User) -> None:
    """Runs in the caller's transaction, once."""
    known = _people_by_key(told)
    words = {(one.key, tie.to): tie.kind for one in told.people for tie in one.ties}
    for (one, other), kind in words.items():
        if (other, one) in words and other < one:
            continue  # it is said from the other side, with both words
        back = words.get((other, one), "")
        Tie.objects.tie(known[one], known[other], is_what=kind, back=back, by=by)
    for key, kind, label, days in COMING:
        on = (now + timedelta(days=days)).date()
        Occasion.objects.mark(
            known[key], YearDay(on.month, on.day), kind=kind, label=label, remind_before=REMIND_BEFORE, by=by
        )


def _people_by_key(told: Story) -> dict[str, Person]:
    first = {one.addresses[0].lower(): one.key for one in told.people}
    rows = Address.objects.filter(value__in=first).select_related("person")
    return {first[one.value]: one.person for one in rows}
