"""A desk with a past: half a year of letters, played by the cast, in which the findings are known beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from django.utils import timezone
from tests import cast
from tests.audit.studio import Studio as Prose

from byhand.channels.email.composing import compose
from byhand.conversations.models import Conversation, Message
from byhand.people.models import Address

SCRIPT = "Thank you for writing, we will look into it as soon as the kiln has cooled down again."
TWICE = (
    "The kiln is fired on Mondays and opened on Thursdays, and whatever is inside cannot be taken out before that, "
    "I am afraid."
)
ASKED, SCRIPTED, ANSWERED, TWICE_TOLD = 40, 8, 12, 3  # people; the others were never answered


@dataclass
class Clock:
    """The time at the desk."""

    at: datetime

    def goes_on(self, **parts: float) -> None:
        self.at += timedelta(**parts)


@contextmanager
def clock_at(moment: datetime) -> Iterator[Clock]:
    """Lets the desk live at another time."""
    clock = Clock(moment)
    with patch.object(timezone, "now", lambda: clock.at):
        yield clock


def half_a_year(here: cast.Studio) -> None:
    """Forty people ask; eight hear a script, twelve own words, three of these the same answer twice."""
    with clock_at(datetime(2026, 3, 2, 9, 30, tzinfo=UTC)) as clock:
        for number in range(ASKED):
            _somebody_asks(here, clock, number)
        clock.goes_on(days=40)
        conversation = _asks(here, clock, 99, "One more thing: nothing is wrong, all arrived well.")
        cast.answer(
            conversation, "I am glad to hear that, and so is everybody here.", by=here.tomas, to=person(99)
        )


def person(number: int) -> str:
    return f"Ada {number:02} <{address(number)}>"


def address(number: int) -> str:
    return f"ada{number}@customers{number}.example"


def own_words(number: int) -> str:
    """What nobody said before."""
    return Prose(seed=number).prose()


def _somebody_asks(here: cast.Studio, clock: Clock, number: int) -> None:
    clock.goes_on(hours=20)
    conversation = _asks(here, clock, number, f"Could you tell me about order {number}, please?")
    if number < SCRIPTED:
        _answers(here, clock, conversation, number, SCRIPT)
    elif number < SCRIPTED + ANSWERED:
        _answers(here, clock, conversation, number, own_words(number))
    if SCRIPTED <= number < SCRIPTED + TWICE_TOLD:
        for _ in range(2):
            _answers(here, clock, conversation, number, TWICE)


def _asks(here: cast.Studio, clock: Clock, number: int, words: str) -> Conversation:
    clock.goes_on(minutes=7)
    mail = cast.letter(words, sender=person(number), subject=f"Order {number}", ago=timedelta())
    return cast.comes_in(here.inbox, mail).conversation


def _answers(here: cast.Studio, clock: Clock, conversation: Conversation, number: int, words: str) -> None:
    clock.goes_on(hours=2)
    cast.answer(conversation, words, by=here.ana, to=person(number))


def written_out(folder: Path) -> Path:
    """The same letters as files, one an .eml, as a mail program would hold them."""
    folder.mkdir()
    for message in Message.objects.select_related("arrival", "dispatch__inbox"):
        raw = message.arrival.raw() if message.arrival else compose(message.dispatch.outgoing())  # type: ignore[union-attr]
        (folder / f"{message.pk}.eml").write_bytes(raw)
    return folder


def merge_addresses(number: int, other: int) -> None:
    """They turn out to be one person."""
    one, two = (Address.objects.get(value=address(each)) for each in (number, other))
    two.person = one.person
    two.save(update_fields=["person"])
