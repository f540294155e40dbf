"""Founding: the house gets its name and its first colleague, together and once."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from byhand.team.house import House
from byhand.team.setup_code import forget_setup_code
from byhand.team.user import User


class AlreadyFounded(Exception):
    """Someone else was quicker; the text is a sentence for a person."""


def found(*, team: str, name: str, email: str, password: str) -> User:
    """The house and its first colleague, an owner, in one transaction. Raises AlreadyFounded."""
    with transaction.atomic():
        house = _claim(team)
        owner: User = User.objects.create_user(email, name, password, role=User.Role.OWNER)
        house.contact = owner
        house.save(update_fields=["contact"])
        transaction.on_commit(forget_setup_code)
    return owner


def _claim(team: str) -> House:
    """The one row there can be: of two who found at the same moment, the second waits here and fails."""
    try:
        with transaction.atomic():
            return House.objects.create(name=team.strip())
    except IntegrityError:
        raise AlreadyFounded(
            _("Someone has just set up this desk. Ask them for an invitation, or sign in.")
        ) from None
