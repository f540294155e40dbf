"""Complaints: somebody called a letter of ours spam. One row an address and letter, counted and never undone."""

from __future__ import annotations

from django.db import models, transaction
from django.utils import timezone

from byhand.gate.coming_back import Sent
from byhand.gate.dispatch import Dispatch
from byhand.gate.unsubscribing import Unsubscription
from byhand.people.address import Address
from byhand.people.doors import Door
from byhand.team.typed import objects_of


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    @transaction.atomic
    def take(self, sent: Sent) -> bool:
        """We begin nothing with them any more; answers stay open. False if this letter was complained of before."""
        addresses = Address.objects.email(sent.row.recipient).order_by("pk")
        new = [one for one in addresses if self._of_one(one, sent.dispatch)]
        return bool(new)

    def about(self, dispatch: Dispatch) -> ComplaintQuerySet:
        """Those about one letter or broadcast, to be counted."""
        return self.filter(dispatch=dispatch)

    def _of_one(self, address: Address, dispatch: Dispatch) -> bool:
        Address.objects.select_for_update(no_key=True).get(pk=address.pk)
        _row, is_new = self.get_or_create(address=address, dispatch=dispatch)
        if is_new:
            Unsubscription(address, topic=None).leave(door=Door.COMPLAINT)
        return is_new


class Complaint(models.Model):
    """Which letter it was about, at which address. It goes where its address goes."""

    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="complaints")
    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="complaints")
    at = models.DateTimeField(default=timezone.now)

    objects = objects_of(ComplaintQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dispatch", "address"], name="complaint_once_a_letter")
        ]
        indexes = [models.Index(fields=["address", "at"], name="complaint_of_address")]

    def __str__(self) -> str:
        return f"complaint about {self.dispatch}"
