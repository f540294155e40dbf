"""A move: what went from one conversation to another, so that it can go back at any time."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from byhand.conversations.between.telling_anew import tell_anew_in
from byhand.conversations.conversation import Conversation
from byhand.conversations.event import Event
from byhand.conversations.merging import WITH_IT, locked
from byhand.conversations.relisting import give_back, put_back, relist
from byhand.team.user import User


class Move(models.Model):
    """A merge or a split: from where, to where, by whom, and which rows. Its event stands where the words are now."""

    kind = models.CharField(max_length=5, choices=[("merge", "merge"), ("split", "split")])
    source = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="moves_away")
    target = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="moves_here")
    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="move")
    rows = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.kind} of {self.source} and {self.target}"

    @transaction.atomic
    def take_back(self, *, by: User) -> Conversation | None:
        """Undoes it; gives where to look now, None if it was undone already. Raises NotTogether."""
        here = self.event.conversation
        locked(*{self.source.pk, here.pk})  # before the claim: every verb takes conversations first
        open_one = Move.objects.filter(pk=self.pk, undone_at__isnull=True)
        if not open_one.update(undone_at=timezone.now(), undone_by=by):
            return None
        return self._unmerge(by) if self.kind == "merge" else self._unsplit(by)

    def _unmerge(self, by: User) -> Conversation:
        """What came from there goes back; what was said here since stays."""
        source, here = locked(self.source.pk, self.event.conversation.pk)
        rows = cast("dict[str, list[int]]", self.rows)
        for name in (*WITH_IT, "drafts"):
            self._move_back(name, rows.get(name, []), here, source)
        # One that a later merge found there already stayed behind on the way: looked for wherever it is.
        source.taggings.model.objects.filter(pk__in=rows.get("taggings", [])).update(conversation=source)
        self._close_doors(rows, here)
        source.merged_into = source.merged_at = source.merged_by = None
        source.save(update_fields=["merged_into", "merged_at", "merged_by"])
        before = cast("dict[str, dict[str, Any]]", self.before)
        put_back(source, before["source"])
        relist(here)
        give_back(here, before)
        here.promises.settle(here.pk, source.pk)
        Event.objects.filter(pk=self.event.pk).update(kind=Event.Kind.WAS_MERGED)
        here.events.create(kind=Event.Kind.APART, by=by, words=source.subject)
        tell_anew_in([source.pk, here.pk])
        return source

    def _unsplit(self, by: User) -> Conversation:
        """Back into the conversation it came from, with whatever was said since."""
        target = self.source
        while target.merged_into is not None:
            target = target.merged_into
        Event.objects.filter(pk=self.event.pk).update(kind=Event.Kind.WAS_SPLIT)
        return self.event.conversation.merge_into(target, by=by)

    @staticmethod
    def _move_back(name: str, ids: list[int], here: Conversation, source: Conversation) -> None:
        theirs = getattr(here, name).filter(pk__in=ids)
        if name == "drafts":
            theirs = theirs.exclude(author__in=source.drafts.values("author"))
        theirs.update(conversation=source)

    @staticmethod
    def _close_doors(rows: dict[str, list[int]], here: Conversation) -> None:
        """Who took part or saw it for the sake of the other alone does so no more."""
        spoken, inboxes = here.messages.values("writer"), here.messages.values("inbox")
        newcomers = here.participants.filter(address__in=rows.get("participants", []))
        newcomers.exclude(address__in=spoken.filter(writer__isnull=False)).delete()
        here.seen_in_inboxes.filter(inbox__in=rows.get("inboxes", [])).exclude(inbox__in=inboxes).delete()
