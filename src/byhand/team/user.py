"""A colleague: someone with a name who can sign in. There is no other kind of user."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from byhand.team.away import Away
from byhand.team.typed import objects_of
from byhand.team.working import Working


class UserQuerySet(models.QuerySet["User"]):
    def at_work(self) -> UserQuerySet:
        """Colleagues who have not left."""
        return self.filter(is_active=True)

    def answering(self) -> UserQuerySet:
        """Those at work who may answer: all but guests."""
        return self.at_work().exclude(role=User.Role.GUEST)

    def create_user(self, email: str, name: str, password: str | None = None, **fields: object) -> User:
        """A colleague with that address; without a password nobody can sign in with one."""
        address = BaseUserManager.normalize_email(email).lower()
        user = self.model(email=address, name=name.strip(), **fields)
        user.set_password(password)
        user.save(using=self.db)
        return user


class User(Away, Working, AbstractBaseUser):
    """A colleague. Words that leave the house carry one's name, so one is never deleted: one leaves."""

    class Role(models.TextChoices):
        OWNER = "owner", _("owner")
        COLLEAGUE = "colleague", _("colleague")
        GUEST = "guest", _("guest")  # reads and writes notes; every other post of theirs is refused

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=12, choices=Role, default=Role.COLLEAGUE)
    language = models.CharField(max_length=12, blank=True)
    time_zone = models.CharField(max_length=60, blank=True)
    is_active = models.BooleanField(default=True)
    left_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = objects_of(UserQuerySet, manager=BaseUserManager)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta(AbstractBaseUser.Meta):  # pyright: ignore[reportIncompatibleVariableOverride]
        ordering = ["name"]
        constraints = [
            *Away.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(is_active=True, left_at__isnull=True)
                | models.Q(is_active=False, left_at__isnull=False),
                name="user_left_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_owner(self) -> bool:
        return self.role == self.Role.OWNER

    @property
    def is_guest(self) -> bool:
        return self.role == self.Role.GUEST

    def may_answer(self) -> bool:
        """At work, and no guest."""
        return self.is_active and not self.is_guest

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    def describe(self, *, name: str, language: str, time_zone: str) -> None:
        """What they say about themselves."""
        self.name, self.language, self.time_zone = name, language, time_zone
        self.save(update_fields=["name", "language", "time_zone"])

    def leave(self) -> None:
        """They no longer work here: cannot sign in, stay named on what they wrote."""
        self.is_active, self.left_at = False, timezone.now()
        self.away_since, self.away_until, self.absent, self.hours = None, None, [], None
        self.save(update_fields=["is_active", "left_at", "away_since", "away_until", "absent", "hours"])
