"""Merging and splitting: two conversations become one, or one becomes two. What was moved is noted and can go back."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.conversations.between.telling_anew import tell_anew_in
from byhand.conversations.event import Event
from byhand.conversations.relisting import absorb, relist, state_of
from byhand.team.user import User

if TYPE_CHECKING:
    from byhand.conversations.conversation import Conversation
    from byhand.conversations.message import Message

# Everything that hangs on a conversation and goes where its words go.
WITH_IT = ("messages", "notes", "mentions", "events", "promises", "calls")


class NotTogether(Exception):
    """These cannot be merged, or this not be split; the text is a sentence for a person."""


class Merging(models.Model):
    """Into which other conversation it was merged; then it is empty, and its address leads there."""

    merged_into = models.ForeignKey(
        "conversations.Conversation", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    merged_into_id: int | None
    merged_at = models.DateTimeField(null=True, blank=True)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    @transaction.atomic
    def merge_into(self, other: Conversation, *, by: User) -> Conversation:
        """Everything said here is said there from now on. Raises NotTogether; then nothing has changed."""
        source, target = locked(cast("Conversation", self).pk, other.pk)
        _guard_merge(source, target)
        before = {"source": state_of(source), "target": state_of(target)}
        rows = move(source, target)
        rows |= _let_see(source, target)
        absorb(target, source)
        _empty(source, target, by)
        event = target.events.create(kind=Event.Kind.MERGED, by=by, words=source.subject)
        target.moves_here.create(source=source, event=event, by=by, rows=rows, before=before, kind="merge")
        tell_anew_in([target.pk])
        return target

    @transaction.atomic
    def split_from(self, message: Message, *, by: User) -> Conversation:
        """This message and whatever was said after it become a conversation of their own. Raises NotTogether."""
        (source,) = locked(cast("Conversation", self).pk)
        _guard_split(source, message)
        new = _sibling(source, message)
        since = models.Q(said_at__gt=message.said_at) | models.Q(said_at=message.said_at, pk__gte=message.pk)
        rows = {"messages": _take(source.messages.filter(since), new)}
        rows["promises"] = _take(source.promises.filter(message__in=rows["messages"]), new)
        rows["notes"] = _take(source.notes.filter(at__gte=message.said_at), new)
        new.mentions.model.objects.filter(note__in=rows["notes"]).update(conversation=new)
        rows |= _let_see(source, new)
        _carry_on(source, new)
        relist(source)
        relist(new)
        new.promises.settle(source.pk, new.pk)
        source.events.create(kind=Event.Kind.SPLIT, by=by, words=new.subject)
        event = new.events.create(kind=Event.Kind.SPLIT_OFF, by=by, words=source.subject)
        new.moves_here.create(source=source, event=event, by=by, rows=rows, before={}, kind="split")
        tell_anew_in([source.pk, new.pk])
        return new


def locked(*ids: int) -> list[Conversation]:
    """The rows, locked in the order of their ids whoever asks, given in the order asked for."""
    noun = cast("type[Conversation]", Event._meta.get_field("conversation").related_model)
    rows = {one.pk: one for one in noun.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    return [rows[pk] for pk in ids]


def move(source: Conversation, target: Conversation) -> dict[str, list[int]]:
    """Moves everything that hangs on the one to the other; gives what it was."""
    rows = {name: _take(getattr(source, name).all(), target) for name in WITH_IT}
    carried_there = target.taggings.values("tag")
    rows["taggings"] = _take(source.taggings.exclude(tag__in=carried_there), target)
    writing_there = target.drafts.values("author")
    rows["drafts"] = _take(source.drafts.exclude(author__in=writing_there), target)
    # Who writes in both keeps both: the second stands among the letters begun and not sent.
    source.drafts.update(conversation=None, inbox=source.inbox)
    return rows


def _take(rows: models.QuerySet[models.Model], target: Conversation) -> list[int]:
    ids = list(rows.values_list("pk", flat=True))
    rows.model._default_manager.filter(pk__in=ids).update(conversation=target)
    return ids


def _let_see(source: Conversation, target: Conversation) -> dict[str, list[int]]:
    """Whoever takes part or sees the one takes part in or sees the other."""
    addresses = set(source.participants.values_list("address", flat=True))
    inboxes = set(source.seen_in_inboxes.values_list("inbox", flat=True))
    addresses -= set(target.participants.values_list("address", flat=True))
    inboxes -= set(target.seen_in_inboxes.values_list("inbox", flat=True))
    for one in addresses:
        target.participants.create(address_id=one)
    for one in inboxes:
        target.seen_in_inboxes.create(inbox_id=one)
    return {"participants": sorted(addresses), "inboxes": sorted(inboxes)}


def _carry_on(source: Conversation, new: Conversation) -> None:
    """What is split off carries the tags of the whole."""
    for one in source.taggings.all():
        new.taggings.create(tag_id=one.tag_id, at=one.at, by=one.by)


def _empty(source: Conversation, target: Conversation, by: User) -> None:
    now = timezone.now()
    type(source).objects.filter(pk=source.pk).update(
        merged_into=target, merged_at=now, merged_by=by, closed_at=now, closed_by=by, waiting_since=None,
        snoozed_until=None, snoozed_by=None, assigned_to=None, assigned_at=None, person=None, message_count=0,
    )  # fmt: skip


def _sibling(source: Conversation, message: Message) -> Conversation:
    person = message.writer.person if message.writer else source.person
    return type(source).objects.create(
        inbox=source.inbox, person=person, subject=message.subject or source.subject,
        subject_key=source.subject_key, begun_at=message.said_at, last_at=message.said_at,
        waiting_since=source.waiting_since, closed_at=source.closed_at, closed_by=source.closed_by,
        assigned_to=source.assigned_to, assigned_at=source.assigned_at,
    )  # fmt: skip


def _guard_merge(source: Conversation, target: Conversation) -> None:
    if source.pk == target.pk:
        raise NotTogether(_("That is the same conversation."))
    if source.merged_into_id or target.merged_into_id:
        raise NotTogether(_("One of them was merged meanwhile. Open it anew."))
    if source.tells_us_off() or target.tells_us_off():
        raise NotTogether(_("Somebody tells us off in one of them. Answer that first."))
    if source.folded_at or target.folded_at:
        raise NotTogether(_("One of them is folded away. Bring it back first."))
    if source.private_at or target.private_at:
        raise NotTogether(_("One of them is private. Open it to its inbox first."))
    if not _same_eyes(source, target):
        raise NotTogether(
            _("Not the same colleagues see both; merged, some would read what is hidden from them.")
        )


def _same_eyes(source: Conversation, target: Conversation) -> bool:
    """Whether merging shows nothing to anybody who does not see it now."""
    one, other = (
        set(each.seen_in_inboxes.values_list("inbox", "inbox__is_team_wide")) for each in (source, target)
    )
    return one == other or all(any(is_wide for _pk, is_wide in each) for each in (one, other))


def _guard_split(source: Conversation, message: Message) -> None:
    if source.merged_into_id or message.conversation_id != source.pk:
        raise NotTogether(_("This was merged meanwhile. Open it anew."))
    if source.tells_us_off():
        raise NotTogether(_("They tell us off. Answer that first."))
    if source.private_at:
        raise NotTogether(_("It is private. Open it to its inbox first."))
    first = source.messages.order_by("said_at", "pk").first()
    if first is None or first.pk == message.pk:
        raise NotTogether(_("Everything was said after that; there is nothing to split."))
