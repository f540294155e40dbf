"""Own words: how much of a letter was written for whom it goes to, and which runs of it others got before.

1 - (words inside runs of eight or more words already sent to three or more other people in 180 days) / (words);
why: Kirk & Givi, J. Business Research 2025: human text used again costs as much as a machine's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from byhand.channels.inbox import Sight
from byhand.conversations.again.index import messages_with, oldest_remembered
from byhand.conversations.again.said import Said, said_in
from byhand.conversations.conversation import Conversation
from byhand.conversations.message import Message
from byhand.kit.runs import RUN, Overlap, covered, fingerprints, stretches
from byhand.people.address import Address, normal_email

OTHERS = 3
# Of the messages that share a fingerprint so many are asked to whom they went, and so many are read.
_WEIGHED, _READ = 160, 48
# A run is known when three others got it; a few more say to how many it went.
_ENOUGH = 8

Person = int | str  # a person's id; the address of somebody nobody knows any more


@dataclass(frozen=True, slots=True)
class Source:
    """A message in which a run was sent, one the reader may see."""

    message: int
    conversation: str
    to: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Run:
    """Words others got before: text[start:end] of the letter, how many others, since when, and where it can be read."""

    start: int
    end: int
    others: int
    since: datetime
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The share of own words, and the runs that are not, longest first; `others` got any of them."""

    share: float
    words: int
    others: int = 0
    since: datetime | None = None
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sent:
    """One message of ours that may share a run, without its words."""

    pk: int
    conversation: int
    at: datetime
    people: frozenset[Person]
    to: str
    marks: Sequence[int]


def own_words(
    said: Said, conversation: Conversation | None, sight: Sight, *, also_to: Iterable[str] = ()
) -> OwnWords | None:
    """What of these words was said to others; None where there is too little to tell.

    Those of the conversation, and whoever's address is in `also_to`, are no others. Runs that stand only where the
    reader may not look count, and are not named. At most seven queries.
    """
    if said.is_too_short():
        return None
    chosen = _worth_reading(_sent(messages_with(fingerprints(said.words.plain)), conversation, also_to))
    if not chosen:
        return OwnWords(1.0, len(said.words))
    overlap, got = Overlap(said.words.plain), defaultdict[int, list[_Sent]](list)
    for pk, text in Message.objects.filter(pk__in=chosen).values_list("pk", "new_text"):
        for place in overlap.places(said_in(text).words.plain):
            got[place].append(chosen[pk])
    places = {place: sent for place, sent in got.items() if len(_people(sent)) >= OTHERS}
    share = 1 - covered(places) / len(said.words)
    everything = [one for sent in places.values() for one in sent]
    seen = _in_sight(sight, everything)
    runs = [_run(said, first, beyond, places, seen) for first, beyond in stretches(places)]
    return OwnWords(
        share, len(said.words), len(_people(everything)), min((one.at for one in everything), default=None),
        tuple(sorted(runs, key=lambda run: run.start - run.end)),
    )  # fmt: skip


def _sent(
    marks_of: Mapping[int, list[int]], conversation: Conversation | None, also_to: Iterable[str]
) -> list[_Sent]:
    """Those that went to others and still stand, the most alike first, then the newest."""
    best = sorted(marks_of, key=lambda pk: (-len(marks_of[pk]), -pk))[:_WEIGHED]
    if not best:
        return []
    rows = list(
        Message.objects.standing()
        .filter(pk__in=best, said_at__gte=oldest_remembered())
        .exclude(conversation=conversation.pk if conversation else None)
        .values_list("pk", "conversation", "said_at", "to", "cc", "dispatch__bcc")
    )
    named = {pk: [*to, *cc, *(bcc or ())] for pk, _, _, to, cc, bcc in rows}
    theirs = {normal_email(one) for one in also_to}
    values = {normal_email(one.get("address", "")) for many in named.values() for one in many} | theirs
    person_of: dict[str, Person] = dict(
        Address.objects.filter(value__in=values).values_list("value", "person")
    )
    not_others = {person_of.get(value, value) for value in theirs} | _taking_part(conversation)
    found: list[_Sent] = []
    for pk, place, at, to, *_ in rows:
        people = {_person(one, person_of) for one in named[pk]} - not_others
        if people:
            found.append(
                _Sent(pk, place, at, frozenset(people), _named(to or named[pk]), tuple(marks_of[pk]))
            )
    return sorted(found, key=lambda one: (-len(one.marks), -one.pk))


def _taking_part(conversation: Conversation | None) -> set[Person]:
    if conversation is None:
        return set()
    people = Address.objects.filter(takes_part__conversation=conversation.pk)
    return {
        *people.values_list("person", flat=True),
        *([conversation.person_id] if conversation.person_id else []),
    }


def _worth_reading(sent: Sequence[_Sent]) -> dict[int, _Sent]:
    """For each fingerprint a few that went to different people; the others would say no more."""
    chosen: dict[int, _Sent] = {}
    reached: defaultdict[int, set[Person]] = defaultdict(set)
    for one in sent:
        news = [
            mark for mark in one.marks if len(reached[mark]) < _ENOUGH and not one.people <= reached[mark]
        ]
        if news and len(chosen) < _READ:
            chosen[one.pk] = one
            for mark in one.marks:
                reached[mark] |= one.people
    return chosen


def _run(
    said: Said, first: int, beyond: int, places: Mapping[int, list[_Sent]], seen: Mapping[int, str]
) -> Run:
    got = [one for place in range(first, beyond - RUN + 1) for one in places.get(place, ())]
    newest = sorted(
        {one.pk: one for one in got if one.conversation in seen}.values(), key=lambda one: -one.pk
    )
    sources = tuple(Source(one.pk, seen[one.conversation], one.to, one.at) for one in newest[:OTHERS])
    return Run(
        said.words.starts[first], said.words.ends[beyond - 1], len(_people(got)), min(one.at for one in got), sources
    )  # fmt: skip


def _in_sight(sight: Sight, sent: Iterable[_Sent]) -> dict[int, str]:
    ids = {one.conversation for one in sent}
    if not ids:
        return {}
    return dict(Conversation.objects.in_sight(sight).filter(pk__in=ids).values_list("pk", "public_id"))


def _people(sent: Iterable[_Sent]) -> set[Person]:
    return {person for one in sent for person in one.people}


def _person(one: Mapping[str, str], person_of: Mapping[str, Person]) -> Person:
    value = normal_email(one.get("address", ""))
    return person_of.get(value, value)


def _named(people: Sequence[Mapping[str, str]]) -> str:
    first = people[0]
    return first.get("name") or first.get("address", "")
