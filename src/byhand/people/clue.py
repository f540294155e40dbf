"""A clue: by what a person may be recognised. Whoever shares one is compared; most are not the same."""

from __future__ import annotations

from django.db import models

from byhand.people.person import Person

LONGEST = 120


class Clue(models.Model):
    """One key of a person. What stands in letters (signed, writes as) is kept; the rest is written anew."""

    class Kind(models.TextChoices):
        NAME = "name"  # every word of the name, sorted
        SHORT = "short"  # first letter and last word, of a name given so
        FULL = "full"  # the same, of a whole name
        CALLED = "called"  # a first name at a firm's domain
        LOCAL = "local"  # what stands before the @
        PHONE = "phone"  # E.164
        SIGNED = "signed"  # a number below a letter of theirs, E.164
        WRITES_AS = "writes as"  # an address's id, and a name it wrote under

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="clues")
    person_id: int
    kind = models.CharField(max_length=10, choices=Kind)
    value = models.CharField(max_length=LONGEST)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "value", "person"], name="clue_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"


FROM_LETTERS = (Clue.Kind.SIGNED, Clue.Kind.WRITES_AS)
