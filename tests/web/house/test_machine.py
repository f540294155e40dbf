"""The machine tells every chore in words, the failing ones first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.web.house import hostile

from byhand.web.chore_states import how_often
from byhand.work import registry
from byhand.work.chore import Chore
from byhand.work.loop import record_run
from byhand.work.models import Lease

READ = Chore("test read", "Read what came in", timedelta(seconds=0.5), lambda: "")
FILE = Chore("test file", "File sent letters", timedelta(minutes=5), lambda: "")


@pytest.fixture(autouse=True)
def _two_chores(monkeypatch):
    monkeypatch.setattr(registry, "_chores", {})
    registry.register(READ, FILE)


def test_a_chore_says_how_often_when_and_what(as_tomas):
    now = timezone.now()
    record_run(FILE, now, said="Filed 3 letters.", failure="", next_at=now + timedelta(minutes=5))
    page = as_tomas.get("/machine/").content.decode()

    assert "File sent letters" in page and "every 5 minutes" in page and "Filed 3 letters." in page
    assert "has not run yet" in page


def test_a_failing_chore_stands_first_in_red_with_its_sentence(as_tomas):
    record_run(FILE, timezone.now(), said="", failure="OSError: no space", next_at=None)
    page = as_tomas.get("/machine/").content.decode()

    assert page.index("File sent letters") < page.index("Read what came in")
    assert "OSError: no space" in page


def test_a_chore_that_ran_well_again_is_no_longer_red(as_tomas):
    record_run(FILE, timezone.now(), said="", failure="OSError: no space", next_at=None)
    record_run(FILE, timezone.now(), said="Filed 1 letter.", failure="", next_at=None)

    assert "no space" not in as_tomas.get("/machine/").content.decode()


def test_nobody_doing_the_chores_is_said_in_red(as_tomas):
    assert "Nobody does the chores" in as_tomas.get("/machine/").content.decode()

    Lease.take("chores", "desk:1:abc", length=timedelta(seconds=20))
    assert "Nobody does the chores" not in as_tomas.get("/machine/").content.decode()


def test_a_failure_with_a_script_in_it_stays_words(as_tomas):
    record_run(FILE, timezone.now(), said=hostile.SCRIPT, failure=hostile.SCRIPT, next_at=None)

    assert hostile.SCRIPT not in as_tomas.get("/machine/").content.decode()


def test_folders_are_told_to_owners_alone(as_ana, as_tomas, settings):
    assert str(settings.DATA_FOLDER) in as_ana.get("/machine/").content.decode()
    assert str(settings.DATA_FOLDER) not in as_tomas.get("/machine/").content.decode()


@pytest.mark.parametrize(("every", "words"), [
    (timedelta(seconds=0.5), "all the time"), (timedelta(seconds=1), "every second"),
    (timedelta(seconds=20), "every 20 seconds"), (timedelta(minutes=1), "every minute"),
    (timedelta(minutes=10), "every 10 minutes"), (timedelta(hours=1), "every hour"),
    (timedelta(hours=24), "every day"), (timedelta(days=7), "every 7 days"),
])  # fmt: skip
def test_how_often_is_said_as_a_person_says_it(every, words):
    assert how_often(every) == words


def test_the_registry_knows_each_chore_once():
    registry.register(READ)

    assert [chore.name for chore in registry.all_chores()] == ["test read", "test file"]
