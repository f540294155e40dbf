"""Carrying: which tags a conversation carries."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models import OuterRef

from byhand.conversations.event import Event
from byhand.conversations.gathering import Gathered
from byhand.conversations.tag import Tag
from byhand.conversations.tagging import Tagging
from byhand.team.typed import this_row
from byhand.team.user import User


def tags_told() -> Gathered:
    """The names of the tags a conversation carries, for a query of conversations."""
    living = Tag.objects.living().filter(taggings__conversation=OuterRef("pk"))
    return Gathered(living.in_order(), "name")


class Carrying(models.Model):
    """Tags are given and taken off; nobody is `by` where a sorting rule does it."""

    taggings: models.QuerySet[Tagging]
    tag_names: str  # where the query gathered them: a line each

    class Meta:
        abstract = True

    @transaction.atomic
    def tag(self, tag: Tag, *, by: User | None) -> bool:
        """It carries that tag from now on; False if it did already, or was merged into another meanwhile."""
        if not self._is_here():
            return False
        _row, is_new = Tagging.objects.get_or_create(conversation_id=self.pk, tag=tag, defaults={"by": by})
        if is_new:
            Event.objects.create(conversation_id=self.pk, kind=Event.Kind.TAGGED, by=by, words=tag.name)
        return is_new

    @transaction.atomic
    def untag(self, tag: Tag, *, by: User | None) -> bool:
        """It carries that tag no more; False if it did not."""
        gone, _rows = Tagging.objects.filter(conversation_id=self.pk, tag=tag).delete()
        if gone:
            Event.objects.create(conversation_id=self.pk, kind=Event.Kind.UNTAGGED, by=by, words=tag.name)
        return bool(gone)

    def tags(self) -> list[str]:
        """Their names, in order, where the query gathered them."""
        return sorted(self.tag_names.splitlines(), key=str.casefold)

    def _is_here(self) -> bool:
        """Held until the tag stands: a merge that empties it must not leave a tag behind."""
        here = this_row(self).filter(merged_into__isnull=True)
        return bool(here.select_for_update().values_list("pk").first())
