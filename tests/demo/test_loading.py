"""The demo studio is set up through the same door as living mail, whole, and once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from byhand.channels.models import Arrival
from byhand.conversations.models import Conversation, Message, Note, Promise, SortingRule
from byhand.demo import loading
from byhand.demo.loading import load_demo_due, studio
from byhand.demo.trickle import Trickle
from byhand.gate.models import Dispatch
from byhand.help.models import Edition, Release
from byhand.outreach.models import Broadcast
from byhand.people.models import Memory, Occasion, Person, TieEnd
from byhand.team.founding import found
from byhand.team.models import House, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return found(team="Ours", name="Olive Owner", email="olive@ours.example", password="a long enough phrase")


@pytest.fixture
def loaded(owner):
    House.ask_for_demo(by=owner)
    House.objects.update(demo_asked_at=datetime(2026, 11, 22, 9, tzinfo=UTC))
    assert load_demo_due()


def test_nothing_is_set_up_unless_asked_for(owner):
    assert load_demo_due() == ""
    assert studio() is None


def test_the_studio_stands_whole_and_only_once(loaded):
    """Loaded once for all that is only looked at."""
    assert load_demo_due() == ""
    assert Conversation.objects.waiting().count() == 9
    assert Conversation.objects.theirs().count() > 10
    assert Conversation.objects.later().exists()
    assert Conversation.objects.not_for_us().count() > 20
    assert Message.objects.count() > 500
    assert Person.objects.count() >= 60
    assert min(Note.objects.count(), Promise.objects.count(), Memory.objects.count()) > 10
    assert not Arrival.objects.needing_a_look().exists()
    assert "Daniel Okafor" in _known_to("Ruth Okafor") and "Ruth Okafor" in _known_to("Daniel Okafor")
    assert Occasion.objects.count() == 2
    assert [one.author.name for one in Broadcast.objects.filter(dispatch=None)] == ["Bea Whitlock"]
    _its_rules_sort_what_comes_after_the_story()
    _its_help_pages_can_be_read_and_found()
    _no_word_of_it_is_sealed()
    _nobody_of_it_can_sign_in()


def _known_to(name: str) -> set[str]:
    return {end.called() for end in TieEnd.objects.beyond(Person.objects.get(name=name).pk)}


def _its_rules_sort_what_comes_after_the_story():
    assert [one.name for one in SortingRule.objects.living()] == ["Bills", "Classes"]
    assert not SortingRule.objects.filter(sorted_at__isnull=False).exists()


def _its_help_pages_can_be_read_and_found():
    assert Edition.objects.on_the_pages().count() == 7
    reader = Client()
    assert "Mit Keramik leben" in reader.get("/help/de/").content.decode()
    found = reader.get("/help/en/?q=broken").content.decode()
    assert "It arrived <mark>broken</mark>" in found
    assert not Release.objects.exclude(sign_in="").exists(), "nobody sat at the desk when they were written"


def _no_word_of_it_is_sealed():
    """Nobody sat at the desk when it was said: it stands there as sent outside Byhand."""
    assert not Dispatch.objects.exists()
    assert Message.objects.filter(origin="outside").count() > 100
    assert not Message.objects.filter(origin="sent").exists()


def _nobody_of_it_can_sign_in():
    assert not any(user.has_usable_password() for user in User.objects.exclude(email="olive@ours.example"))


def test_cut_off_in_the_middle_it_goes_on(owner, monkeypatch):
    House.ask_for_demo(by=owner)
    real, calls = loading.read_arrivals_due, []

    def cut_off():
        calls.append(1)
        if len(calls) == 1:
            raise KeyboardInterrupt
        return real()

    monkeypatch.setattr(loading, "read_arrivals_due", cut_off)
    with pytest.raises(KeyboardInterrupt):
        load_demo_due()
    assert load_demo_due()
    assert User.objects.filter(email="ana@kilnlane.example").count() == 1
    assert Conversation.objects.waiting().count() == 9


def test_new_mail_trickles_in_and_a_restart_tells_nothing_twice(loaded):
    before = Arrival.objects.count()
    for _restart in range(3):
        trickle = Trickle()
        assert trickle.trickle_due() == ""  # the first is due some minutes from now
        trickle._next = None
        trickle._letters = iter([_due(trickle)])
        assert trickle.trickle_due()
    assert Arrival.objects.count() == before + 3


def _due(trickle):
    from dataclasses import replace

    from byhand.demo.trickle import _from_here_on

    letter = next(_from_here_on(studio().options.get("trickled", 0)))
    assert letter.at > timezone.now()
    return replace(letter, at=timezone.now() - timedelta(seconds=1))
