"""The mirror on a labelled set: of twenty things it says at most one is said in vain, kind by kind, and most are said.

The set was written for this test, by the people who wrote the mirror; labelled.txt says how. held_back.txt was counted
once before anything was changed for it: 16 remarks right, 1 false (two days offered, read as one), 1 missed; of
its part on promises 5 right, 1 false (places left, not kept), 1 missed.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from tests import cast

from byhand.channels.models import Inbox
from byhand.conversations.again.index import note_said
from byhand.conversations.mirror.kinds import NAMES, look
from byhand.conversations.mirror.sheet import Sheet
from byhand.conversations.models import Attachment, Conversation, Fact, Message, Promise
from byhand.people.models import Address, Person

pytestmark = pytest.mark.django_db
LETTERS = {
    "A": "Thank you for asking about our workshop, which takes place every second Saturday from ten until four in the "
    "afternoon, with clay, tools and one firing included in the price of ninety pounds.",
    "B": "We repair kilns of every make up to a volume of two hundred litres; please bring yours on a weekday between "
    "nine and five, and allow us ten working days to find the fault and send you an estimate.",
    "C": "Shops buy from us at a fixed price for each dozen, with a smallest order of four dozen pieces, payable "
    "within thirty days, and we deliver within the county ourselves on the first Monday of every month.",
    "D": "Fine cracks in the glaze come from a difference between glaze and clay when they cool down; the piece is "
    "safe to use for dry things, but should not hold liquids, and cannot be mended by another firing.",
}
FILES = ("labelled.txt", "held_back.txt")
FACTS = (
    ("bank", "Bank details", "IBAN GB00 KILN 1234 5678, Kiln Lane Pottery"),
    ("hours", "Opening hours", "Monday to Friday 9 to 5, Saturday 10 to 2"),
    ("way", "Directions to the studio", "Bus 12 to the mill, then over the bridge"),
    ("zeiten", "Lieferzeiten", "Drei Werktage, nach Österreich fünf"),
    ("fire", "Firing temperature", "1,222 degrees for cone 6"),
)


@dataclass
class Case:
    """One exchange, the draft that answers it, and what is to be said of it."""

    said: list[tuple[str, str]] = field(default_factory=list)
    draft: str = ""
    kinds: tuple[str, ...] = ()


def cases() -> list[Case]:
    found: list[Case] = []
    texts = (Path(__file__).with_name(name).read_text(encoding="utf-8") for name in FILES)
    for block in "\n\n".join(texts).split("\n\n"):
        lines = [line for line in block.split("\n") if line and not line.startswith("#")]
        case = Case()
        for line in lines:
            mark, words = line[0], _filled(line[2:])
            if mark == "D":
                case.draft = words
            elif mark == "X":
                case.kinds = tuple(words.split())
            else:
                case.said.append((mark, words))
        if lines:
            found.append(case)
    return found


def _filled(words: str) -> str:
    for name, letter in LETTERS.items():
        words = words.replace("{" + name + "}", letter)
    return words.replace("\\n", "\n")


@pytest.fixture
def studio():
    here = cast.studio()
    for key, title, text in FACTS:
        Fact.objects.begin(key, title, text, keeper=here.ana, every_days=90, by=here.ana)
    for n in range(4):
        other = _conversation(here, f"guest{n}")
        note_said([_says(here, other, "W", words, n, f"guest{n}") for words in LETTERS.values()])
    return here


def _conversation(here, who: str) -> Conversation:
    person = Person.objects.create(name=who.title())
    address = Address.objects.create(person=person, value=f"{who}@else.example")
    row = Conversation.objects.create(inbox=here.inbox, person=person, subject="About clay")
    row.join(address)
    return row


def _says(here, conversation: Conversation, mark: str, words: str, number: int, who: str) -> Message:
    return conversation.messages.create(
        inbox=here.inbox, origin="outside" if mark == "W" else "came", text=words,
        message_id=f"{conversation.pk}.{conversation.messages.count()}@else.example",
        new_text=words.partition("\n\n-- \n")[0], writer_name="Ana" if mark == "W" else who.title(),
        to=[{"name": "", "address": f"{who}@else.example" if mark == "W" else cast.STUDIO}],
        said_at=timezone.now() - timedelta(days=20) + timedelta(hours=number),
    )  # fmt: skip


def told(here, case: Case, number: int) -> list[str]:
    conversation = _conversation(here, f"person{number}")
    message = None
    for hour, (mark, words) in enumerate(case.said):
        if mark == "F":
            kind = "application/pdf" if words.endswith("pdf") else "image/jpeg"
            kind = "application/msword" if words.endswith("docx") else kind
            Attachment.objects.create(
                message=message, filename=words, type=kind, size=1, sha256="0" * 64, part=0, inline=False
            )
        elif mark == "P":
            Promise.objects.make(conversation, words, due_on=None, by=here.ana)
        else:
            message = _says(here, conversation, mark, words, hour, f"person{number}")
    sheet = Sheet(case.draft, conversation, Inbox.objects.sight_of(here.ana))
    return [remark.kind for remark in look(sheet)]


def test_the_set_is_large_enough_and_half_of_it_has_nothing_to_say():
    every = cases()
    silent = sum(not case.kinds for case in every)
    assert len(every) >= 120 and 0.4 < silent / len(every) < 0.6
    assert {kind for case in every for kind in case.kinds} == set(NAMES)


def test_at_most_one_of_twenty_remarks_is_a_false_alarm(studio):
    right, false, missed = Counter(), Counter(), Counter()
    wrong: list[str] = []
    for number, case in enumerate(cases()):
        kinds = told(studio, case, number)
        for kind in kinds:
            (right if kind in case.kinds else false)[kind] += 1
        for kind in set(case.kinds) - set(kinds):
            missed[kind] += 1
        if set(kinds) != set(case.kinds):
            wrong.append(f"{kinds} instead of {list(case.kinds)}: {case.said} → {case.draft}")
    for kind in NAMES:
        assert right[kind] >= 0.8 * (right[kind] + missed[kind]), (kind, missed, wrong)
        assert false[kind] <= 0.05 * (right[kind] + false[kind]), (kind, false, wrong)
