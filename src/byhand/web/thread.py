"""The thread: everything that was said and happened in a conversation, in one line of time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from django.db.models import DateTimeField, F, QuerySet

from byhand.channels.chat.settings import KIND
from byhand.channels.envelope import Recipient
from byhand.conversations.attachment import Attachment
from byhand.conversations.call import Call
from byhand.conversations.conversation import Conversation
from byhand.conversations.event import Event
from byhand.conversations.message import Message
from byhand.conversations.note import Note
from byhand.files import clamd
from byhand.files.marks import mark
from byhand.gate.notice import Notice
from byhand.gate.notices import line_of
from byhand.team.kept import Given, kept
from byhand.team.user import User
from byhand.web.calls_said import beside_it, call_said
from byhand.web.deliveries import Way, ways_of
from byhand.web.happenings import sentence_of
from byhand.web.readers import who_sees_what

# A thread opens with its newest messages; the rest is a click away.
NEWEST = 60
MOST = 2000
BREATH = timedelta(minutes=5)
BEFORE_ALL = datetime(1, 1, 2, tzinfo=UTC)

Kind = Literal["message", "machine", "taken back", "note", "event", "notice", "call"]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in the line of time."""

    kind: Kind
    at: datetime
    one: Any
    words: str = ""
    way: Way | None = None
    folded: str = ""
    files: tuple[Attachment, ...] = ()
    readers: str = ""
    beside: tuple[str, ...] = ()
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """The items, oldest first; `earlier` tells that older ones exist; `newest` is the newest message's id."""

    items: list[Item]
    earlier: bool
    newest: int
    messages: list[Message]

    def said(self) -> list[Message]:
        """The messages somebody got: without those that were taken back."""
        return [item.one for item in self.items if item.kind == "message"]

    def up_to(self, message: str) -> list[Message]:
        """The same up to the message of that number; none if it is not here."""
        said = self.said()
        at = next((place for place, one in enumerate(said) if str(one.pk) == message), -1)
        return said[: at + 1]


def thread_of(conversation: Conversation, colleagues: dict[int, User], *, whole: bool = False) -> Thread:
    """Reads the thread: messages, files, deliveries, notes, events, notices, calls. Eight queries at most."""
    most, this = MOST if whole else NEWEST, conversation.pk
    found = _messages(most + 1).ask(conversation=this)
    messages, earlier = found[:most][::-1], len(found) > most
    since = messages[0].said_at if earlier else BEFORE_ALL
    files = _files_by_message(conversation, since)
    ways = ways_of([one.dispatch_id for one in messages if one.dispatch_id])
    items = [_of_message(one, ways.get(one.dispatch_id or 0), files[one.pk]) for one in messages]
    items += [Item("note", one.at, one) for one in _notes().ask(conversation=this, since=since)]
    for event in _events().ask(conversation=this, since=since):
        if sentence := sentence_of(event, colleagues):
            items.append(Item("event", event.at, event, sentence))
    notices = _notices().ask(conversation=conversation.public_id, since=since)
    items += [Item("notice", one.made_at, one, line_of(one)) for one in notices]
    if getattr(conversation, "has_calls", True):
        items += [_of_call(one) for one in _calls(this, since)]
    items.sort(key=lambda item: item.at)
    if conversation.inbox.kind == KIND:
        items = as_lines(items)
    return Thread(items, earlier, max((one.pk for one in messages), default=0), messages)


def as_lines(items: list[Item]) -> list[Item]:
    """In a chat, what one says in a breath stands under one name."""
    befores = [None, *items]
    return [replace(one, follows=_follows(one, before)) for one, before in zip(items, befores, strict=False)]


def _follows(one: Item, before: Item | None) -> bool:
    if before is None or one.kind != "message" or before.kind != "message" or one.at - before.at > BREATH:
        return False
    mine, theirs = one.one, before.one
    same_writer = (mine.writer_id, mine.colleague_id) == (theirs.writer_id, theirs.colleague_id)
    return same_writer and mine.sender == theirs.sender


@kept
def _messages(most: int) -> QuerySet[Message]:
    return Message.objects.filter(conversation=Given("conversation")).for_thread().reverse()[:most]


@kept
def _files(*, marked: bool) -> QuerySet[Attachment]:
    theirs = Attachment.objects.filter(message__conversation=Given("conversation"))
    theirs = theirs.filter(message__said_at__gte=Given("since", DateTimeField()))
    return theirs.annotate(mark=mark()) if marked else theirs


@kept
def _notes() -> QuerySet[Note]:
    return Note.objects.filter(conversation=Given("conversation"), at__gte=Given("since", DateTimeField()))


@kept
def _events() -> QuerySet[Event]:
    here = Event.objects.filter(conversation=Given("conversation"), at__gte=Given("since", DateTimeField()))
    leads = {"leads": F("leads_to__public_id"), "waits": F("leads_to__waiting_since")}
    return here.annotate(**leads)


@kept
def _notices() -> QuerySet[Notice]:
    return Notice.objects.filter(about=Given("conversation"), made_at__gte=Given("since", DateTimeField()))


def _calls(conversation: int, since: datetime) -> QuerySet[Call]:
    """Asked where there are some: in most conversations nobody ever called."""
    rows = Call.objects.filter(conversation=conversation, begun_at__gte=since).select_related(
        "taken_by", "called_by", "address", "conversation__person", "by_phone"
    )
    return rows.prefetch_related("recordings", "words_at_exchange")[:MOST]


def _of_call(call: Call) -> Item:
    return Item("call", call.begun_at, call, call_said(call), beside=tuple(beside_it(call)))


def _of_message(message: Message, way: Way | None, files: list[Attachment]) -> Item:
    if way and way.was_taken_back:
        return Item("taken back", message.said_at, message, way=way)
    kind: Kind = "machine" if message.is_from_a_machine() else "message"
    listed = _listed(message, files)
    return Item(
        kind, message.said_at, message, way=way, folded=folded_part(message), files=listed,
        readers=_readers(message, way),
    )  # fmt: skip


def _readers(message: Message, way: Way | None) -> str:
    """Who sees what of a letter of ours."""
    seen = (
        [Recipient(one["address"], one.get("name", "")) for one in (*message.to, *message.cc)] if way else []
    )
    return who_sees_what(seen, way.unseen) if way else ""


def folded_part(message: Message) -> str:
    """What is quoted or signed below the new words; the whole if the new words do not stand first in it."""
    if not message.new_text.strip() or not message.has_fold():
        return ""
    whole, new = message.text.strip(), message.new_text.strip()
    return whole[len(new) :].strip("\n") if whole.startswith(new) else whole


def _listed(message: Message, files: list[Attachment]) -> tuple[Attachment, ...]:
    """The files to list: pictures that the letter itself shows are none."""
    in_the_letter = bool(message.html) and message.is_rich
    return tuple(one for one in files if not (one.inline and in_the_letter))


def _files_by_message(conversation: Conversation, since: datetime) -> dict[int, list[Attachment]]:
    found: dict[int, list[Attachment]] = defaultdict(list)
    for one in _files(marked=clamd.is_wanted()).ask(conversation=conversation.pk, since=since):
        found[one.message_id].append(one)
    return found
