"""Shared: conversations with others, too. What whoever is erased said goes; what others said stays, without them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress

from byhand.conversations.attachment import Attachment
from byhand.conversations.conversation import Conversation, Participant
from byhand.conversations.draft import Draft
from byhand.conversations.erasing.striking import struck_within
from byhand.conversations.erasing.theirs import Theirs
from byhand.conversations.event import Event
from byhand.conversations.message import Message
from byhand.conversations.move import Move
from byhand.conversations.note import Note
from byhand.conversations.promise import Promise
from byhand.conversations.proposal import Proposal
from byhand.conversations.relisting import relist
from byhand.conversations.sign import Sign
from byhand.conversations.subjects import subject_key
from byhand.files import store
from byhand.files.checking import NotHandedOut
from byhand.people.person import Person

Strike = Callable[[str], str]


def take_out_of_shared(theirs: Theirs, gone_ids: Collection[str], strike: Strike) -> set[int]:
    """Strikes them from what stays; gives the arrivals whose raw bytes named them. Their own messages are gone."""
    arrivals: set[int] = set()
    for message in Message.objects.filter(conversation__in=theirs.shared).select_related("arrival"):
        if message.arrival is not None:
            arrivals.add(message.arrival.pk)
            _keep_files_apart(message)
        _strike_message(message, theirs, gone_ids, strike)
    _strike_beside(theirs, strike)
    Participant.objects.filter(address__in=theirs.addresses).delete()
    for row in Conversation.objects.filter(pk__in=theirs.shared):
        _relist(row, theirs, strike)
    return arrivals


def _keep_files_apart(message: Message) -> None:
    """Files lie in the raw mail, which goes, since it names everybody it went to."""
    for one in Attachment.objects.filter(message=message, part__isnull=False):
        with suppress(store.Missing, IndexError, NotHandedOut):
            one.sha256 = store.keep(one.place().read())
        one.part = None
        one.save(update_fields=["part", "sha256"])


def _strike_message(message: Message, theirs: Theirs, gone_ids: Collection[str], strike: Strike) -> None:
    """Quotes may be theirs, and a page hides what it holds: the new words stay."""
    words = strike(message.new_text or message.text)

    def without(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        return [one for one in rows if one.get("address", "").lower() not in theirs.values]

    message.arrival, message.html, message.is_rich, message.invitation = None, "", False, None
    message.text, message.new_text, message.subject = words, words, strike(message.subject)
    message.to, message.cc = without(message.to), without(message.cc)
    message.in_reply_to = "" if message.in_reply_to in gone_ids else message.in_reply_to
    message.references = [one for one in message.references if one not in gone_ids]
    message.save(update_fields=[
        "arrival", "html", "is_rich", "invitation", "text", "new_text", "subject", "to", "cc", "in_reply_to",
        "references",
    ])  # fmt: skip


def _strike_beside(theirs: Theirs, strike: Strike) -> None:
    """Notes, events, promises, drafts, and what a merge remembers."""
    here = theirs.shared
    for noun, names in (
        (Note, ("text", "written_by")), (Event, ("words",)), (Promise, ("text", "moved_because", "broken_because")),
        (Draft, ("to", "cc", "bcc", "subject", "body")),
    ):  # fmt: skip
        for row in noun._default_manager.filter(conversation__in=here):
            _strike_row(row, names, strike)
    for row in Proposal.objects.filter(message__conversation__in=here):
        _strike_row(row, ("sentence", "text", "said_when"), strike)
    for row in Sign.objects.filter(message__conversation__in=here):
        _strike_row(row, ("words",), strike)
    for move in [*Move.objects.filter(source__in=here), *Move.objects.filter(target__in=here)]:
        move.before = struck_within(move.before, strike)
        move.save(update_fields=["before"])


def _strike_row(
    row: Note | Event | Promise | Draft | Proposal | Sign, names: Collection[str], strike: Strike
) -> None:
    changed = {name: said for name in names if (said := strike(before := getattr(row, name))) != before}
    if changed:
        for name, said in changed.items():
            setattr(row, name, said)
        row.save(update_fields=list(changed))


def _relist(row: Conversation, theirs: Theirs, strike: Strike) -> None:
    if row.person_id in theirs.people:
        others = Person.objects.filter(addresses__takes_part__conversation=row).order_by("pk")
        row.person = others.first()
    row.subject, row.folded_because = strike(row.subject), strike(row.folded_because)
    row.subject_key, row.preview = subject_key(row.subject), ""
    row.save(update_fields=["person", "subject", "subject_key", "folded_because", "preview"])
    relist(row)
