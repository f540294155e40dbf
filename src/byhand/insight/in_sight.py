"""What of the figures a reader may see.

A figure over all is everybody's. A letter, and whoever is named, is shown to those who may open it. A figure about one
colleague is that colleague's alone (law 6): ties show the reader's own, and neither the picture of the network nor who
joins whom goes any further than this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from byhand.audit.report import Advice, Automatic, Example, Report, Script
from byhand.channels.inbox import Sight
from byhand.conversations.conversation import Conversation
from byhand.conversations.knowing import people_in_sight
from byhand.people.address import Address
from byhand.team.user import User

HIDDEN = "…"  # stands for a sentence of conversations the reader does not see
_PLACE = re.compile(r"/conversations/([\w-]+)/")
_QUOTED = re.compile(r"“.*”", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Seen:
    """Which conversations and which of the people named are in sight, these with their ids."""

    conversations: frozenset[str]
    people: dict[str, int]

    def shows(self, *examples: Example) -> bool:
        """Whether the reader may open all of these."""
        return all(conversation_of(one) in self.conversations for one in examples)


def for_reader(report: Report, reader: User, sight: Sight) -> tuple[Report, Seen]:
    """The report as far as they may read it, and what of it they can open. Two queries."""
    seen = _seen(report, sight)
    scripts = tuple(_script(one, seen) for one in report.scripts)
    return replace(
        report,
        unreadable=replace(report.unreadable, listed=()),
        scripts=scripts,
        repeats=tuple(one for one in report.repeats if seen.shows(one.first, one.second)),
        automatic=_automatic(report.automatic, seen),
        unanswered=replace(
            report.unanswered,
            questions=tuple(one for one in report.unanswered.questions if seen.shows(one.example)),
        ),
        silent=tuple(one for one in report.silent if one.person in seen.people),
        promises=replace(report.promises, examples=()),  # each is one colleague's word
        ties=tuple(
            one
            for one in report.ties
            if one.person in seen.people and address_of(one.colleague) == reader.email.lower()
        ),
        brokers=(),
        network=(),
        advice=tuple(_advice(one, scripts) for one in report.advice),
    ), seen  # fmt: skip


def conversation_of(example: Example) -> str:
    """The conversation it stands in."""
    found = _PLACE.search(example.place)
    return found[1] if found else ""


def address_of(named: str) -> str:
    """The address of `Name <address>`."""
    return named.rpartition("<")[2].rstrip(">").lower()


def _seen(report: Report, sight: Sight) -> Seen:
    conversations = Conversation.objects.in_sight(sight).filter(public_id__in=set(_conversations(report)))
    named = {address_of(one): one for one in _named(report)}
    known = Address.objects.filter(
        kind=Address.Kind.EMAIL, value__in=named, person__in=people_in_sight(sight)
    )
    return Seen(
        frozenset(conversations.values_list("public_id", flat=True)),
        {named[value]: pk for value, pk in known.values_list("value", "person_id")},
    )


def _conversations(report: Report) -> Iterable[str]:
    for script in report.scripts:
        yield from map(conversation_of, script.examples)
    for repeat in report.repeats:
        yield from map(conversation_of, (repeat.first, repeat.second))
    yield from (conversation_of(one.example) for one in report.unanswered.questions)


def _named(report: Report) -> Iterable[str]:
    for part in (report.repeats, report.unanswered.questions, report.silent, report.ties):
        yield from (one.person for one in part)
    yield from (sender for sender, _count in report.automatic.senders)
    yield from (loop.theirs for loop in report.automatic.loops)


def _script(one: Script, seen: Seen) -> Script:
    """The sentence is quoted from its first example, names and all."""
    shown = tuple(example for example in one.examples if seen.shows(example))
    if one.examples and shown[:1] == one.examples[:1]:
        return replace(one, examples=shown)
    return replace(one, sentence=HIDDEN, examples=shown)


def _automatic(one: Automatic, seen: Seen) -> Automatic:
    senders = tuple((sender, count) for sender, count in one.senders if sender in seen.people)
    return replace(
        one, senders=senders, loops=tuple(loop for loop in one.loops if loop.theirs in seen.people)
    )


def _advice(one: Advice, scripts: tuple[Script, ...]) -> Advice:
    """The one about scripts quotes the first of them."""
    if one.finding != "scripts" or scripts[0].sentence != HIDDEN:
        return one
    return replace(one, sentence=_QUOTED.sub(f"“{HIDDEN}”", one.sentence))
