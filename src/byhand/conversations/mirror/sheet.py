"""The sheet the mirror looks at: the words written so far, the conversation they are for, and who writes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from byhand.channels.inbox import Sight
from byhand.conversations.again.said import LONGEST, Said, said_in
from byhand.conversations.conversation import Conversation
from byhand.conversations.message import Message
from byhand.conversations.promise import Promise
from byhand.kit.quoting import split

# The last words of a long exchange say what is asked now; nobody is held to what was said sixty letters ago.
_LATEST = 60


@dataclass(frozen=True)
class Sheet:
    """What every kind looks at; what several of them need is read once."""

    draft: str
    conversation: Conversation
    sight: Sight
    ticked: frozenset[int] = frozenset()  # promises it is said to keep

    @cached_property
    def body(self) -> str:
        return self.draft.replace("\r\n", "\n").replace("\0", "")[:LONGEST]

    @cached_property
    def said(self) -> Said:
        return said_in(self.body)

    @cached_property
    def exchange(self) -> list[Message]:
        """What people said in the conversation, oldest first. One query."""
        said = self.conversation.messages.standing().filter(automatic="").order_by("-said_at", "-pk")
        shown = said.only("origin", "said_at", "new_text", "text", "writer_name", "automatic")[:_LATEST]
        return list(reversed(shown))

    @cached_property
    def theirs(self) -> list[Message]:
        return [one for one in self.exchange if not one.is_ours()]

    @cached_property
    def ours(self) -> list[Message]:
        return [one for one in self.exchange if one.is_ours()]

    @cached_property
    def promises(self) -> list[Promise]:
        """What we promised in the conversation, and nobody has said what became of it."""
        return list(self.conversation.promises.open().ours().only("text", "due_on"))

    def unanswered(self) -> list[Message]:
        """What they said since our last word; all of it where we said nothing yet."""
        since = self.ours[-1].said_at if self.ours else None
        return [one for one in self.theirs if since is None or one.said_at > since]


def all_told(message: Message) -> str:
    """Their words with their signature: a phone number stands there as often as in a sentence."""
    return f"{message.new_text[:LONGEST]}\n\n{split(message.text[:LONGEST]).signature}"
