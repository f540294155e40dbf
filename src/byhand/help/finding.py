"""Finding: articles that say it, by the same index of words as everything else; only what is on the pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from byhand.help.edition import Edition
from byhand.help.words import PUBLISHED
from byhand.search.documents import row_of
from byhand.search.excerpts import Piece, excerpt, marked, pattern_of
from byhand.search.terms import Term, bare, phrase

LONGEST = 200
MOST = 20
LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class Found:
    """An article, its title with what matched marked, and the words around the first match."""

    edition: Edition
    title: tuple[Piece, ...]
    words: tuple[Piece, ...]


def find(asked: str, language: str) -> list[Found]:
    """Articles that hold every word, the last perhaps unfinished: those in this language first, titles before words."""
    terms = _terms(asked[:LONGEST].replace("\0", " "))
    if not terms:
        return []
    keys = list(islice((key for keys in PUBLISHED.walk(terms) for key in keys), LOOKED_AT))
    chosen = _chosen({row_of(key)[1] for key in keys}, language, bare(asked).split())
    rows = Edition.objects.on_the_pages().select_related("published").in_bulk(chosen)
    pattern = pattern_of(terms)
    return [_found(rows[pk], pattern) for pk in chosen if pk in rows]


def _chosen(editions: set[int], language: str, asked: list[str]) -> list[int]:
    """Which of them are shown, in order: by titles alone, so that long words are read for those that are shown."""
    rows = Edition.objects.on_the_pages().filter(pk__in=editions).order_by("article__place", "pk")
    told = list(rows.values_list("pk", "article", "language", "published__title"))
    own = {article for _, article, spoken, _ in told if spoken == language}
    shown = [one for one in told if one[2] == language or one[1] not in own]
    shown.sort(key=lambda one: (one[2] != language, not all(word in bare(one[3]) for word in asked)))
    return [pk for pk, *_ in shown[:MOST]]


def _found(edition: Edition, pattern: re.Pattern[str] | None) -> Found:
    assert edition.published
    return Found(edition, marked(edition.published.title, pattern), excerpt(edition.published.plain, pattern))


def _terms(asked: str) -> tuple[Term, ...]:
    words = asked.split()[:12]
    ways = [phrase(word, unfinished=number == len(words)) for number, word in enumerate(words, start=1)]
    return tuple(Term((one,)) for one in ways if one)
