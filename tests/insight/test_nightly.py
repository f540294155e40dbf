"""Figures are worked out by another process, once a night or when asked, one at a time, and never for ever."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta

import psutil
import pytest
from django.utils import timezone
from tests import cast
from tests.insight import past
from tests.servers.machine import wait_until

from byhand.audit.written import from_json
from byhand.insight import nightly
from byhand.insight.figures import Figures, last_night
from byhand.insight.nightly import Working
from byhand.insight.working import work_out
from byhand.team.models import House
from byhand.work.worker import this_worker


@pytest.fixture
def studio(fresh_house, monkeypatch):
    """A house another process can live in."""
    for name, value in fresh_house.environment().items():
        monkeypatch.setenv(name, value)
    studio = cast.studio()
    House.objects.update(made_at=timezone.now() - timedelta(days=3))
    return studio


def ended(working: Working) -> str:
    """What the chore says in the end."""
    said: list[str] = []
    wait_until(lambda: bool(said.append(working.work_out_due()) or said[-1]), "It never ended.", patience=90)
    return said[-1]


def test_the_first_night_works_them_out(studio):
    past.half_a_year(studio)
    assert ended(Working()).startswith("Worked out the figures in ")
    figures = Figures.objects.shown()
    assert figures and figures.asked_by is None and not figures.failure
    report = from_json(figures.report)
    assert report.messages == 68 and report.unanswered.never.value == 0.5
    assert all(wide.startswith("<svg") for wide, _ in figures.drawn().values())
    assert "network" not in figures.drawn() and "mix" in figures.drawn()
    assert Working().work_out_due() == "" and Figures.objects.count() == 1


def test_the_process_stands_back_and_ends_with_the_desk(studio):
    past.half_a_year(studio)
    working = Working()
    working.work_out_due()
    (child,) = [one for one in psutil.Process().children() if "byhand.insight.child" in one.cmdline()]
    wait_until(lambda: child.nice() == 19, "It does not stand back.", patience=30)
    assert working._process and working._process.stdin
    working._process.stdin.close()  # as when the desk ends, whichever way
    working._process.wait(30)
    failure = working.work_out_due()
    assert "too little memory" in failure
    assert Figures.objects.get().failure == failure


@pytest.mark.django_db
def test_what_goes_wrong_is_told(monkeypatch, caplog):
    cast.conversation_with(cast.studio().inbox)
    Figures.objects.ask(by=None)
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere/at/all")
    work_out(Figures.objects.get().pk)
    assert Figures.objects.get().failure.startswith("FileNotFoundError: ")
    assert Figures.objects.shown() is None


@pytest.mark.django_db
def test_one_at_a_time_and_for_one_worker_alone():
    studio = cast.studio()
    assert Figures.objects.ask(by=studio.ana)
    assert not Figures.objects.ask(by=studio.tomas)
    one = Figures.objects.claim(this_worker())
    assert one and Figures.objects.claim("other:1:abc") is None
    assert one.done("{}", {}) and not one.done("{}", {}) and not one.fail("too late")
    assert Figures.objects.ask(by=studio.tomas)


@pytest.mark.django_db
def test_who_died_over_them_is_not_waited_for():
    Figures.objects.ask(by=None)
    gone = this_worker().rpartition(":")[0] + ":earlier"
    assert Figures.objects.claim(gone)
    Figures.objects.give_up_lost()
    assert Figures.objects.get().failure == "The machine stopped before they were done."


@pytest.mark.django_db
def test_another_machine_is_waited_for_three_hours():
    Figures.objects.ask(by=None)
    assert Figures.objects.claim("elsewhere:1:abc")
    Figures.objects.give_up_lost()
    assert Figures.objects.unfinished().exists()
    Figures.objects.update(begun_at=timezone.now() - timedelta(hours=4))
    Figures.objects.give_up_lost()
    assert not Figures.objects.unfinished().exists()


@pytest.mark.django_db
def test_a_new_house_waits_for_its_first_night_and_an_empty_one_for_a_letter():
    studio = cast.studio()
    for made, letters, wanted in ((0, True, 0), (3, False, 0), (3, True, 1)):
        House.objects.update(made_at=timezone.now() - timedelta(days=made))
        if letters:
            cast.conversation_with(studio.inbox)
        else:
            past.Message.objects.all().delete()
        nightly._ask_once_a_night()
        assert Figures.objects.count() == wanted
    nightly._ask_once_a_night()
    assert Figures.objects.count() == 1


@pytest.mark.django_db
def test_a_week_of_them_is_kept():
    for _ in range(9):
        Figures.objects.ask(by=None)
        Figures.objects.unfinished().get().done("{}", {})
    assert Figures.objects.count() == 7


def test_the_night_is_the_houses(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    with timezone.override("Europe/Berlin"):
        at = datetime(2026, 1, 10, 1, 30, tzinfo=UTC)  # half past two there
        assert last_night(at).astimezone(UTC) == datetime(2026, 1, 9, 2, tzinfo=UTC)
        assert last_night(at + timedelta(hours=1)).astimezone(UTC) == datetime(2026, 1, 10, 2, tzinfo=UTC)


def test_a_server_without_the_engine_does_nothing(monkeypatch):
    monkeypatch.setattr(nightly, "can_be_worked_out", lambda: False)
    assert Working().work_out_due() == ""
