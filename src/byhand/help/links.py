"""Links: articles as they are put into a letter by their key, as facts are."""

from __future__ import annotations

from dataclasses import dataclass

from byhand.help.did_not_help import address_of
from byhand.help.edition import Edition
from byhand.team.languages import name_of


@dataclass(frozen=True, slots=True)
class Linked:
    """One article in one language: its key, what it is called, and the line that goes into the letter."""

    pk: int
    key: str
    title: str
    line: str
    is_old: bool


def articles_to_link() -> list[Linked]:
    """Everything on the pages; one that stands there in several languages says which."""
    rows = (
        Edition.objects.on_the_pages()
        .select_related("article", "published")
        .order_by("article__key", "language")
    )
    editions = list(rows)
    in_several = {
        one.article_id for one in editions if sum(one.article_id == two.article_id for two in editions) > 1
    }
    return [_linked(one, one.article_id in in_several) for one in editions]


def _linked(edition: Edition, says_language: bool) -> Linked:
    version = edition.published
    assert version
    version.edition = edition
    title = f"{version.title} ({name_of(edition.language)})" if says_language else version.title
    line = f"{version.title}: {address_of(version)}"
    return Linked(edition.pk, edition.article.key, title, line, edition.article.is_to_check())
