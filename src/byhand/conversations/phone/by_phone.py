"""What is true of a call by telephone alone, beside the call itself."""

from __future__ import annotations

from django.db import models

from byhand.conversations.call import Call


class ByPhone(models.Model):
    """Whether the network vouches for the number, with which texts it stands together, when they pressed the star."""

    call = models.OneToOneField(Call, primary_key=True, on_delete=models.CASCADE, related_name="by_phone")
    call_id: int
    is_verified = models.BooleanField(
        null=True, help_text="STIR/SHAKEN; empty where the network says nothing."
    )
    matter = models.CharField(
        max_length=200,
        blank=True,
        db_index=True,
        help_text="As `Arrival.thread` has it; empty without a number.",
    )
    told_us_off_at = models.DateTimeField(null=True)

    objects: models.Manager[ByPhone] = models.Manager()

    def __str__(self) -> str:
        return f"{self.call_id} by phone"
