"""One talk told: its turns become letters, its cues become marks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache

from byhand.demo.story.almanac import due, fill
from byhand.demo.story.attachments import File, invitation, page, photo
from byhand.demo.story.cast import COLLEAGUES, EMAIL, TEAM
from byhand.demo.story.machines import bounce
from byhand.demo.story.posting import bytes_of, digest, headers, message_id, received
from byhand.demo.story.quoting import Quotable, Written, as_html, quoted, written
from byhand.demo.story.script import Cue, Talk, Turn
from byhand.demo.story.shapes import Assigned, Done, Later, Letter, Mark, Note, Person, Promise

_NAMES = {colleague.key: colleague.name for colleague in COLLEAGUES}
_CHARSETS = {"ja": "iso-2022-jp", "de": "iso-8859-1"}


@dataclass
class Telling:
    """A talk while it is told; afterwards `letters` and `marks` are its part of the story."""

    talk: Talk
    people: dict[str, Person]
    now: datetime
    moments: list[datetime]
    letters: list[Letter] = field(default_factory=list[Letter])
    marks: list[Mark] = field(default_factory=list[Mark])
    chain: list[str] = field(default_factory=list[str])
    before: Quotable | None = None
    last_writer: str = ""

    def tell(self) -> None:
        """Go through the turns, then close what is closed."""
        self.last_writer = self.talk.head.get("with", "")
        for turn, at in zip(self.talk.turns, self.moments, strict=True):
            self._say(turn, at)
            for cue in turn.cues:
                self._mark(cue, turn, at)
        self._assign_and_close()

    def _say(self, turn: Turn, at: datetime) -> None:
        if turn.who == "postmaster":
            self._keep(bounce(self.letters[-1], self.people[self.last_writer], at))
        elif turn.who in EMAIL:
            self._keep(self._ours(turn, at))
        else:
            self._keep(self._theirs(turn, at))
            self.last_writer = turn.who

    def _keep(self, letter: Letter) -> None:
        self.letters.append(letter)
        if letter.message_id:
            self.chain.append(letter.message_id)

    def _ours(self, turn: Turn, at: datetime) -> Letter:
        name, to = _NAMES[turn.who], self.people[self.last_writer]
        ident = message_id("ours", "kilnlane.example", self.talk.key, len(self.letters))
        words = self._words(turn, at)
        text = f"{words}\n\n-- \n{name}\n{TEAM.name}, {TEAM.phone}"
        subject = self._subject("ours")
        everything = text if self.before is None else f"{text}\n\n{self._our_quote(self.before)}"
        rows = headers(
            (name, TEAM.address), self._readers(turn, to), subject, at, ident, self.chain, self._answered(turn)
        )
        self.before = Quotable(
            everything, as_html(everything, "div"), name, TEAM.address, to.name, subject, at
        )
        raw = bytes_of(rows, Written(everything, None), attached=self._files(turn, at))
        return Letter(raw, "Sent", at, EMAIL[turn.who], ident)

    def _theirs(self, turn: Turn, at: datetime) -> Letter:
        person = self.people[turn.who]
        program, address = turn.program or person.program, person.addresses[0]
        domain = address.split("@")[1]
        ident = None if turn.option("no-id") is not None else self._ident(program, domain)
        subject = self._subject("auto" if turn.option("auto") is not None else program)
        body = self._body(turn, at, program, person)
        sender, ours = (person.name, address), (TEAM.name, TEAM.address)
        rows = received(domain, at, address) + headers(
            sender, [ours], subject, at, ident, self.chain, self._answered(turn), person.language
        )
        if turn.option("auto") is not None:
            rows += [("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")]
        else:
            html = body.html or as_html(body.text, "div")
            self.before = Quotable(body.text, html, person.name, address, TEAM.name, subject, at)
        return Letter(self._raw(rows, body, turn, at, program), "INBOX", at, None, ident)

    def _raw(
        self, rows: list[tuple[str, str]], body: Written, turn: Turn, at: datetime, program: str
    ) -> bytes:
        inline = turn.option("inline")
        return bytes_of(
            rows,
            body,
            program,
            self._files(turn, at),
            picture(inline) if inline else None,
            _CHARSETS.get(self.talk.lang, "utf-8"),
            html_alone=program == "webmail",
        )

    def _body(self, turn: Turn, at: datetime, program: str, person: Person) -> Written:
        silent = turn.option("auto") is not None or turn.option("fresh") is not None
        before = None if silent or turn.who == self.last_writer else self.before
        return written(program, self._words(turn, at), person.signature, before, self.talk.lang)

    def _words(self, turn: Turn, at: datetime) -> str:
        return fill(turn.text, at, self.moments[0], self.now, self.talk.lang)

    def _our_quote(self, before: Quotable) -> str:
        own = before.text.split("\n\n-- \n")[0].split("\n\n________")[0]
        kept = "\n".join(line for line in own.splitlines() if not line.startswith(">")).strip()
        if self.talk.lang == "de":
            return f"Am {before.at:%d.%m.%Y} um {before.at:%H:%M} schrieb {before.name}:\n{quoted(kept)}"
        return f"On {before.at:%d/%m/%Y} {before.at:%H:%M}, {before.name} wrote:\n{quoted(kept)}"

    def _subject(self, program: str) -> str:
        subject = fill(self.talk.subject, self.moments[0], self.moments[0], self.now, self.talk.lang)
        if program == "auto":
            return f"Automatic reply: {subject}"
        if not self.letters:
            return subject
        german = self.talk.lang == "de" and program in ("outlook", "webmail")
        return ("AW: " if german else "RE: " if program == "outlook" else "Re: ") + subject

    def _readers(self, turn: Turn, to: Person) -> list[tuple[str, str]]:
        also = turn.option("cc")
        readers = [to] + ([self.people[also]] if also else [])
        return [(person.name, person.addresses[0]) for person in readers]

    def _answered(self, turn: Turn) -> str | None:
        if not self.letters or turn.option("no-id") is not None:
            return None
        return self.letters[-1].message_id

    def _ident(self, program: str, domain: str) -> str:
        return message_id(program, domain, self.talk.key, len(self.letters))

    def _files(self, turn: Turn, at: datetime) -> list[File]:
        found = list[File]()
        for option in turn.options:
            kind, _, name = option.partition(":")
            if kind == "photo":
                found.append(picture(name))
            if kind == "pdf":
                found.append(_page(name, self._words(turn, at)))
            if kind == "ics":
                guest = TEAM.address
                start = (at + timedelta(days=9)).replace(hour=14, minute=0, second=0, microsecond=0)
                organiser = self.people[turn.who].addresses[0]
                found.append(invitation(name.replace("_", " "), start, organiser, guest))
        return found

    def _mark(self, cue: Cue, turn: Turn, at: datetime) -> None:
        letter = self.chain[-1]
        soon = min(at + timedelta(minutes=4 + int(digest(letter, cue.text)[:2], 16) % 40), self.now)
        by = EMAIL.get(turn.who, EMAIL["ana"])
        if cue.word == "note":
            self.marks.append(Note(letter, EMAIL[cue.how], soon, cue.text))
        elif cue.word == "assign":
            to, _, from_whom = cue.how.partition(" by ")
            self.marks.append(Assigned(letter, EMAIL[from_whom or to], soon, EMAIL[to]))
        elif cue.word in ("promise", "theirs"):
            day = due(cue.how, at, self.now)
            self.marks.append(Promise(letter, by, at, cue.text, day, ours=cue.word == "promise"))
        elif cue.word == "later":
            until = self.now + timedelta(days=int(cue.how[1:-1]))
            self.marks.append(Later(letter, EMAIL["ana"], soon, until))
        else:
            self._settle(cue, letter, at, by)

    def _settle(self, cue: Cue, letter: str, at: datetime, by: str) -> None:
        ours = cue.word != "theirs-kept"
        index, promise = next(
            (index, mark)
            for index, mark in reversed(list(enumerate(self.marks)))
            if isinstance(mark, Promise) and mark.fate == "open" and mark.ours == ours
        )
        fate = {"moves": "moved", "breaks": "broken"}.get(cue.word, "kept")
        settled = replace(promise, settled_in=letter, settled_at=at)
        self.marks[index] = replace(settled, fate="moved" if fate == "moved" else settled.fate)
        if fate == "broken":
            self.marks[index] = replace(settled, fate="broken")
        if fate == "kept":
            self.marks[index] = replace(settled, fate="kept")
        if fate == "moved":
            day = due(cue.how, at, self.now)
            self.marks.append(Promise(letter, by, at, cue.text or promise.text, day, promise.ours))

    def _assign_and_close(self) -> None:
        answer = next((letter for letter in self.letters if letter.by), None)
        first = self.chain[0]
        if answer and answer.by and not any(isinstance(mark, Assigned) for mark in self.marks):
            taken = answer.at - timedelta(minutes=3)
            self.marks.append(Assigned(first, answer.by, max(taken, self.letters[0].at), answer.by))
        if self.talk.ends == "done":
            by = next((letter.by for letter in reversed(self.letters) if letter.by), EMAIL["ana"])
            self.marks.append(Done(self.chain[-1], by, self._closing_time()))

    def _closing_time(self) -> datetime:
        latest = max([self.letters[-1].at] + [mark.at for mark in self.marks])
        return min(latest + timedelta(minutes=3 + int(digest(self.talk.key)[:3], 16) % 50), self.now)


@cache
def picture(name: str) -> File:
    """The photograph of that name, painted once."""
    return photo(name)


@cache
def _page(name: str, words: str) -> File:
    lines = [line[start : start + 80] for line in words.splitlines() for start in range(0, len(line) or 1, 80)]
    return page(name, tuple(lines[:40]))
