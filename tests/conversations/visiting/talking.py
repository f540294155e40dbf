"""A visitor and a colleague talk, without a browser: what the doors and the sheet would do."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from tests import cast
from tests.cast import Studio

from byhand.channels.chat.settings import open_chat
from byhand.channels.models import Inbox, Line, Visitor
from byhand.conversations.answering import blank_answer
from byhand.conversations.intake import read_arrivals_due
from byhand.conversations.models import Conversation, Message
from byhand.conversations.visiting.attending import Attendance
from byhand.gate.delivering import deliver_at_once_due
from byhand.live.attending import Hello, Taken, Word
from byhand.team.models import User


@dataclass
class Guest:
    """One browser on a website."""

    chat: Inbox
    identity: str = ""
    token: str = field(default_factory=lambda: secrets.token_hex(16))
    desk: Attendance = field(default_factory=Attendance)

    def hello(self) -> Hello:
        return Hello(self.chat.options["key"], self.token, self.identity, "https://shop.example/bowls", "en")

    def says(self, words: str) -> Taken:
        """Said, stored and read."""
        (taken,) = self.desk.take([Word(self.hello(), secrets.token_hex(8), words)])
        read_arrivals_due()
        return taken

    def row(self) -> Visitor:
        return Visitor.objects.filter(inbox=self.chat).latest("pk")

    def conversation(self) -> Conversation:
        return Conversation.objects.filter(participants__address__value=self.row().address()).latest("pk")

    def leaves(self, email: str, name: str = "Ruth") -> str:
        return self.desk.reach(self.row().pk, name, email)

    def goes(self) -> None:
        self.desk.here([self.row().pk])
        self.desk.gone([self.row().pk])

    def comes_back(self) -> list[str]:
        """What their page shows then."""
        (welcome,) = self.desk.welcome([self.hello()])
        assert welcome.visitor
        return [line["words"] for line in self.desk.lines({welcome.visitor: 0})[welcome.visitor]]


def a_chat(here: Studio, **more: object) -> Inbox:
    return open_chat(name="Website", origins=["https://shop.example"], goes_on_by=here.inbox.pk, **more)  # type: ignore[arg-type]


def answers(guest: Guest, words: str, *, by: User) -> Message:
    """As the sheet of the conversation offers it; it stands on their page."""
    conversation = guest.conversation()
    to = blank_answer(conversation, list(conversation.messages.for_thread()), newest=0).to
    message = cast.answer(conversation, words, by=by, to=to)
    deliver_at_once_due()
    return message


def grow_old(minutes: int = 3) -> None:
    """What was said to visitors was said so long ago."""
    Line.objects.update(at=cast.ago(minutes=minutes))
