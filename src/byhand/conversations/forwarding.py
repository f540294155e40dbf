"""Forwarding: a message goes on to somebody else, below a colleague's own words, in a conversation of its own.

Whoever gets it never takes part in the conversation it came from: nothing said there to the customer reaches them, and
nothing they answer reaches the customer. Both conversations lead to each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.dateformat import format as dated
from django.utils.translation import gettext as _

from byhand.conversations.event import Event
from byhand.conversations.recipients import line_of, written
from byhand.conversations.welcome import Unwelcome
from byhand.files.checking import NotHandedOut
from byhand.files.store import Missing
from byhand.gate.refusals import Refusal
from byhand.kit import passing_on
from byhand.kit.mime import Mailbox
from byhand.live import bus
from byhand.team.user import User

if TYPE_CHECKING:
    from byhand.conversations.attachment import Attachment
    from byhand.conversations.conversation import Conversation
    from byhand.conversations.draft import Draft
    from byhand.conversations.drafting import DraftQuerySet
    from byhand.conversations.message import Message


@dataclass(frozen=True, slots=True)
class Forward:
    """A draft that passes a message on, and why some of its files stay here."""

    draft: Draft
    left_behind: tuple[str, ...] = ()


@transaction.atomic
def pass_on(self: DraftQuerySet, message: Message, *, by: User) -> Forward:
    """Begins a letter that forwards this message with its files; one begun before is gone on with."""
    begun = self.filter(author=by, conversation=None, forwards=message).first()
    if begun is not None:
        return Forward(begun)
    draft = self.create(
        author=by, inbox=message.conversation.inbox, forwards=message, subject=_subject(message)
    )
    return Forward(draft, tuple(filter(None, (_take_along(draft, one) for one in message.attachments.all()))))


def quote_of(message: Message) -> str:
    """The message as it stands in the letter: who said it, when, to whom; never who got it unseen, never a note."""
    writer = Mailbox(message.writer_name, message.writer.value if message.writer else message.inbox.address)
    headers = (
        (_("From"), written(writer)),
        (_("Date"), dated(timezone.localtime(message.said_at), "D j M Y, H:i O")),
        (_("Subject"), message.subject),
        (_("To"), line_of(message.to)),
        (_("Copy to"), line_of(message.cc)),
    )
    text = message.text or message.new_text
    return passing_on.quoted(_("Forwarded message"), headers, text, shortened=_("… (shortened)"))


def guard_forward(draft: Draft, author: User) -> None:
    """Raises Refusal if they may no longer see what they pass on."""
    message = draft.forwards
    if message is None:
        return
    if not type(message).objects.visible_to(author).filter(pk=message.pk).exists():
        raise Refusal(
            _("You no longer see the conversation this comes from, so you cannot forward it."),
            rule="forwards_what_its_author_sees",
        )


def note_forward(draft: Draft, message: Message, *, by: User) -> None:
    """The letter has left: each of the two conversations leads to the other."""
    if draft.forwards is None or message.dispatch is None:
        return
    message.forwards = draft.forwards
    message.save(update_fields=["forwards"])
    source, here = draft.forwards.conversation, message.conversation
    if source.pk == here.pk:
        return
    source.events.create(kind=Event.Kind.FORWARDED, by=by, words=_names(message), leads_to=here)
    if not here.events.filter(kind=Event.Kind.FORWARD_OF, leads_to=source).exists():
        here.events.create(kind=Event.Kind.FORWARD_OF, by=by, words=source.subject, leads_to=source)


def same_eyes(here: Conversation, draft: Draft, *, by: User) -> None:
    """Whoever sees what was forwarded sees the forward; what was private stays among the same."""
    source = draft.forwards.conversation if draft.forwards else None
    if source is None:
        return
    for one in source.seen_in_inboxes.select_related("inbox"):
        here.seen_in(one.inbox)
    if source.is_private():
        among = [one.colleague for one in source.confidants.select_related("colleague")]
        here.make_private(among=[*among, source.assigned_to] if source.assigned_to else among, by=by)


def unnote_forward(here: Conversation, message: Message) -> None:
    """Its author took it back before it left: nobody got it."""
    source = message.forwards.conversation if message.forwards else None
    if source is not None:
        said = source.events.filter(kind=Event.Kind.FORWARDED, leads_to=here)
        said.update(kind=Event.Kind.NOT_SENT_ON)
        bus.conversations_changed([source.pk])


def _names(message: Message) -> str:
    hidden = message.dispatch.bcc if message.dispatch else []
    unseen = [_("%(name)s (unseen)") % {"name": one} for one in _called(hidden)]
    return ", ".join([*_called(message.to), *_called(message.cc), *unseen])


def _called(people: list[dict[str, str]]) -> list[str]:
    return [one.get("name") or one.get("address", "") for one in people]


def _take_along(draft: Draft, attachment: Attachment) -> str:
    """Keeps the file with the draft; else the sentence that says why not."""
    try:
        draft.attach(
            filename=attachment.filename or _("file"), type=attachment.type, content=attachment.content(),
            attachment=attachment,
        )  # fmt: skip
    except (Unwelcome, NotHandedOut) as no:
        return str(no)
    except (Missing, IndexError):
        return _("“%(name)s” could not be read and stays here.") % {"name": attachment.filename[-80:]}
    return ""


def _subject(message: Message) -> str:
    subject = " ".join((message.subject or message.conversation.subject).split())[:880]
    return subject if subject[:4].lower() == "fwd:" else f"Fwd: {subject}".strip()
