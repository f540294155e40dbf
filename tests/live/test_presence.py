"""A browser that gives no sign is away: killed, asleep or cut off. Played at fifteen times the pace."""

import time
from datetime import timedelta

import pytest
from tests.browser.serving import served
from tests.live.sitting import page_of

from byhand.conversations.visiting import desk_told
from byhand.live import keeping_house, visitors_kept
from byhand.team import here
from byhand.team.desk import at_the_desk
from byhand.team.here import ALIVE_FOR, Here
from byhand.web.views import who_we_are

PACE = 15
AWAY_AFTER = ALIVE_FOR.total_seconds() / PACE


@pytest.fixture(autouse=True)
def quick(monkeypatch, fresh_house):
    here.write_down()
    Here.objects.all().delete()
    monkeypatch.setattr(keeping_house, "EVERY", keeping_house.EVERY / PACE)
    monkeypatch.setattr(here, "ALIVE_FOR", ALIVE_FOR / PACE)


def is_there(one) -> bool:
    return at_the_desk([one.pk]) == [one]


def until(is_so, seconds: float = 3.0) -> float:
    """How long it took."""
    begun = time.monotonic()
    while not is_so():
        assert time.monotonic() - begun < seconds, "it never came to be"
        time.sleep(0.02)
    return time.monotonic() - begun


def answer_beats(page, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        page.hears(lambda line: line == {})
        page.socket.send("{}")


def test_at_the_real_pace_a_sign_is_written_down_well_within_the_half_minute():
    rounds = keeping_house.BEAT_AFTER + keeping_house.WRITE_AFTER
    assert rounds * keeping_house.EVERY * PACE <= ALIVE_FOR.total_seconds() * 0.6
    told_late = desk_told.LASTS + visitors_kept.DESK_AFTER * visitors_kept.EVERY
    assert ALIVE_FOR + timedelta(seconds=max(told_late, who_we_are.KEPT_FOR)) <= timedelta(seconds=30)


def test_who_answers_the_beat_stays_and_a_silent_browser_is_away(studio, address):
    with page_of(studio.ana, address) as page:
        page.say(here=True)
        until(lambda: is_there(studio.ana))
        answer_beats(page, AWAY_AFTER * 1.2)
        assert is_there(studio.ana)
        # A lid is closed, a network is cut: the socket stays, and nothing is heard on it any more.
        gone_after = until(lambda: not is_there(studio.ana))
        assert gone_after <= AWAY_AFTER + 0.5
        page.socket.send("{}")
        until(lambda: is_there(studio.ana))
        studio.ana.go_away()
        assert not is_there(studio.ana)
    until(lambda: not Here.objects.now().exists())


def test_a_browser_at_another_node_counts_and_one_that_crashes_there_does_not(studio, address):
    with served() as other, page_of(studio.ana, other) as page:
        page.say(here=True)
        until(lambda: is_there(studio.ana))
        page.socket.socket.close()  # killed: no goodbye
        assert until(lambda: not is_there(studio.ana)) <= AWAY_AFTER + 0.5
