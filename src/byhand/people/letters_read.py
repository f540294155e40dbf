"""How far letters were read for what they tell about who writes them."""

from __future__ import annotations

from django.db import models


class LettersRead(models.Model):
    """One row: the newest message that was read."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    reached = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="letters_are_read_once")]

    def __str__(self) -> str:
        return f"up to {self.reached}"

    @classmethod
    def up_to(cls) -> LettersRead:
        """Locked until the transaction ends."""
        cls.objects.get_or_create(pk=1)
        return cls.objects.select_for_update().get(pk=1)
