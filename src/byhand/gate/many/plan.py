"""A plan: everything about a broadcast that is read, agreed to, hashed and sealed. Another word is another plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from byhand.channels.inbox import Inbox
from byhand.gate.canonical import canonical, instant
from byhand.kit.personal import Slot, slots_in
from byhand.people.topic import Topic


@dataclass(frozen=True, slots=True)
class Words:
    """What it says in one language (a code of two letters). The body is Markdown; `{field|words}` stands for a fact,
    else for the words. `version`: which of two that are compared by lot (`lot.py`); empty where there is one."""

    language: str
    subject: str
    body: str
    version: str = ""

    def canonical(self) -> str:
        """Words of which there is one version are written down as they were before there could be two."""
        said = {"language": self.language, "subject": self.subject, "body": self.body}
        return canonical({**said, "version": self.version} if self.version else said)

    def fields(self) -> frozenset[str]:
        """The names of the facts it wants of each reader."""
        return frozenset(one.name for one in self.slots())

    def needs(self) -> frozenset[str]:
        """Those for which nothing is said in their place."""
        return frozenset(one.name for one in self.slots() if not one.otherwise)

    def slots(self) -> list[Slot]:
        return slots_in(f"{self.subject}\n{self.body}")


@dataclass(frozen=True, slots=True)
class Author:
    """From whom every letter is: a colleague, by the name that they had when it was let go."""

    colleague: int
    name: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`words`: the main language first, and of each the first version. `audience`: its rules in canonical form;
    `audience_said`: as a sentence.

    `leaves_at`: not before; `latest_at`: past it what has not left is held. `must_know`: it passes consent and budget,
    `because` it is a recall, a closure or a breach (`because.py`); even then it `may_wait` for its readers' morning and
    its author's time to answer, as every other one does. `below`: what stands below its author's name in every letter.
    `author`: None in plans that were sealed before whom a letter is from was part of what is read.
    """

    inbox: Inbox
    words: tuple[Words, ...]
    topic: Topic | None
    audience: str
    audience_said: str
    leaves_at: datetime | None = None
    latest_at: datetime | None = None
    must_know: bool = False
    because: str = ""
    may_wait: bool = False
    below: str = ""
    author: Author | None = None

    def digest(self) -> str:
        """Names exactly this plan: SHA-256, hex, of its canonical JSON."""
        return sha256(self.canonical().encode()).hexdigest()

    def canonical(self) -> str:
        more: dict[str, str | int] = {"may_wait": 1} if self.may_wait else {}
        if self.below:
            more["below"] = self.below
        if self.author:
            more |= {"author": self.author.colleague, "author_name": self.author.name}
        return canonical(
            {
                "inbox": self.inbox.pk,
                "words": [one.canonical() for one in self.words],
                "topic": self.topic.pk if self.topic else None,
                "audience": self.audience,
                "audience_said": self.audience_said,
                "leaves_at": instant(self.leaves_at) if self.leaves_at else None,
                "latest_at": instant(self.latest_at) if self.latest_at else None,
                "must_know": int(self.must_know),
                "because": self.because,
                **more,
            }
        )

    @property
    def goes_at_once(self) -> bool:
        """By day and night, however many answers come."""
        return self.must_know and not self.may_wait

    def words_in(self, language: str, version: str = "") -> Words:
        """Those in this language, else in the main one; of both versions the first, unless the other is asked for."""
        return words_in(self.words, language, version)

    def versions_in(self, language: str) -> tuple[Words, ...]:
        """What of this language, else of the main one, is drawn between: one, or two."""
        spoken = self.words_in(language).language
        return tuple(one for one in self.words if one.language == spoken)

    def needs_in(self, language: str) -> frozenset[str]:
        """The facts without which nobody gets it in this language. Both versions ask for the same: else whoever reads
        one of them would be chosen by what is known of them, and not by lot."""
        return frozenset[str]().union(*(one.needs() for one in self.versions_in(language)))

    def languages(self) -> list[str]:
        """The main one first."""
        return list(dict.fromkeys(one.language for one in self.words))

    def compares(self) -> bool:
        """Whether anybody draws between two versions."""
        return any(one.version for one in self.words)


def words_in(every: Sequence[Words], language: str, version: str = "") -> Words:
    """Of everything a plan says: what stands for somebody of this language and version."""
    spoken = language if any(one.language == language for one in every) else every[0].language
    theirs = [one for one in every if one.language == spoken]
    return next((one for one in theirs if one.version == version), theirs[0])
