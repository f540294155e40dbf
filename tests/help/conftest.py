"""A pottery with one article on its help pages, in English and German, and Tally empty before and after."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from tests import cast
from tests.signing_in import sign_in

from byhand.help.counting import TALLY
from byhand.help.models import Article, Edition, Section

WORDS = (
    "## How long\n\nWithin **30 days**, in the parcel it came in.\n\n1. Write to us first.\n2. Wrap it twice."
)


@dataclass(frozen=True)
class Pages:
    studio: cast.Studio
    section: Section
    article: Article
    english: Edition
    german: Edition


@pytest.fixture(autouse=True)
def _own_tally():
    TALLY.__init__()  # type: ignore[misc]
    yield
    TALLY.__init__()  # type: ignore[misc]


@pytest.fixture
def studio(db):
    return cast.studio()


def written(
    article: Article, language: str, title: str, words: str, *, by, on_the_pages: bool = True
) -> Edition:
    edition = Edition.objects.save_new(article, language, title=title, words=words, slug="", by=by)
    if on_the_pages:
        edition.publish(edition.newest(), by=sign_in(by))
    return edition


@pytest.fixture
def pages(studio) -> Pages:
    section = Section.objects.begin({"en": "Orders", "de": "Bestellungen"}, by=studio.ana)
    article = Article.objects.begin(
        "returns", section=section, keeper=studio.tomas, every_days=90, by=studio.ana
    )
    english = written(article, "en", "Sending something back", WORDS, by=studio.ana)
    german = written(
        article, "de", "Etwas zurückschicken", "Binnen 30 Tagen, gut eingewickelt.", by=studio.ana
    )
    return Pages(studio, section, article, english, german)
