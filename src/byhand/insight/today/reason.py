"""A reason: why somebody is worth a word today, in words, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from byhand.insight.today.asking import Asking


class Tone(Enum):
    """How the first words look: a person must decide, somebody waits, something good."""

    DUE = "due"
    WAIT = "wait"
    KEPT = "kept"


class Act(Enum):
    """The one thing to do."""

    WRITE = "write"
    CALL = "call"
    OPEN = "open"
    ANSWER = "answer"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Reason:
    """Of one person. `lead` strikes the eye, `sentence` says the rest, `quote` are words somebody said.

    `conversation` is where it is answered, if anywhere yet; `rests_on` says in words what it rests on, `message` and
    `rests_in` (the same conversation, if left out) where that stands; `is_asked`: where a colleague asks me to make
    them known to this person. The more `pressing`, the earlier among reasons
    of the same rule.
    """

    person: int
    lead: str
    sentence: str = ""
    quote: str = ""
    rests_on: str = ""
    conversation: str = ""
    rests_in: str = ""
    message: int | None = None
    is_asked: bool = False
    pressing: float = 0.0


class Group(Enum):
    """Under which heading it stands."""

    PROMISED = "promised"
    AWAY = "away"
    NEED = "need"
    ASKED = "asked"
    THEIRS = "theirs"
    DAY = "day"
    WHILE = "while"
    THANKS = "thanks"


HEADINGS: dict[Group, Words] = {
    Group.PROMISED: _("You promised"),
    Group.AWAY: _("Promised by somebody who is away"),
    Group.NEED: _("They need a person"),
    Group.ASKED: _("A colleague asks you"),
    Group.THEIRS: _("They said they would"),
    Group.DAY: _("A day that matters"),
    Group.WHILE: _("It has been a while"),
    Group.THANKS: _("Worth a word of thanks"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """Whom to name, and why. Its place in `RULES` is its rank.

    `law` is the number of the law it serves, `why` that in one plain sentence. At most `most` of a rule stand in a day,
    so that a bad week hides nobody else; a `duty` is never cut. A `courtesy` is not suggested to whoever complains.
    """

    name: str
    group: Group
    law: int
    why: Words
    find: Callable[[Asking], Iterable[Reason]]
    tone: Tone = Tone.DUE
    act: Act = Act.WRITE
    most: int = 3
    duty: bool = False
    courtesy: bool = False


LAWS: dict[int, Words] = {
    1: _("A person answers a person."),
    2: _("Software does the chores: it remembers and reminds."),
    3: _("Volume has a budget."),
    4: _("There is always a way to a person."),
    5: _("Nobody is asked twice."),
    6: _("No stopwatch."),
    7: _("Honest figures."),
}
