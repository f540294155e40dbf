"""Inviting a colleague by a link that works once."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.team.typed import objects_of
from byhand.team.user import User

VALID_FOR = timedelta(days=14)


class CannotJoin(Exception):
    """This link lets nobody in, or not with that address; the text is a sentence for a person."""


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        return self.filter(
            accepted_at__isnull=True, withdrawn_at__isnull=True, valid_until__gt=timezone.now()
        )

    def invite(self, *, email: str, by: User, role: str = User.Role.COLLEAGUE) -> tuple[Invitation, str]:
        """The invitation and the secret of its link, which is kept nowhere."""
        secret = secrets.token_urlsafe(24)
        row = self.create(
            email=email.strip().lower(), by=by, digest=_digest(secret), role=role,
            valid_until=timezone.now() + VALID_FOR,
        )  # fmt: skip
        return row, secret

    def by_secret(self, secret: str) -> Invitation | None:
        return self.open().filter(digest=_digest(secret)).first()


class Invitation(models.Model):
    """An open door for one colleague."""

    email = models.EmailField(blank=True)
    role = models.CharField(max_length=12, choices=User.Role, default=User.Role.COLLEAGUE)
    digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    valid_until = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)

    objects = objects_of(InvitationQuerySet)

    def __str__(self) -> str:
        return self.email or f"invitation {self.pk}"

    @transaction.atomic
    def accept(self, *, name: str, email: str, password: str) -> User:
        """The new colleague. Raises CannotJoin if the link was used meanwhile or the address is taken."""
        used = type(self).objects.open().filter(pk=self.pk).update(accepted_at=timezone.now())
        if not used:
            raise CannotJoin(_("This invitation was used a moment ago."))
        user = _new_colleague(email, name, password, self.role)
        type(self).objects.filter(pk=self.pk).update(accepted_by=user)
        return user

    def withdraw(self) -> None:
        """The link no longer works."""
        type(self).objects.open().filter(pk=self.pk).update(withdrawn_at=timezone.now())


def _new_colleague(email: str, name: str, password: str, role: str) -> User:
    try:
        with transaction.atomic():
            return User.objects.create_user(email, name, password, role=role)
    except IntegrityError:
        raise CannotJoin(_("A colleague with this address is here already. Take another one.")) from None


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
