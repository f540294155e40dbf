"""Merging: two people turn out to be one. What was whose is written down, so that they can be taken apart any time.

Rows are locked in the order of the house: conversations first, as every verb of theirs does, then people by their
ids, then the rest. So two who merge in either order, and mail that comes meanwhile, wait and never block each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from byhand.people.belonging import belongings

if TYPE_CHECKING:
    from byhand.people.person import Person


class NotTogether(Exception):
    """These cannot be merged, or not be taken apart; the text is a sentence for a person."""


class Merged(models.Model):
    """Into whom somebody was merged: the one who is kept, however many merges lie between. Old links lead there."""

    merged_into = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    merged_into_id: int | None
    merged_at = models.DateTimeField(null=True, blank=True)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    own_card = models.JSONField(
        null=True, blank=True, help_text="While others are merged into them: their card without those."
    )

    class Meta:
        abstract = True

    def is_merged(self) -> bool:
        return self.merged_into_id is not None


def lock_people(noun: type[Person], *ids: int) -> list[Person]:
    """The people, locked in the order of the house, given in the order asked for. Needs a transaction."""
    for one in belongings():
        if one.locked_first:
            list(one.of(*ids).order_by("pk").select_for_update().values_list("pk", flat=True))
    rows = noun.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    found = {one.pk: one for one in rows}
    if len(found) < len(set(ids)):
        raise NotTogether(_("One of them is not here any more."))
    return [found[pk] for pk in ids]
