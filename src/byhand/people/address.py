"""An address: one way to reach a person."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from byhand.people.person import Person
from byhand.team.typed import objects_of

MAX_LENGTH = 320


class AddressQuerySet(models.QuerySet["Address"]):
    def email(self, value: str) -> AddressQuerySet:
        return self.filter(kind=Address.Kind.EMAIL, value=normal_email(value))


class Address(models.Model):
    """An e-mail address or phone number; equal values are one address, and belong to one person."""

    class Kind(models.TextChoices):
        EMAIL = "email"
        PHONE = "phone"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.EMAIL)
    value = models.CharField(max_length=MAX_LENGTH)
    verified_at = models.DateTimeField(
        null=True, blank=True, help_text="A message from it passed its checks."
    )
    failing_since = models.DateTimeField(null=True, blank=True)
    failing_because = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = objects_of(AddressQuerySet)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "addresses"
        constraints = [models.UniqueConstraint(fields=["kind", "value"], name="address_is_one_persons")]

    def __str__(self) -> str:
        return self.value

    def note_failure(self, because: str) -> None:
        """The other side says that this address does not exist."""
        self.failing_since, self.failing_because = timezone.now(), because
        self.save(update_fields=["failing_since", "failing_because"])

    def note_success(self) -> None:
        """A message came from it: it works again."""
        if self.failing_since:
            self.failing_since, self.failing_because = None, ""
            self.save(update_fields=["failing_since", "failing_because"])


def normal_email(value: str) -> str:
    """An e-mail address as it is compared: lower case, no spaces, cut to what a column holds."""
    return value.strip().lower()[:MAX_LENGTH]
