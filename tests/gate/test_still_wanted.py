"""After the longest silence one notice asks, once; only a yes on their own page makes us write again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.cast import Studio, studio
from tests.gate.telling import shop
from tests.people.agreeing import agreed, at_their_door, somebody, topic

from byhand.channels.models import Inbox
from byhand.gate import still_wanted
from byhand.gate.budget import budgets
from byhand.gate.models import Life, Notice, Room, StillWanted, Touch
from byhand.gate.notices import outgoing_of
from byhand.gate.records.taking import take
from byhand.gate.records.told import read
from byhand.kit.rhythm import PATIENCE, SILENCE
from byhand.people.doors import Door
from byhand.people.models import Address, Consent, Person, Suppression, Wish
from byhand.people.own_link import token_for
from byhand.people.wish import Wished

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ask_due = StillWanted.objects.ask_due


@pytest.fixture
def here() -> Studio:
    return studio()


@pytest.fixture
def kilns(here):
    return topic("Kilns", by=here.ana)


@pytest.fixture
def mail(here):
    """A source by whose mails somebody falls silent in a moment."""
    return shop(here.ana)


def silent(value: str, mail, about=None, *, ago: int = 100) -> Address:
    """Somebody who agreed, and did not answer so often that we write no more."""
    theirs = somebody(value)
    if about:
        agreed(theirs, about)
    now = timezone.now().isoformat()
    news = [
        {"id": f"{value} {n}", "kind": "newsletter", "email": value, "at": now}
        for n in range(PATIENCE * SILENCE)
    ]
    take(mail, [(n, read(one)) for n, one in enumerate(news)], way="program")
    Touch.objects.filter(address=theirs).update(at=timezone.now() - ago * DAY)
    Room.objects.tell_anew({theirs.person_id})
    return theirs


def step(address: Address) -> int:
    [one] = budgets(Person.objects.filter(pk=address.person_id))
    return one.step


def test_one_notice_asks_and_a_yes_on_their_page_is_a_word_of_theirs(here, kilns, mail):
    ruth = silent("ruth@harrow.example", mail, kilns)
    assert step(ruth) == SILENCE
    assert "1 person asked" in ask_due() and not ask_due()
    notice = Notice.objects.get()
    letter = outgoing_of(notice)
    assert (notice.recipient, letter.automatic, notice.contact) == (ruth.value, "auto-generated", here.ana)
    assert token_for(ruth) in letter.envelope.body and "press the button" in letter.envelope.body
    page, public = f"/yours/{token_for(ruth)}/", Client()
    assert "Yes, write to me again" in public.get(page).content.decode()
    assert public.get(f"{page}still-wanted/").status_code == 405 and step(ruth) == SILENCE
    assert "Yes, write" not in public.post(f"{page}still-wanted/", follow=True).content.decode()
    assert step(ruth) == 1 and Life.objects.get(kind="word").address == ruth
    public.post(f"{page}still-wanted/")
    assert Life.objects.count() == 1


def test_once_a_silence_and_again_only_after_a_word_and_another_one(kilns, mail):
    ruth = silent("ruth@harrow.example", mail, kilns)
    ask_due()
    StillWanted.objects.update(asked_at=timezone.now() - 400 * DAY)
    assert not ask_due()
    Life.objects.create(address=ruth, kind="word", at=timezone.now() - 300 * DAY)
    Room.objects.tell_anew({ruth.person_id})
    assert step(ruth) == SILENCE  # what we sent came after that word
    assert ask_due() and StillWanted.objects.count() == 2


def test_who_must_not_be_written_to_is_not_asked(here, kilns, mail):
    silent("never-agreed@x.example", mail)
    silent("lately@x.example", mail, kilns, ago=80)
    silent("no-reply@x.example", mail, kilns)
    blocked, stopped, gone, withdrew, paused, erased = (
        silent(f"{name}@x.example", mail, kilns)
        for name in ("blocked", "stopped", "gone", "withdrew", "paused", "er")
    )
    blocked.person.block(because="x", by=here.ana)
    Wish.objects.stop(by=at_their_door(stopped))
    gone.note_failure("550 no such user")
    Consent.objects.withdraw(withdrew, door=Door.MAIL)
    pause = timezone.localdate() + 30 * DAY
    Wish.objects.lower(paused.person, Wished(paused_until=pause), because="x", by=here.ana)
    Suppression.objects.suppress([erased.value], by=here.ana)
    half = silent("half@x.example", mail, kilns)
    few = Touch.objects.filter(address=half).values_list("pk", flat=True)[: PATIENCE + 1]
    Touch.objects.filter(pk__in=list(few)).delete()
    Room.objects.tell_anew({half.person_id})
    assert not ask_due() and not Notice.objects.exists()


def test_those_who_are_never_asked_stand_in_nobodys_way(here, kilns, mail, monkeypatch):
    monkeypatch.setattr(still_wanted, "LOOKED_AT", 1)
    silent("no-reply@x.example", mail, kilns)
    Suppression.objects.suppress([silent("erased@x.example", mail, kilns).value], by=here.ana)
    ruth = silent("ruth@x.example", mail, kilns)
    assert "1 person" in ask_due() and StillWanted.objects.get().address == ruth
    assert not ask_due()


def test_where_nobody_can_be_asked_not_everybody_is_looked_at(here, kilns, mail):
    silent("p0@x.example", mail, kilns)
    Inbox.objects.update(paused_at=timezone.now())
    asked = _questions()
    for n in range(1, 4):
        silent(f"p{n}@x.example", mail, kilns)
    assert _questions() == asked
    Inbox.objects.update(paused_at=None)
    assert "4 people asked" in ask_due()


def _questions() -> int:
    with CaptureQueriesContext(connection) as asked:
        assert not ask_due()
    return len(asked)


def test_so_many_a_day_and_no_more(kilns, mail, monkeypatch):
    monkeypatch.setattr(still_wanted, "PER_DAY", 2)
    for n in range(3):
        silent(f"p{n}@x.example", mail, kilns)
    assert "2 people" in ask_due() and not ask_due()
    StillWanted.objects.update(asked_at=timezone.now() - 2 * DAY)
    assert "1 person" in ask_due() and not ask_due()
