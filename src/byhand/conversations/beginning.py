"""Beginning: a colleague writes first. The verb is born on the queryset of conversations."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from django.db import transaction

from byhand.conversations.event import Event
from byhand.conversations.forwarding import guard_forward, note_forward, same_eyes
from byhand.conversations.replying import record
from byhand.conversations.subjects import subject_key
from byhand.conversations.unasked import context_of
from byhand.gate.dispatch import Dispatch
from byhand.kit.mime import Mailbox
from byhand.people.recognising import recognise
from byhand.team.signin import SignIn

if TYPE_CHECKING:
    from byhand.channels.envelope import Envelope
    from byhand.conversations.conversation import Conversation, ConversationQuerySet
    from byhand.conversations.draft import Draft
    from byhand.people.person import Person


@transaction.atomic
def begin(
    self: ConversationQuerySet,
    draft: Draft,
    *,
    by: SignIn,
    leaves_at: datetime | None = None,
    reason: str = "",
) -> Conversation:
    """Releases a new letter and opens its conversation; the draft is gone with that.

    `reason`: why it cannot wait, where their budget is used up. Raises Refusal and NotSignedIn; then nothing has
    changed and the draft is kept.
    """
    guard_forward(draft, by.user)
    envelope = draft.envelope()
    conversation = self.create(
        inbox=envelope.inbox, subject=envelope.subject[:1000], subject_key=subject_key(envelope.subject)
    )
    context = context_of(conversation, envelope, reason, by.user)
    dispatch = Dispatch.objects.release(
        envelope, kind=Dispatch.Kind.PERSONAL, context=context, by=by, leaves_at=leaves_at
    )
    conversation.seen_in(envelope.inbox)
    same_eyes(conversation, draft, by=by.user)
    conversation.person = _first_of(envelope)
    conversation.save(update_fields=["person"])
    Event.objects.create(
        conversation=conversation, kind=Event.Kind.BEGAN, by=by.user, at=dispatch.released_at
    )
    note_forward(draft, record(conversation, dispatch), by=by.user)
    draft.delete()
    return conversation


def _first_of(envelope: Envelope) -> Person | None:
    """The person the letter is to: whoever stands first."""
    first = envelope.recipients()[0]
    found = recognise([Mailbox(first.name, first.address)])
    return cast("Person | None", next((one.person for one in found.values()), None))
