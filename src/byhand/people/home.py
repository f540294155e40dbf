"""A home: whose one row is by right, written down once, when its person is first merged with another."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from byhand.people.person import Person


class Home(models.Model):
    """Whose one row was when its person was first merged, or came to be while they were one."""

    noun = models.CharField(max_length=60)
    row = models.BigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    person_id: int
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["noun", "row"], name="home_of_a_row_is_one")]

    def __str__(self) -> str:
        return f"{self.noun} {self.row} is of {self.person_id}"
