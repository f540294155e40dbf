"""One talk told: its turns become letters."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from byhand.demo.story.almanac import fill
from byhand.demo.story.attachments import File, invitation, page, photo
from byhand.demo.story.bounces import bounce
from byhand.demo.story.cast import COLLEAGUES, EMAIL, TEAM
from byhand.demo.story.posting import bytes_of, headers, message_id, received
from byhand.demo.story.quoting import Quotable, Written, as_html, own_words, quoted, written
from byhand.demo.story.script import Talk, Turn
from byhand.demo.story.shapes import Letter, Person

_NAMES = {colleague.key: colleague.name for colleague in COLLEAGUES}
_CHARSETS = {"ja": "iso-2022-jp", "de": "iso-8859-1"}
_DAY_OF_VISIT = timedelta(days=9)


@dataclass
class Telling:
    """A talk while it is told: what has been written, and what the next letter answers."""

    talk: Talk
    people: dict[str, Person]
    now: datetime
    began: datetime
    letters: list[Letter] = field(default_factory=list[Letter])
    chain: list[str] = field(default_factory=list[str])
    before: Quotable | None = None
    spoke: str = ""

    def go_on(self, turn: Turn, at: datetime) -> Letter:
        """The next letter of the talk."""
        letter = self._letter(turn, at)
        self.letters.append(letter)
        if letter.message_id:
            self.chain.append(letter.message_id)
        return letter

    def _letter(self, turn: Turn, at: datetime) -> Letter:
        if turn.who == "postmaster":
            return bounce(self.letters[-1], self._other(), at)
        return self._ours(turn, at) if turn.who in EMAIL else self._theirs(turn, at)

    def _other(self) -> Person:
        """Whom we write to: who of them wrote last, or whom the talk was begun with."""
        told = [turn.who for turn in self.talk.turns[: len(self.letters)] if turn.who in self.people]
        return self.people[told[-1] if told else self.talk.head["with"]]

    def _ours(self, turn: Turn, at: datetime) -> Letter:
        name, to, subject = _NAMES[turn.who], self._other(), self._subject("ours")
        ident = message_id("ours", "kilnlane.example", self.talk.key, len(self.letters))
        text = f"{self._words(turn, at)}\n\n-- \n{name}\n{TEAM.name}, {TEAM.phone}"
        if self.before and self.spoke not in EMAIL:
            text += f"\n\n{self._short_quote(self.before)}"
        rows = headers(
            (name, TEAM.address),
            self._readers(turn, (to.name, to.addresses[0])),
            subject,
            at,
            ident,
            self.chain,
            self._answered(turn),
        )
        self.before = Quotable(text, as_html(text, "div"), name, TEAM.address, to.name, subject, at)
        self.spoke = turn.who
        return Letter(
            bytes_of(rows, Written(text, None), attached=self._files(turn, at)),
            "Sent",
            at,
            EMAIL[turn.who],
            ident,
        )

    def _theirs(self, turn: Turn, at: datetime) -> Letter:
        person, automatic = self.people[turn.who], turn.option("auto") is not None
        program, address = turn.program or person.program, person.addresses[0]
        subject, ident = self._subject("auto" if automatic else program), self._ident(turn, program, address)
        body = self._body(turn, at, program, person)
        rows = received(address, at) + headers(
            (person.name, address),
            self._readers(turn, (TEAM.name, TEAM.address)),
            subject,
            at,
            ident,
            self.chain,
            self._answered(turn),
            person.language,
        )
        if automatic:
            rows += [("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")]
        else:
            html = body.html or as_html(body.text, "div")
            self.before = Quotable(body.text, html, person.name, address, TEAM.name, subject, at)
            self.spoke = turn.who
        return Letter(self._raw(rows, body, turn, at, program), "INBOX", at, None, ident)

    def _raw(
        self, rows: list[tuple[str, str]], body: Written, turn: Turn, at: datetime, program: str
    ) -> bytes:
        shown = turn.option("inline")
        return bytes_of(
            rows,
            body,
            program,
            self._files(turn, at),
            picture(shown) if shown else None,
            _CHARSETS.get(self.talk.lang, "utf-8"),
            html_alone=program == "webmail",
        )

    def _body(self, turn: Turn, at: datetime, program: str, person: Person) -> Written:
        alone = turn.option("auto") is not None or turn.option("fresh") is not None or turn.who == self.spoke
        words = self._words(turn, at)
        return written(program, words, person.signature, None if alone else self.before, self.talk.lang)

    def _words(self, turn: Turn, at: datetime) -> str:
        return fill(turn.text, at, self.began, self.now, self.talk.lang)

    def _short_quote(self, before: Quotable) -> str:
        if self.talk.lang == "de":
            head = f"Am {before.at:%d.%m.%Y} um {before.at:%H:%M} schrieb {before.name}:"
        else:
            head = f"On {before.at:%d/%m/%Y} {before.at:%H:%M}, {before.name} wrote:"
        return f"{head}\n{quoted(own_words(before.text))}"

    def _subject(self, program: str) -> str:
        subject = fill(self.talk.subject, self.began, self.began, self.now, self.talk.lang)
        if program == "auto":
            return f"Automatic reply: {subject}"
        if not self.letters:
            return subject
        german = self.talk.lang == "de" and program in ("outlook", "webmail")
        return ("AW: " if german else "RE: " if program == "outlook" else "Re: ") + subject

    def _readers(self, turn: Turn, first: tuple[str, str]) -> list[tuple[str, str]]:
        also = self.people.get(turn.option("cc") or "")
        return [first, (also.name, also.addresses[0])] if also else [first]

    def _answered(self, turn: Turn) -> str | None:
        if not self.letters or turn.option("no-id") is not None:
            return None
        return self.letters[-1].message_id

    def _ident(self, turn: Turn, program: str, address: str) -> str | None:
        if turn.option("no-id") is not None:
            return None
        return message_id(program, address.partition("@")[2], self.talk.key, len(self.letters))

    def _files(self, turn: Turn, at: datetime) -> list[File]:
        pairs = [option.partition(":")[::2] for option in turn.options]
        return [self._file(kind, name, turn, at) for kind, name in pairs if kind in ("photo", "pdf", "ics")]

    def _file(self, kind: str, name: str, turn: Turn, at: datetime) -> File:
        if kind == "photo":
            return picture(name)
        if kind == "pdf":
            return _page(name, self._words(turn, at))
        start = (at + _DAY_OF_VISIT).replace(hour=14, minute=0, second=0)
        return invitation(name.replace("_", " "), start, self.people[turn.who].addresses[0], TEAM.address)


@cache
def picture(name: str) -> File:
    """The photograph of that name, painted once."""
    return photo(name)


@cache
def _page(name: str, words: str) -> File:
    lines = [
        line[start : start + 80] for line in words.splitlines() for start in range(0, len(line) or 1, 80)
    ]
    return page(name, tuple(lines[:40]))
