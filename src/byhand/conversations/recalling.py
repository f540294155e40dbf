"""Recalling: what has not left yet is taken back, and its words stand on the sheet again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from django.db import models, transaction
from django.db.models import Max, Min

from byhand.conversations.again.hands import settle_hands
from byhand.conversations.between.telling_anew import tell_anew_in
from byhand.conversations.drafting import Words
from byhand.conversations.forwarding import unnote_forward
from byhand.conversations.recipients import line_of
from byhand.gate.leaving import Stage
from byhand.team.signin import SignIn
from byhand.team.typed import this_row

if TYPE_CHECKING:
    from byhand.conversations.call import CallQuerySet
    from byhand.conversations.conversation import Conversation
    from byhand.conversations.message import Message
    from byhand.gate.dispatch import Dispatch


class Recalling(models.Model):
    """The verb by which a colleague takes words back."""

    calls: CallQuerySet

    class Meta:
        abstract = True

    @transaction.atomic
    def take_back(self, message: Message, *, by: SignIn) -> bool:
        """False if some of it is on its way or gone; then nothing has changed. Raises NotSignedIn.

        Words of an author who has left the team are anybody's to take over: they stand on that colleague's sheet, and
        whoever sends them signs for them.
        """
        dispatch = message.dispatch
        if dispatch is None or not _may_take_back(dispatch, by) or not dispatch.recall(by=by):
            return False
        row = cast("Conversation", this_row(self).select_for_update().get())
        _words_back(row, message, dispatch, by)
        row.waiting_since, row.we_spoke_at = who_waits(row)
        row.save(update_fields=["waiting_since", "we_spoke_at"])
        settle_hands([row])
        tell_anew_in([row.pk])
        if row.closed_by_id == by.user.pk and row.closed_at and row.closed_at >= message.said_at:
            row.undo_close(by=by.user)  # “send and done” is taken back whole
        return True


def _may_take_back(dispatch: Dispatch, by: SignIn) -> bool:
    return dispatch.author_id == by.user.pk or not (dispatch.author.is_active or by.user.is_guest)


def _words_back(row: Conversation, message: Message, dispatch: Dispatch, by: SignIn) -> None:
    """Before whatever the colleague has begun to write since."""
    begun = row.drafts.filter(author=by.user).first()
    body = "\n\n".join(one for one in (message.new_text, begun.body if begun else "") if one.strip())
    words = Words(
        to=line_of(message.to),
        cc=line_of(message.cc),
        bcc=line_of(dispatch.bcc),
        subject=message.subject,
        body=body,
        seen_message=message.pk,
    )
    row.promises.model.objects.unsay(message)
    draft = row.drafts.model.objects.keep(words, conversation=row, by=by.user)
    for file in message.attachments.all():
        draft.files.create(filename=file.filename, type=file.type, size=file.size, sha256=file.sha256)
    if message.forwards:
        draft.forwards = message.forwards
        draft.save(update_fields=["forwards"])
        unnote_forward(row, message)


def who_waits(row: Conversation) -> tuple[datetime | None, datetime | None]:
    """Since when they wait for us, and when we last spoke, as if the recalled words had not been said. Calls count."""
    said = row.messages.filter(automatic="").exclude(dispatch__deliveries__stage=Stage.RECALLED)
    wrote = said.exclude(origin="came").aggregate(at=Max("said_at"))["at"]
    talked = row.calls.aggregate(at=Max("taken_at"))["at"]
    ours = max(filter(None, (wrote, talked)), default=None)
    theirs = said.filter(origin="came", **({"said_at__gt": ours} if ours else {}))
    called = row.calls.unanswered().filter(**({"begun_at__gt": ours} if ours else {}))
    waited = (theirs.aggregate(at=Min("said_at"))["at"], called.aggregate(at=Min("begun_at"))["at"])
    return min(filter(None, waited), default=None), ours
