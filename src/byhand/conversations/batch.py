"""A batch: what some read mail will write, gathered in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

from byhand.channels.arrival import Arrival
from byhand.conversations.answer_to_many import AnswerToMany
from byhand.conversations.conversation import Conversation, ConversationInbox, Participant
from byhand.conversations.event import Event
from byhand.conversations.judging import Judgement
from byhand.conversations.message import Message
from byhand.conversations.tagging import Tagging
from byhand.conversations.threading import Known
from byhand.kit.mime import ParsedMail
from byhand.people.address import Address
from byhand.team.user import User


@dataclass(slots=True)
class Batch:
    """What is to be written."""

    known: Known
    addresses: dict[str, Address]
    ours: set[str]
    colleagues: dict[str, User]
    new: list[Conversation] = field(default_factory=list[Conversation])
    changed: dict[int, Conversation] = field(default_factory=dict[int, Conversation])
    messages: list[Message] = field(default_factory=list[Message])
    mails: list[ParsedMail] = field(default_factory=list[ParsedMail])
    judgements: list[Judgement] = field(default_factory=list[Judgement])
    seen: list[ConversationInbox] = field(default_factory=list[ConversationInbox])
    joining: list[Participant] = field(default_factory=list[Participant])
    events: list[Event] = field(default_factory=list[Event])
    taggings: list[Tagging] = field(default_factory=list[Tagging])
    answers: list[AnswerToMany] = field(default_factory=list[AnswerToMany])
    twice: list[Arrival] = field(default_factory=list[Arrival])
