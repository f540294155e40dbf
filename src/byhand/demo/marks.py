"""What the colleagues of the demo did: notes, who had it, what was done, put off and promised, with its date."""

from __future__ import annotations

from datetime import datetime

from byhand.conversations.models import Conversation, Event, Message, Note, Promise
from byhand.conversations.promise import settle_urgency
from byhand.demo.story import Assigned, Done, Later, Mark, Story
from byhand.demo.story import Note as ToldNote
from byhand.demo.story import Promise as ToldPromise
from byhand.team.models import User


def put_marks(told: Story, now: datetime) -> None:
    """Writes them all, in the order in which they happened. Runs in the caller's transaction."""
    colleagues = {user.email: user for user in User.objects.all()}
    wanted = {mark.letter.strip("<>") for mark in told.marks}
    found = Message.objects.filter(message_id__in=wanted).select_related("conversation")
    conversations = {message.message_id: message.conversation for message in found}
    for mark in told.marks:
        conversation = conversations.get(mark.letter.strip("<>"))
        if conversation is not None and mark.at <= now:
            _put(mark, conversation, colleagues)


def _put(mark: Mark, conversation: Conversation, colleagues: dict[str, User]) -> None:
    by = colleagues[mark.by]
    if isinstance(mark, ToldNote):
        Note.objects.create(conversation=conversation, by=by, text=mark.text, at=mark.at)
    elif isinstance(mark, Assigned):
        _change(conversation, mark, by, Event.Kind.ASSIGNED, to=colleagues[mark.to],
                assigned_to=colleagues[mark.to], assigned_at=mark.at)  # fmt: skip
    elif isinstance(mark, ToldPromise):
        _promise(mark, conversation, by, colleagues)
    elif isinstance(mark, Done) and not _they_spoke_after(conversation, mark.at):
        _change(
            conversation, mark, by, Event.Kind.CLOSED, closed_at=mark.at, closed_by=by, waiting_since=None
        )
    elif isinstance(mark, Later) and not _they_spoke_after(conversation, mark.at):
        _change(conversation, mark, by, Event.Kind.SNOOZED, words=mark.until.isoformat(),
                snoozed_until=mark.until, snoozed_by=by)  # fmt: skip


def _change(
    conversation: Conversation, mark: Mark, by: User, kind: str, *,
    to: User | None = None, words: str = "", **changed: object,
) -> None:  # fmt: skip
    Conversation.objects.filter(pk=conversation.pk).update(**changed)
    Event.objects.create(conversation=conversation, kind=kind, by=by, to=to, at=mark.at, words=words)


def _promise(mark: ToldPromise, conversation: Conversation, by: User, colleagues: dict[str, User]) -> None:
    kept = mark.fate in ("kept", "moved")
    Promise.objects.create(
        conversation=conversation, by=by, text=mark.text[:300], due_on=mark.due, made_at=mark.at,
        side=Promise.Side.OURS if mark.ours else Promise.Side.THEIRS,
        kept_at=mark.settled_at or mark.at if kept else None, kept_by=by if kept else None,
    )  # fmt: skip
    settle_urgency(conversation.pk)


def _they_spoke_after(conversation: Conversation, at: datetime) -> bool:
    spoke = conversation.they_spoke_at
    return spoke is not None and spoke > at
