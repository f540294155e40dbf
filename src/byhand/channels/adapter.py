"""What every channel can do. An adapter is a folder beside this file and one line in `registry.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from django.utils.functional import Promise as LazyText

from byhand.channels.envelope import Outgoing

if TYPE_CHECKING:
    from byhand.channels.inbox import Inbox


class Refused(Exception):
    """The other side said no, or could not be reached, before it took the words.

    `permanent`: asking again is useless. The text is a sentence for a person. `of_the_recipient`: what the other side
    said when it heard for whom it is, as far as it speaks of them: an enhanced status (RFC 3463), and its own words.
    `asks_to_slow_down`: it is for now, and about how much goes to where they are, not about this one letter.
    """

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool,
        of_the_recipient: tuple[str, str] | None = None,
        asks_to_slow_down: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.of_the_recipient = of_the_recipient
        self.asks_to_slow_down = asks_to_slow_down


class NoAnswer(Exception):
    """The words were handed over and no answer came: perhaps delivered. The text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Handover:
    """The other side took the words: what it answered, and the id it gave them if any."""

    answer: str
    remote_id: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one look brought: how many arrivals were stored, and whether more is there at once."""

    stored: int = 0
    more: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """One thing tried live, with the outcome as a sentence."""

    name: str
    passed: bool
    sentence: str
    details: Mapping[str, str] = field(default_factory=dict[str, str])


class Adapter(Protocol):
    """A channel's four verbs. It keeps nothing itself: settings and cursors lie in the inbox's rows."""

    kind: str
    icon: str
    undo_seconds: int
    can_send: bool
    holds_mail: bool  # what comes is mail; else it is written down by `said.py`

    @property
    def label(self) -> LazyText | str: ...

    def reaches(self, address: str) -> bool:
        """Whether words can go to that address from such an inbox, as far as its form tells."""
        ...

    def fetch(self, inbox: Inbox) -> Fetched:
        """Stores what is new as arrivals, then acknowledges. Raises Refused."""
        ...

    def send(
        self, inbox: Inbox, outgoing: Outgoing, recipient: str, about_to_speak: Callable[[], None]
    ) -> Handover:
        """Hands the words over for one recipient.

        Calls `about_to_speak` once, just before the point of no return (SMTP DATA); if that raises, nothing
        was said. Raises Refused while nothing was taken, NoAnswer when nobody knows.
        """
        ...

    def file_sent(self, inbox: Inbox, outgoing: Outgoing) -> None:
        """Files a copy where colleagues expect sent words; finding it there already is success. Raises Refused."""
        ...

    def verify(self, inbox: Inbox) -> list[Check]:
        """Tries everything live and tells each outcome in words; raises nothing."""
        ...
