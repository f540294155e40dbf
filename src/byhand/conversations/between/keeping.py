"""Keeping in touch: a colleague says how often, and what falls due follows at once."""

from __future__ import annotations

from django.db import transaction

from byhand.conversations.between.cadence import Cadence
from byhand.conversations.between.telling_anew import tell_anew
from byhand.people.person import Person
from byhand.team.user import User


@transaction.atomic
def set_cadence(person: Person, days: int | None, *, by: User) -> None:
    """About every so many days, or None: as it comes."""
    Cadence.objects.set(person, days, by=by)
    tell_anew([person.pk])
