"""An address: one way to reach a person."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from byhand.kit.addresses import spellings
from byhand.kit.phone import shown
from byhand.kit.reach import LONGEST
from byhand.kit.roles import is_role
from byhand.people.person import Person
from byhand.team.typed import objects_of
from byhand.team.user import User

MAX_LENGTH = LONGEST


class AddressQuerySet(models.QuerySet["Address"]):
    def email(self, value: str) -> AddressQuerySet:
        """Whose domain has two spellings is found by either."""
        return self.filter(kind=Address.Kind.EMAIL, value__in=spellings(normal_email(value)))


class Address(models.Model):
    """A mail address, a phone number or a browser on a website; equal values are one address, one person's."""

    class Kind(models.TextChoices):
        EMAIL = "email"
        PHONE = "phone"
        VISITOR = "visitor"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="addresses")
    person_id: int
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.EMAIL)
    value = models.CharField(max_length=MAX_LENGTH)
    verified_at = models.DateTimeField(
        null=True, blank=True, help_text="A message from it passed its checks."
    )
    shared_since = models.DateTimeField(
        null=True, blank=True, help_text="Several people write from it: it is nobody's own."
    )
    own_since = models.DateTimeField(
        null=True, blank=True, help_text="When a colleague said that one person alone writes from it."
    )
    own_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    liked_since = models.DateTimeField(
        null=True, blank=True, help_text="Since when we know that they like to be reached here."
    )
    liked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    failing_since = models.DateTimeField(null=True, blank=True)
    failing_because = models.TextField(blank=True)
    again_at = models.DateTimeField(
        null=True, blank=True, help_text="When a colleague last let it be tried although mail had come back."
    )
    again_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = objects_of(AddressQuerySet)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "addresses"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "value"], condition=~Q(kind="phone"), name="address_is_one_persons"
            ),
            # A household has one telephone; only a number that was verified is one person's.
            models.UniqueConstraint(
                fields=["kind", "value"],
                condition=Q(kind="phone", verified_at__isnull=False),
                name="phone_verified_is_one_persons",
            ),
            models.UniqueConstraint(fields=["person", "kind", "value"], name="address_once_a_person"),
        ]
        indexes = [models.Index(fields=["kind", "value"], name="address_value")]

    def __str__(self) -> str:
        return self.value

    def shown(self) -> str:
        """As people read it."""
        if self.kind == self.Kind.VISITOR:
            return gettext("a browser on a website")
        return shown(self.value) if self.kind == self.Kind.PHONE else self.value

    def called(self) -> str:
        """What to call somebody of whom nothing else is known."""
        return gettext("A visitor") if self.kind == self.Kind.VISITOR else self.value

    def is_shared(self) -> bool:
        """Several people write from it, or its name says so; a colleague may have said otherwise."""
        if self.own_since is not None:
            return False
        return self.shared_since is not None or (self.kind == self.Kind.EMAIL and is_role(self.value))

    def is_one_persons(self, *, by: User) -> None:
        """A colleague knows better: one person alone writes from it."""
        self.own_since, self.own_by = timezone.now(), by
        self.save(update_fields=["own_since", "own_by"])

    def note_failure(self, because: str) -> None:
        """The other side says that this address does not exist."""
        self.failing_since, self.failing_because = timezone.now(), because
        self.save(update_fields=["failing_since", "failing_because"])

    def note_success(self) -> None:
        """A message came from it: it works again."""
        if self.failing_since:
            self.failing_since, self.failing_because = None, ""
            self.save(update_fields=["failing_since", "failing_because"])

    def let_try_again(self, *, by: User) -> None:
        """A colleague believes that it works again; if not, the next letter that comes back marks it anew."""
        if self.failing_since:
            self.failing_since, self.failing_because = None, ""
            self.again_at, self.again_by = timezone.now(), by
            self.save(update_fields=["failing_since", "failing_because", "again_at", "again_by"])


def normal_email(value: str) -> str:
    """An e-mail address as it is compared: lower case, no spaces, cut to what a column holds."""
    return value.strip().lower()[:MAX_LENGTH]
