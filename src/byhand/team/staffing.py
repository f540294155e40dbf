"""Staffing: who owns the desk, who leaves. There is always an owner left."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from byhand.team.house import House
from byhand.team.session import Session
from byhand.team.shown import Shown
from byhand.team.user import User


class NotAllowed(Exception):
    """This colleague may not do that; the text is a sentence for a person."""


@transaction.atomic
def let_go(colleague: User, *, by: User) -> None:
    """They no longer work here: cannot sign in, are signed out everywhere. Raises NotAllowed."""
    _guard(colleague, by=by)
    colleague.leave()
    Shown.objects.filter(colleague=colleague).delete()
    Session.objects.filter(colleague=colleague).delete()


@transaction.atomic
def welcome_back(colleague: User, *, by: User) -> None:
    """They work here again, as a colleague; their old password opens nothing. Raises NotAllowed."""
    _only_owners(by)
    colleague.is_active, colleague.left_at, colleague.role = True, None, User.Role.COLLEAGUE
    colleague.set_unusable_password()
    colleague.save(update_fields=["is_active", "left_at", "role", "password"])


@transaction.atomic
def make_owner(colleague: User, *, by: User) -> None:
    """They may invite, let go and connect mailboxes, too. Raises NotAllowed."""
    _only_owners(by)
    User.objects.at_work().filter(pk=colleague.pk).update(role=User.Role.OWNER)


@transaction.atomic
def make_colleague(other: User, *, by: User) -> None:
    """An owner gives back the keys of the house; a guest may answer from now on. Raises NotAllowed."""
    _guard(other, by=by)
    User.objects.filter(pk=other.pk).update(role=User.Role.COLLEAGUE)


@transaction.atomic
def make_guest(other: User, *, by: User) -> None:
    """They read and write notes, and nothing else. Raises NotAllowed."""
    _guard(other, by=by)
    User.objects.at_work().filter(pk=other.pk).update(role=User.Role.GUEST)


def sign_out_everywhere(colleague: User, *, except_digest: str = "") -> int:
    """Ends every session of theirs but the one named; says how many ended."""
    others = Session.objects.filter(colleague=colleague).exclude(session_key=except_digest)
    return others.delete()[0]


def _guard(colleague: User, *, by: User) -> None:
    # The house's row is locked, so that two owners cannot leave at the same moment and nobody is left.
    House.objects.select_for_update().filter(pk=1).first()
    _only_owners(by)
    others = User.objects.at_work().filter(role=User.Role.OWNER).exclude(pk=colleague.pk)
    if not others.exists():
        raise NotAllowed(_("The desk needs an owner. Make another colleague an owner first."))


def _only_owners(by: User) -> None:
    if not User.objects.at_work().filter(pk=by.pk, role=User.Role.OWNER).exists():
        raise NotAllowed(_("Only an owner of the desk can do that."))
