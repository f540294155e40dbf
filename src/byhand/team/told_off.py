"""Told off: which colleague reads first of all what customers are angry about."""

from __future__ import annotations

from byhand.team.desk import is_away
from byhand.team.house import House
from byhand.team.user import User


def who_is_told_off() -> User | None:
    """Whom the team chose; while they are away, or where nobody is chosen, an owner who is not.

    With everybody away it is whom the team chose all the same: it waits for them, and every colleague sees it first.
    Two queries.
    """
    house = House.objects.select_related("told_off_to").filter(pk=1).first()
    chosen = house.told_off_to if house and house.told_off_to and house.told_off_to.may_answer() else None
    owners = User.objects.at_work().filter(role=User.Role.OWNER).order_by("joined_at", "pk")
    candidates = [*([chosen] if chosen else []), *owners]
    return next((one for one in candidates if not is_away(one)), candidates[0] if candidates else None)
