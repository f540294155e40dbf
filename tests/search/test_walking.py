"""The index gives every place that says it, newest first, whichever way it goes about it."""

import pytest
from django.db import connection
from tests import cast

from byhand.conversations.models import Note
from byhand.conversations.words import SAID
from byhand.search import postgresql
from byhand.search.terms import Phrase, Term

WAYS = {
    "as it is": {},
    "windows alone": {"FEW": 0, "MANY": 0, "WINDOWS": (2, 3, 50)},
    "windows, then what is left gathered": {"FEW": 0, "MANY": 0, "WINDOWS": (2, 3), "PORTION": 2},
    "windows until it proves rare": {"FEW": 0, "WINDOWS": (2, 3, 50), "AMONG": 4, "COMMON": 9, "PORTION": 3},
    "gathered in portions": {"FEW": 10**9, "PORTION": 2},
}


@pytest.fixture(params=WAYS)
def way(request, monkeypatch):
    """On SQLite the index itself knows the order: there is one way alone."""
    if WAYS[request.param] and connection.vendor == "sqlite":
        pytest.skip("SQLite goes one way")
    for name, value in WAYS[request.param].items():
        monkeypatch.setattr(postgresql, name, value)


@pytest.fixture
def notes(db):
    studio = cast.studio()
    ruth = cast.conversation_with(studio.inbox)
    said = [
        "a blue bowl",
        "blue",
        "bowl and blue",
        "nothing",
        "the blue bowl again",
        "blue bowls",
        "Blue Bowl",
    ] * 2
    return [Note.objects.write(ruth, words, by=studio.ana) for words in said]


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (Phrase(("blue", "bowl")), ("a blue bowl", "the blue bowl again", "Blue Bowl")),
        (
            Phrase(("bow",), unfinished=True),
            ("a blue bowl", "bowl and blue", "the blue bowl again", "blue bowls", "Blue Bowl"),
        ),
        (Phrase(("nowhere",)), ()),
    ],
)
def test_every_place_is_found_newest_first(notes, words, said):
    portions = list(SAID.walk((Term((words,)),)))
    keys = [key for portion in portions for key in portion]
    assert len(keys) == sum(note.text in said for note in notes)
    assert keys == sorted(set(keys), reverse=True)


@pytest.mark.skipif("connection.vendor == 'sqlite'")
def test_each_search_is_planned_for_its_own_words(notes):
    """A plan kept for any words at all would look for rare ones as if they were common."""
    for number in range(12):
        list(SAID.walk((Term((Phrase((f"rare{number}",)),)),)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE generic_plans > 0")
        assert not [statement for (statement,) in cursor.fetchall() if "to_tsquery" in statement]
