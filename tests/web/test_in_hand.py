"""What each colleague has in hand now: a number beside a name, for sharing work and for nothing else."""

import re

import pytest
from tests import cast
from tests.web.conftest import client_of


def told(browser) -> list[str]:
    page = browser.get("/in-hand/").content.decode()
    rows = re.findall(r"<strong>([^<]+)</strong>\s*<p>([^<]+)</p></div>", page)
    return [f"{name}: {' '.join(words.split())}" for name, words in rows if name != "Ana Moreau" or words]


@pytest.fixture
def week(studio):
    return cast.a_busy_week(studio)


def test_it_names_everyone_by_name_with_what_they_have(studio, desk, week):
    assert told(desk) == [
        "Ana Moreau: 1 waits for us", "Tomas Brandt: 1 waits for us", "Nobody’s: 2 waiting for somebody to take them",
    ]  # fmt: skip


def test_more_in_hand_moves_nobody_up_or_down(studio, desk, week):
    for number in range(3):
        one = cast.conversation_with(studio.inbox, "Hello", subject=f"Matter {number}")
        one.assign(to=studio.tomas, by=studio.tomas)
    assert [row.split(":")[0] for row in told(desk)] == ["Ana Moreau", "Tomas Brandt", "Nobody’s"]
    assert told(desk)[1] == "Tomas Brandt: 4 wait for us"


def test_what_is_done_is_in_nobodys_hand(studio, desk, week):
    week.close(by=studio.ana)
    assert told(desk)[0] == "Ana Moreau: nothing in hand"


def test_it_counts_what_one_may_see_and_no_more(studio, desk, week):
    studio.inbox.is_team_wide = False
    studio.inbox.save(update_fields=["is_team_wide"])
    studio.inbox.members.add(studio.ana)
    assert told(client_of(studio.tomas))[:2] == [
        "Ana Moreau: nothing in hand",
        "Tomas Brandt: nothing in hand",
    ]


def test_it_asks_no_more_with_more_colleagues(studio, desk, week, django_assert_num_queries):
    desk.get("/in-hand/")
    for number in range(12):
        type(studio.ana).objects.create_user(f"c{number}@kilnlane.example", f"Colleague {number}")
    with django_assert_num_queries(5):
        desk.get("/in-hand/")
