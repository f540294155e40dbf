"""Shelves: the articles of the help pages by section, as a reader of one language sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from byhand.help.edition import Edition
from byhand.team.languages import name_of, suited


@dataclass(frozen=True, slots=True)
class Shelf:
    """A section's name, empty for what stands in none, and its articles in order.

    Those there are not in this language say in which they are.
    """

    name: str
    articles: list[tuple[Edition, str]]


def shelves(editions: Sequence[Edition], language: str) -> list[Shelf]:
    """In the order of the sections; articles without one stand last."""
    by_article: dict[int, dict[str, Edition]] = {}
    for one in editions:
        by_article.setdefault(one.article_id, {})[one.language] = one
    chosen = [there[language if language in there else suited("", there)] for there in by_article.values()]
    found: dict[tuple[float, str], list[Edition]] = {}
    for one in sorted(chosen, key=_place):
        section = one.article.section
        key = (section.place, section.called(language)) if section else (float("inf"), "")
        found.setdefault(key, []).append(one)
    return [
        Shelf(name, [(one, _elsewhere(one, language)) for one in found[place, name]])
        for place, name in sorted(found)
    ]


def _elsewhere(edition: Edition, language: str) -> str:
    return "" if edition.language == language else name_of(edition.language)


def _place(edition: Edition) -> tuple[int, int]:
    return edition.article.place, edition.article_id
