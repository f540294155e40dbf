"""What a search shows: rows like those of a list, each with the words around what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from byhand.conversations.conversation import Conversation
from byhand.conversations.places import Place, places_of
from byhand.conversations.ranking import MOST_RANKED, best_first
from byhand.conversations.searching import conversations_that_say
from byhand.conversations.tag import Tag, key_of, name_of
from byhand.conversations.terms import terms_of
from byhand.search.asking import Asked, read
from byhand.search.excerpts import Piece, marked, pattern_of
from byhand.web.at_the_desk import DeskRequest

MOST = 400
MOST_TAGS = 6
BEST, WAIT = "best", "wait"


@dataclass(frozen=True, slots=True)
class Shown:
    """Some of what was found; `after` is how many stand before the next ones, empty if these are the last."""

    asked: Asked
    rows: list[Conversation]
    after: str = ""
    stopped: bool = False
    places: Mapping[int, Place] = field(default_factory=dict[int, Place])
    subjects: Mapping[int, tuple[Piece, ...]] = field(default_factory=dict[int, tuple[Piece, ...]])
    no_tags: Mapping[str, list[str]] = field(default_factory=dict[str, list[str]])


def found(request: DeskRequest, words: str, *, after: str, size: int, sort: str = "") -> Shown:
    """The conversations that say it, newest first; or best first, or who waits longest."""
    asked = read(words)
    terms = terms_of(asked)
    begin = min(int(after), MOST) if after.isdecimal() and len(after) < 6 else 0
    ends = min(begin + size, MOST)
    by_wait = sort == WAIT
    most = MOST_RANKED if sort and terms else ends + 1
    everything = conversations_that_say(
        asked, terms, sight=request.sight, me=request.user.pk, most=most, longest_wait=by_wait
    )
    order = list(everything.keys)
    if terms and sort:
        order = _by_wait(request, order) if by_wait else best_first(everything.keys, terms)
    rows = _rows(request, order[begin:ends])
    keys = {row.pk: everything.keys[row.pk] for row in rows}
    pattern = pattern_of(terms)
    said = places_of(keys.values(), pattern)
    return Shown(
        asked, rows,
        after=str(ends) if len(order) > ends and ends < MOST else "",
        stopped=everything.stopped or len(order) > MOST,
        places={pk: said[key] for pk, key in keys.items() if key in said},
        subjects={row.pk: marked(row.subject, pattern) for row in rows},
        no_tags={} if rows else _no_tags(asked),
    )  # fmt: skip


def _by_wait(request: DeskRequest, order: list[int]) -> list[int]:
    return list(request.seen.filter(pk__in=order).longest_wait_first().values_list("pk", flat=True))


def _no_tags(asked: Asked) -> dict[str, list[str]]:
    """Names of tags that there are not, each with those that begin so."""
    if not asked.tags:
        return {}
    keys = {key_of(name): name for name in Tag.objects.living().in_order().values_list("name", flat=True)}
    missing = {name: key_of(name_of(name)) for name in asked.tags}
    return {
        name: [keys[one] for one in keys if one.startswith(begins)][:MOST_TAGS]
        for name, begins in missing.items() if begins not in keys
    }  # fmt: skip


def _rows(request: DeskRequest, order: list[int]) -> list[Conversation]:
    if not order:
        return []
    rows = {row.pk: row for row in request.seen.for_list().filter(pk__in=order)}
    return [rows[pk] for pk in order if pk in rows]
