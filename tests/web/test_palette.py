"""The palette asks for people while one types."""

import pytest
from tests import cast
from tests.web.conftest import client_of


def told(browser, words):
    return [one["name"] for one in browser.get("/palette/", {"q": words}).json()["people"]]


def test_it_finds_people_by_a_part_of_their_name(studio, desk, ruth):
    assert told(desk, "oka") == ["Ruth Okafor"]
    assert told(desk, "") == told(desk, "  ") == told(desk, "zebra") == []


@pytest.mark.parametrize("words", ["\0", "%", "_" * 5000, "' OR 1=1 --", "<script>", "\ud83d", "a " * 400])
def test_it_survives_whatever_is_typed(desk, ruth, words):
    answer = desk.get("/palette/", {"q": words.encode("utf-8", "replace").decode()})
    assert answer.status_code == 200 and answer["Content-Type"] == "application/json"


def test_it_names_nobody_whom_one_may_not_see(studio, ruth):
    studio.inbox.is_team_wide = False
    studio.inbox.save(update_fields=["is_team_wide"])
    studio.inbox.members.add(studio.ana)
    assert told(client_of(studio.ana), "ruth") == ["Ruth Okafor"]
    assert told(client_of(studio.tomas), "ruth") == []


def test_a_name_with_markup_is_told_as_it_is(studio, desk):
    cast.conversation_with(studio.inbox, "Hello", sender='"<img src=x>" <img@x.example>')
    assert told(desk, "img") == ["<img src=x>"]
