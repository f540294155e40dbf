"""The power goes again and again during one broadcast, to a server that refuses, defers, hangs and closes at random.

Afterwards each reader's letter was taken once, or is refused with its reason, or is “perhaps”, of which there is at
most one for each line that was open at a kill, or that the server left without an answer.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter

import pytest
from django.db import connection, transaction
from tests.crash.nursery import nursery
from tests.gate.many.conftest import a_press
from tests.servers.moody import moody

from byhand.channels.models import Inbox
from byhand.gate.many.gathering import Reader
from byhand.gate.many.sending import LINES
from byhand.gate.many.tally import progress
from byhand.gate.models import Copy, Dispatch, Terms, Touch
from byhand.gate.verifying import verify_journal
from byhand.people.doors import Door
from byhand.people.models import Address, Consent, Person
from byhand.people.own_link import opened, token_for
from byhand.people.wording import Wording
from byhand.team.models import House

ALL = os.environ.get("BYHAND_TEST_ALL") == "1"
READERS, KILLS = (20_000, 20) if ALL else (1_200, 5)
MOODS = "refuse=20,defer=20,defer-after=5,refuse-after=5,hang=1,drop=5,drop-before=5"
dice = random.Random()

pytestmark = [pytest.mark.slow, pytest.mark.server]


@pytest.fixture
def server(tmp_path):
    with moody(tmp_path, moods=MOODS) as server:
        yield server


def test_nobody_has_it_twice_and_nobody_is_lost(fresh_house, server):
    dispatch = _released(server.port)
    withdrawn = list(Copy.objects.order_by("-pk").values_list("address", flat=True)[:20])
    deadline, kills = time.monotonic() + 1500, 0
    with nursery(fresh_house, "tests.crash.sender") as workers:
        while not Terms.objects.get().finished_at and time.monotonic() < deadline:
            _work_for_a_while(workers, dispatch, to_be_killed=kills < KILLS)
            kills += 1
            if kills == 2:
                _withdraw(withdrawn)
                _pause_and_resume()
            _let_nobody_wait()

    now = progress(dispatch)
    assert kills >= KILLS and now.waiting == now.on_their_way == 0, now
    _everybody_once(server, dispatch, kills)
    Copy.objects.count_anew(dispatch)
    assert progress(dispatch) == now
    assert verify_journal().is_whole


def _released(port: int) -> Dispatch:
    """To so many who agreed, gathered."""
    House.objects.create(name="Kiln Lane Pottery")
    inbox = Inbox.objects.create(kind="email", name="Studio", address="studio@kilnlane.example", options={
        "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none", "smtp_user": "",
    })  # fmt: skip
    press = a_press(inbox)
    dispatch = press.release()
    people = Person.objects.bulk_create(Person(name=f"Reader {n}") for n in range(READERS))
    Address.objects.bulk_create(Address(person=one, value=f"r{one.pk}@harrow.example") for one in people)
    wording = Wording.objects.keep("May we?")
    Consent.objects.bulk_create(
        Consent(
            kind="given", address=one, channel="email", topic=press.workshops, door=Door.PAGE, wording=wording
        )
        for one in Address.objects.all()
    )
    for at in range(0, READERS, 1000):
        Copy.objects.gather(
            dispatch, [Reader(one.pk, "en", {"name": one.name}) for one in people[at : at + 1000]]
        )
    Copy.objects.gathered(dispatch)
    return dispatch


def _work_for_a_while(workers, dispatch: Dispatch, *, to_be_killed: bool) -> None:
    """Until some share of the readers was spoken to, and a moment more; then it is killed in the middle."""
    connection.close()
    worker = workers.begin()
    goal = _settled(dispatch) + (dice.uniform(0.3, 0.9) * READERS / (KILLS + 1) if to_be_killed else READERS)
    until = time.monotonic() + (60 if to_be_killed else 10)
    while _settled(dispatch) < goal and time.monotonic() < until and not Terms.objects.get().finished_at:
        time.sleep(0.05)
    time.sleep(dice.uniform(0, 0.1))
    workers.kill(worker)


def _settled(dispatch: Dispatch) -> int:
    now = progress(dispatch)
    return now.accepted + now.refused + now.perhaps


def _withdraw(addresses: list[int]) -> None:
    """Those last in the row take it back while it goes out."""
    for address in Address.objects.filter(pk__in=addresses):
        assert opened(token_for(address))
        Consent.objects.withdraw(address, door=Door.ONE_CLICK)


def _pause_and_resume() -> None:
    from tests.signing_in import sign_in

    terms = Terms.objects.get()
    assert terms.pause(by=sign_in(terms.dispatch.author)) and terms.resume(by=sign_in(terms.dispatch.author))


def _let_nobody_wait() -> None:
    """Who was put off comes again at once, and not in a minute."""
    with transaction.atomic():
        Copy.objects.filter(stage="waiting").update(next_attempt_at=Dispatch.objects.get().released_at)
        Terms.objects.update(resting_until=None)


def _everybody_once(server, dispatch: Dispatch, kills: int) -> None:
    took, stages = server.took(), Counter()
    for copy in dispatch.copies.all():
        stages[copy.stage] += 1
        if copy.stage == "accepted":
            assert took[copy.recipient] == 1, copy.recipient
        elif copy.stage == "perhaps":
            assert took[copy.recipient] <= 1, copy.recipient
        else:
            assert took[copy.recipient] == 0, (copy.recipient, copy.stage)
            assert copy.answer or copy.left_out, copy.recipient
    assert sum(stages.values()) == READERS
    assert set(stages) <= {"accepted", "perhaps", "refused", "left out"}, stages
    assert 0 < stages["perhaps"] <= kills * LINES + server.left_open(), stages
    assert stages["left out"] == dispatch.copies.filter(left_out="withdrawn").count() > 0
    assert stages["refused"] > 0
    spoken = Copy.objects.filter(stage__in=("accepted", "perhaps"))
    assert Touch.objects.filter(dispatch=dispatch).count() == spoken.count()
