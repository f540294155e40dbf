"""The thread: everything that was said and happened in a conversation, in one line of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from byhand.conversations.attachment import Attachment
from byhand.conversations.conversation import Conversation
from byhand.conversations.message import Message
from byhand.gate.notice import Notice
from byhand.gate.notices import line_of
from byhand.team.user import User
from byhand.web.deliveries import Way, way_of
from byhand.web.happenings import sentence_of

# A thread opens with its newest messages; the rest is a click away.
NEWEST = 60
MOST = 2000

Kind = Literal["message", "machine", "taken back", "note", "event", "notice"]


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


@dataclass(frozen=True, slots=True)
class Thread:
    """The items, oldest first; `earlier` tells that older ones exist; `newest` is the newest message's id."""

    items: list[Item]
    earlier: bool
    newest: int
    messages: list[Message]


def thread_of(conversation: Conversation, colleagues: dict[int, User], *, whole: bool = False) -> Thread:
    """Reads the thread: messages, files, deliveries, notes, events, notices. Six queries at most."""
    most = MOST if whole else NEWEST
    found = list(conversation.messages.for_thread().reverse()[: most + 1])
    messages, earlier = found[:most][::-1], len(found) > most
    since = messages[0].said_at if earlier else None
    items = [_of_message(one) for one in messages]
    items += [Item("note", one.at, one) for one in _since(conversation.notes.all(), "at", since)]
    items += _happenings(conversation, colleagues, since)
    notices = _since(Notice.objects.filter(about=conversation.public_id), "made_at", since)
    items += [Item("notice", one.made_at, one, line_of(one)) for one in notices]
    items.sort(key=lambda item: item.at)
    return Thread(items, earlier, max((one.pk for one in messages), default=0), messages)


def _of_message(message: Message) -> Item:
    way = way_of(message.dispatch) if message.dispatch else None
    if way and way.was_taken_back:
        return Item("taken back", message.said_at, message, way=way)
    kind: Kind = "machine" if message.is_from_a_machine() else "message"
    return Item(
        kind, message.said_at, message, way=way, folded=folded_part(message), files=_files_of(message)
    )


def folded_part(message: Message) -> str:
    """What is quoted or signed below the new words; the whole if the new words do not stand first in it."""
    if not message.new_text.strip() or not message.has_fold():
        return ""
    whole, new = message.text.strip(), message.new_text.strip()
    return whole[len(new) :].strip("\n") if whole.startswith(new) else whole


def _files_of(message: Message) -> tuple[Attachment, ...]:
    """The files to list: pictures that the letter itself shows are none."""
    in_the_letter = bool(message.html) and message.is_rich
    return tuple(one for one in message.attachments.all() if not (one.inline and in_the_letter))


def _happenings(
    conversation: Conversation, colleagues: dict[int, User], since: datetime | None
) -> list[Item]:
    said = [(one, sentence_of(one, colleagues)) for one in _since(conversation.events.all(), "at", since)]
    return [Item("event", one.at, one, sentence) for one, sentence in said if sentence]


def _since(rows: Any, column: str, since: datetime | None) -> Any:
    return rows.filter(**{f"{column}__gte": since}) if since else rows
