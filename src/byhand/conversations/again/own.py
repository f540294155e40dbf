"""Own words: how much of a letter was written for whom it goes to, and which runs of it others got before.

1 - (words inside runs of eight or more words already sent to three or more other people in 180 days) / (words);
why: Kirk & Givi, J. Business Research 2025: human text used again costs as much as a machine's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from byhand.channels.inbox import Sight
from byhand.conversations.again.index import messages_with
from byhand.conversations.again.said import Said, said_in
from byhand.conversations.again.sent import Sent, alike, people_of, worth_reading
from byhand.conversations.conversation import Conversation
from byhand.conversations.message import Message
from byhand.kit.runs import RUN, Overlap, covered, fingerprints, stretches

OTHERS = 3


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


def own_words(
    said: Said, conversation: Conversation | None, sight: Sight, *, also_to: Iterable[str] = ()
) -> OwnWords | None:
    """What of these words was said to others; None where there is too little to tell.

    Those of the conversation, and whoever's address is in `also_to`, are no others. Runs that stand only where the
    reader may not look count, and are not named. At most five queries.
    """
    if said.is_too_short():
        return None
    chosen = worth_reading(alike(messages_with(fingerprints(said.words.plain)), conversation, also_to))
    if not chosen:
        return OwnWords(1.0, len(said.words))
    overlap, got = Overlap(said.words.plain), defaultdict[int, list[Sent]](list)
    for pk, text in Message.objects.filter(pk__in=chosen).values_list("pk", "new_text"):
        for place in overlap.places(said_in(text).words.plain):
            got[place].append(chosen[pk])
    places = {place: sent for place, sent in got.items() if len(people_of(sent)) >= OTHERS}
    share = 1 - covered(places) / len(said.words)
    everything = [one for sent in places.values() for one in sent]
    seen = _in_sight(sight, everything)
    runs = [_run(said, first, beyond, places, seen) for first, beyond in stretches(places)]
    return OwnWords(
        share, len(said.words), len(people_of(everything)), min((one.at for one in everything), default=None),
        tuple(sorted(runs, key=lambda run: run.start - run.end)),
    )  # fmt: skip


def _run(
    said: Said, first: int, beyond: int, places: Mapping[int, list[Sent]], seen: Mapping[int, str]
) -> Run:
    got = [one for place in range(first, beyond - RUN + 1) for one in places.get(place, ())]
    newest = sorted(
        {one.pk: one for one in got if one.conversation in seen}.values(), key=lambda one: -one.pk
    )
    sources = tuple(Source(one.pk, seen[one.conversation], one.to, one.at) for one in newest[:OTHERS])
    return Run(
        said.words.starts[first], said.words.ends[beyond - 1], len(people_of(got)), min(one.at for one in got), sources
    )  # fmt: skip


def _in_sight(sight: Sight, sent: Iterable[Sent]) -> dict[int, str]:
    ids = {one.conversation for one in sent}
    if not ids:
        return {}
    return dict(Conversation.objects.in_sight(sight).filter(pk__in=ids).values_list("pk", "public_id"))
