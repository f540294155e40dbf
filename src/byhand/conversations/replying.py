"""Replying: a colleague's words go through the gate and stand in the conversation, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, cast

from django.db import models, transaction
from django.utils.translation import gettext as _

from byhand.conversations.again.hands import settle_hands
from byhand.conversations.again.index import note_said
from byhand.conversations.between.noting import Stand, note_between
from byhand.conversations.forwarding import guard_forward, note_forward
from byhand.conversations.holding import hold_those_of_others
from byhand.conversations.quoting_facts import note_facts
from byhand.conversations.unasked import context_of
from byhand.gate.dispatch import Dispatch
from byhand.gate.refusals import Refusal
from byhand.kit.mime import Mailbox
from byhand.people.recognising import recognise
from byhand.team.signin import SignIn
from byhand.team.typed import this_row

if TYPE_CHECKING:
    from byhand.conversations.conversation import Conversation
    from byhand.conversations.draft import Draft
    from byhand.conversations.message import Message
    from byhand.conversations.promise import Promise


class Replying(models.Model):
    """The verb by which a colleague answers."""

    class Meta:
        abstract = True

    @transaction.atomic
    def reply(
        self, draft: Draft, *, by: SignIn, leaves_at: datetime | None = None,
        keeps: Iterable[Promise] = (), promises: Iterable[str] = (), reason: str = "",
    ) -> Message:  # fmt: skip
        """Releases the draft and records it as a message; the draft is gone with that. It keeps those promises.

        `promises` are sentences of it that its writer wants noted as such. `reason`: why it cannot wait, where it
        answers nobody and their budget is used up.

        Locks the conversation's row first: two colleagues cannot both send. Raises Refusal and NotSignedIn;
        then nothing has changed and the draft is kept. With a moment, it leaves then and not before.
        """
        row = cast("Conversation", this_row(self).select_for_update().get())
        if row.merged_into_id:
            raise Refusal(
                _(
                    "This was merged into another conversation meanwhile; your words stand there. Open it anew."
                ),
                rule="conversation_is_merged",
            )
        newest = row.messages.standing().aggregate(newest=models.Max("pk"))["newest"] or 0
        guard_forward(draft, by.user)
        envelope = draft.envelope()
        context = replace(context_of(row, envelope, reason, by.user), seen=draft.seen_message, newest=newest)
        dispatch = Dispatch.objects.release(
            envelope, kind=Dispatch.Kind.PERSONAL, context=context, by=by, leaves_at=leaves_at
        )
        message = record(row, dispatch)
        hold_those_of_others(row, by.user)
        note_forward(draft, message, by=by.user)
        for promise in keeps:
            promise.keep(by=by.user, message=message)
        message.proposals.model.objects.accept_ticked(message, promises, by=by.user)
        draft.delete()
        return message

    @transaction.atomic
    def reply_and_close(
        self, draft: Draft, *, by: SignIn, keeps: Iterable[Promise] = (), promises: Iterable[str] = (),
        reason: str = "",
    ) -> Message:  # fmt: skip
        """The same, and the matter is done with it. Raises Refusal and NotSignedIn; then nothing has changed."""
        message = self.reply(draft, by=by, keeps=keeps, promises=promises, reason=reason)
        cast("Conversation", self).close(by=by.user)
        return message


def record(row: Conversation, dispatch: Dispatch) -> Message:
    """The words as a message; everyone they go to takes part and is known from now on."""
    envelope = dispatch.envelope()
    addresses = recognise(Mailbox(one.name, one.address) for one in envelope.recipients())
    # In the order in which people are locked everywhere.
    for address in sorted(addresses.values(), key=lambda one: one.person_id):
        row.join(address)
        address.person.become_known()
    message = row.messages.create(
        inbox=dispatch.inbox, origin="sent", dispatch=dispatch, colleague=dispatch.author,
        writer_name=dispatch.author_name, message_id=dispatch.message_id, in_reply_to=dispatch.in_reply_to,
        references=dispatch.references, to=dispatch.to, cc=dispatch.cc, said_at=dispatch.released_at,
        subject=dispatch.subject, text=envelope.words(), new_text=dispatch.body,
    )  # fmt: skip
    for file in envelope.files:
        message.attachments.create(filename=file.filename, type=file.type, size=file.size, sha256=file.sha256)
    note_facts(message)
    note_said([message])
    message.proposals.model.objects.propose_of_ours(message)
    row.we_spoke(message.said_at, message.new_text)
    row.save(update_fields=list(row.LISTED))
    settle_hands([row] if row.message_count > 1 else ())
    inboxes = row.seen_in_inboxes.values_list("inbox", flat=True)
    note_between([message], addresses, [Stand(row, frozenset(inboxes))])
    return message
