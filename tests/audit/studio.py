"""A studio's mail with known truths in it: scripts with filled-in fields, answers given twice, questions left alone."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

US = "studio.example"
COLLEAGUES = ("Ruth Okafor <ruth@studio.example>", "Jonas Weber <jonas@studio.example>")
_FIRST = [
    "Anna",
    "Ben",
    "Carla",
    "David",
    "Elif",
    "Farid",
    "Greta",
    "Hugo",
    "Ines",
    "Jamal",
    "Kira",
    "Liam",
    "Mina",
    "Noah",
    "Olga",
    "Paulo",
    "Quinn",
    "Rosa",
    "Sami",
    "Tara",
]
_LAST = [
    "Abel",
    "Berg",
    "Costa",
    "Diaz",
    "Evans",
    "Fuchs",
    "Gross",
    "Hahn",
    "Ito",
    "Jung",
    "Klein",
    "Lopez",
    "Meyer",
    "Novak",
    "Olsen",
    "Park",
    "Quist",
    "Roth",
    "Silva",
]
_THINGS = [
    "Blue Vase",
    "Red Bowl",
    "Green Plate",
    "Tall Jug",
    "Small Cup",
    "Moon Lamp",
    "River Tile",
    "Winter Set",
]
_WORDS = [
    "kiln",
    "glaze",
    "clay",
    "wheel",
    "shelf",
    "morning",
    "afternoon",
    "garden",
    "river",
    "letter",
    "window",
    "summer",
    "winter",
    "light",
    "shadow",
    "colour",
    "handle",
    "edge",
    "rim",
    "foot",
    "spout",
    "lid",
    "stone",
    "sand",
    "salt",
    "wood",
    "fire",
    "ash",
    "smoke",
    "rain",
    "train",
    "street",
    "market",
    "bridge",
    "corner",
    "table",
    "chair",
    "bread",
    "coffee",
    "tea",
    "apple",
    "pear",
    "walk",
    "talk",
    "think",
    "find",
    "keep",
    "bring",
    "carry",
    "build",
    "break",
    "mend",
    "paint",
    "draw",
    "shape",
    "turn",
    "warm",
    "cold",
    "soft",
    "rough",
    "quiet",
    "early",
    "late",
    "slowly",
    "quickly",
    "together",
    "alone",
    "again",
    "maybe",
    "almost",
    "never",
    "always",
    "often",
    "once",
    "under",
    "over",
    "behind",
]
SCRIPTS = (
    "thank you for your order number {n} of the {thing} from our small studio.",
    "{first}, we are sorry to hear that your parcel {n} has been delayed on its way to you.",
    "please follow the steps on https://studio.example/help/{n} and then try once more, {first}.",
    "your appointment with {other} on the {n}th has been moved to the following week at no cost to you.",
)  # fmt: skip
FOOTER = (
    "This message is confidential and intended only for the person named above.\n"
    "Studio Example, registered office: Kiln Lane 4"
)
SIGNATURE = "Kind regards\nRuth Okafor\nStudio Example, Kiln Lane 4, phone 0400 123456"


@dataclass
class Studio:
    """Letters of an mbox, and what is true of them."""

    seed: int = 4
    letters: list[str] = field(default_factory=list)
    scripted: set[str] = field(default_factory=set)  # Message-IDs
    own: set[str] = field(default_factory=set)
    twice: set[str] = field(default_factory=set)  # of the second answer
    unanswered: set[str] = field(default_factory=set)  # of the question
    answered: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.clock = datetime(2023, 1, 9, 10, tzinfo=UTC)
        self.people = [f"{first} {last}" for first in _FIRST for last in _LAST]
        self.dice.shuffle(self.people)

    def person(self) -> str:
        name = self.people.pop()
        return f"{name} <{name.lower().replace(' ', '.')}@mail{self.dice.randrange(40)}.example>"

    def prose(self, sentences: int = 3) -> str:
        """Words nobody said before."""
        said = (" ".join(self.dice.choices(_WORDS, k=self.dice.randint(9, 16))) for _ in range(sentences))
        return " ".join(one.capitalize() + "." for one in said)

    def write(
        self,
        sender: str,
        to: str,
        body: str,
        subject: str,
        answering: str = "",
        hours: float = 3,
        extra: str = "",
    ) -> str:
        self.clock += timedelta(hours=hours)
        own = f"{len(self.letters)}.{self.seed}@mail.example"
        refs = f"In-Reply-To: <{answering}>\nReferences: <{answering}>\n" if answering else ""
        self.letters.append(
            f"From: {sender}\nTo: {to}\nSubject: {subject}\nDate: {format_datetime(self.clock)}\nMessage-ID: <{own}>\n"
            f"{refs}{extra}\n{body}\n"
        )
        return own

    def script(self, number: int, to: str) -> str:
        first = to.split()[0]
        return SCRIPTS[number].format(n=self.dice.randrange(100, 99_999), thing=self.dice.choice(_THINGS), first=first,
                                      other=self.dice.choice(_FIRST))  # fmt: skip

    def ask(self, person: str, subject: str, answering: str = "") -> str:
        begin = "Hello,\n\n" + self.prose(2)
        return self.write(
            person,
            COLLEAGUES[0],
            f"{begin} Could you tell me when the {self.dice.choice(_WORDS)} is ready?",
            subject,
            answering,
        )

    def answer(self, person: str, question: str, body: str, quote: str = "", by: int = 0) -> str:
        quoted = f"\n\nOn Mon, Jan 9, 2023 at 10:00 AM {person} wrote:\n> {quote}\n" if quote else ""
        return self.write(
            COLLEAGUES[by], person, f"{body}\n\n{SIGNATURE}\n\n{FOOTER}{quoted}", "Re: a question", question
        )

    def mbox(self, path: Path) -> Path:
        separator = "From studio@mail.example Mon Jan  9 10:00:00 2023\n"
        path.write_text(
            "".join(separator + one.replace("\nFrom ", "\n>From ") + "\n" for one in self.letters)
        )
        return path


def filled(seed: int = 4) -> Studio:
    """A studio with a year of mail."""
    studio = Studio(seed)
    for number in range(240):
        person, subject = studio.person(), f"a question {number}"
        asked = studio.ask(person, subject)
        if number % 5 == 0:
            _left_alone(studio, person, subject, asked, with_machine=number % 10 == 0)
        elif number % 5 == 1:
            _answered_twice(studio, person, subject, asked)
        elif number % 5 == 2:
            body = f"Dear {person.split()[0]},\n{studio.script(number % 4, person)}"
            studio.scripted.add(studio.answer(person, asked, body, quote=studio.prose(1)))
            studio.answered.add(asked)
        else:
            studio.own.add(studio.answer(person, asked, studio.prose(), quote=studio.prose(1), by=number % 2))
            studio.answered.add(asked)
    for _ in range(20):  # a quiet month, in which old questions could still be answered
        studio.own.add(studio.write(COLLEAGUES[1], studio.person(), studio.prose(), "news", hours=48))
    return studio


def _left_alone(studio: Studio, person: str, subject: str, asked: str, *, with_machine: bool) -> None:
    studio.unanswered.add(asked)
    if with_machine:
        away = "I am away and will read your mail when I am back."
        robot = "Auto-Submitted: auto-replied\n"
        studio.write(COLLEAGUES[0], person, away, f"Automatic reply: {subject}", asked, 0.01, robot)


def _answered_twice(studio: Studio, person: str, subject: str, asked: str) -> None:
    words = studio.prose(3)
    studio.own.add(studio.answer(person, asked, words))
    again = studio.ask(person, f"Re: {subject}", asked)
    studio.twice.add(
        studio.write(
            COLLEAGUES[0], person, f"{studio.prose(1)} {words}\n\n{SIGNATURE}", "Re: a question", asked
        )
    )
    studio.answered.update((asked, again))
