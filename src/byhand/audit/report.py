"""What the audit says, typed: every finding with the figures it rests on. `report.json` has the same shape."""

from __future__ import annotations

from dataclasses import dataclass

from byhand.audit.rates import Rate

VERSION = 1


@dataclass(frozen=True, slots=True)
class Example:
    """Where a message lies, so that it can be opened."""

    place: str
    date: str | None
    subject: str
    words: str  # its beginning, or the sentence in question


@dataclass(frozen=True, slots=True)
class Period:
    """The first and last day of the history; None if no message carries a plausible date."""

    first: str | None
    last: str | None
    undated: int  # messages without a plausible date


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What could not be read: how many, and the first of them."""

    count: int
    listed: tuple[tuple[str, str], ...]  # where, why


@dataclass(frozen=True, slots=True)
class Month:
    """What we sent in one month, by kind."""

    month: str
    personal: int
    repeated: int
    automatic: int
    broadcast: int


@dataclass(frozen=True, slots=True)
class Mix:
    """What we sent, by kind."""

    sent: int
    personal: Rate
    repeated: Rate
    automatic: Rate
    broadcast: Rate
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """A sentence said again and again."""

    sentence: str
    people: int
    messages: int
    colleagues: int
    answered: Rate
    own_words_answered: Rate  # own-word messages to the same people
    difference: Rate  # within each person: answered to this, less answered to own words
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same answer given twice in one conversation."""

    person: str
    subject: str
    covered: float  # share of the shorter message that the other holds
    asked_between: bool
    first: Example
    second: Example


@dataclass(frozen=True, slots=True)
class Loop:
    """Two machines that answered each other."""

    ours: str
    theirs: str
    messages: int
    first: str


@dataclass(frozen=True, slots=True)
class Automatic:
    """Mail by machines."""

    received: Rate
    sent: Rate
    kinds: dict[str, int]
    senders: tuple[tuple[str, int], ...]
    loops: tuple[Loop, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question nobody answered."""

    person: str
    example: Example


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Conversations with a question, and those that never got a person's answer."""

    never: Rate
    only_automatic: int
    questions: tuple[Question, ...]
    held: Rate  # of their letters that answer one of ours, those whose conversation holds an earlier one of ours
    sent_is_missing: bool  # our own folders seem to be missing: more counts as unanswered than was


@dataclass(frozen=True, slots=True)
class Step:
    """Answers that came within so many working hours."""

    hours: float
    share: Rate


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """Working hours until a person first answered, never per colleague."""

    median_hours: Rate
    steps: tuple[Step, ...]
    clock: str  # what counts as a working hour


@dataclass(frozen=True, slots=True)
class Dose:
    """The k-th touch since their last word."""

    touch: int
    answered: Rate
    unsubscribed: Rate


@dataclass(frozen=True, slots=True)
class Silent:
    """Somebody who wrote once, was written to and written to, and says nothing any more."""

    person: str
    they_wrote: int
    since: str
    touches_since: int


@dataclass(frozen=True, slots=True)
class Promises:
    """Candidates for promises, and whether another message followed."""

    candidates: int
    followed: Rate
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """A person and the colleague who knows them best."""

    person: str
    colleague: str
    strength: float  # messages, halved every 60 days
    reciprocity: float
    share: float  # of all colleagues' ties to this person
    colleagues: int
    last: str
    usual_days: float | None  # the longest tenth of their silences begins here
    silent_days: float
    hangs_on_one: bool
    drifting: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """One colleague and one person, for the picture of the network."""

    colleague: str
    person: str
    messages: int
    drifting: bool


@dataclass(frozen=True, slots=True)
class Broker:
    """A colleague's place in the network: low constraint joins people who do not know each other (Burt 1992)."""

    colleague: str
    people: int
    constraint: float


@dataclass(frozen=True, slots=True)
class Advice:
    """A sentence, the figure it comes from, and how many people it would help."""

    sentence: str
    finding: str
    people: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the audit found."""

    version: int
    messages: int
    copies: int  # held twice, counted once
    people: int
    colleagues: int
    period: Period
    us: tuple[str, ...]
    us_guessed: bool
    unreadable: Unreadable
    mix: Mix
    scripts: tuple[Script, ...]
    own_words: Rate  # answers to scripted less answers to own-word messages, within the same people
    repeats: tuple[Repeat, ...]
    repeats_found: int
    automatic: Automatic
    unanswered: Unanswered
    first_answer: FirstAnswer
    dose: tuple[Dose, ...]
    silent: tuple[Silent, ...]
    silent_found: int
    promises: Promises
    ties: tuple[Tie, ...]
    drifting_found: int
    hanging_found: int
    brokers: tuple[Broker, ...]
    network: tuple[Edge, ...]  # the ties with most messages
    advice: tuple[Advice, ...]
