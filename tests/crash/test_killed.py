"""The power goes, fifty times, while mail comes in and goes out against a real Dovecot and a real Postfix.

Afterwards each mail that came is there once; each that was sent was taken by Postfix once, or is shown as
“perhaps delivered”, of which there is at most one for each line that was open at a kill.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter

import pytest
from tests.crash.nursery import nursery
from tests.letters import letter
from tests.signing_in import sign_in

from byhand.channels.models import Arrival, Inbox
from byhand.conversations.models import Conversation, Draft, Message
from byhand.gate.delivering import AT_ONCE
from byhand.gate.leaving import Stage
from byhand.gate.models import Delivery, Dispatch
from byhand.gate.verifying import verify_journal
from byhand.team.models import House, User

IN, OUT, KILLS = 500, 200, 50
SETTLED = (Stage.ACCEPTED, Stage.PERHAPS, Stage.REFUSED, Stage.HELD)
dice = random.Random()

pytestmark = [pytest.mark.slow, pytest.mark.server]


@pytest.fixture
def ana(fresh_house):
    House.objects.create(name="Kiln Lane Pottery")
    return User.objects.create_user("ana@clay.test", "Ana Moreau", "a long enough phrase")


@pytest.fixture
def inbox(fresh_house, mailbox, postfix):
    inbox = Inbox.objects.create(kind="email", name="Studio", address=mailbox.address, options={
        "imap_host": mailbox.host, "imap_port": mailbox.port, "imap_security": "none", "imap_user": mailbox.address,
        "smtp_host": postfix.host, "smtp_port": postfix.smtp, "smtp_security": "none", "smtp_user": "",
        "auth": "password",
    })  # fmt: skip
    inbox.keep_secrets({"password": mailbox.password})
    return inbox


def test_nothing_is_lost_and_nothing_is_said_twice(fresh_house, ana, inbox, mailbox, postfix, dovecot):
    guests = [dovecot.add_mailbox(f"guest{n}.{os.getpid()}@clay.test").address for n in range(5)]
    deliver = threading.Thread(target=_deliver, args=(mailbox,))
    deliver.start()
    with nursery(fresh_house) as workers:
        kills = _work_and_die(workers, ana, inbox, guests)
        deliver.join()
        _work_until_quiet(workers)

    assert kills == KILLS
    _everything_came_once(mailbox)
    _everything_left_once(postfix, kills)
    _everything_taken_is_filed_once(mailbox)
    assert verify_journal().is_whole


def _deliver(mailbox) -> None:
    """Mail comes in all the time, whoever is at work, for about as long as the kills take."""
    for number in range(IN):
        mailbox.deliver(letter(f"Words {number}", subject=f"Matter {number}", to=mailbox.address,
                               message_id=f"in-{number}@harrow.example"))  # fmt: skip
        time.sleep(dice.uniform(0, 0.3))


def _work_and_die(workers, ana, inbox, guests) -> int:
    kills, sent = 0, 0
    while kills < KILLS:
        worker = workers.begin()
        until = time.monotonic() + dice.uniform(0.1, 3.0)
        while time.monotonic() < until:
            if sent < OUT and dice.random() < 0.5:
                _send(ana, inbox, guests[sent % len(guests)], sent)
                sent += 1
            time.sleep(0.05)
        workers.kill(worker)
        kills += 1
    for number in range(sent, OUT):
        _send(ana, inbox, guests[number % len(guests)], number)
    return kills


def _send(ana, inbox, guest, number) -> None:
    """Ana writes at her desk; what she sends is due soon."""
    draft = Draft.objects.create(
        author=ana, inbox=inbox, to=guest, subject=f"Letter {number}", body=f"Words {number}"
    )
    presence = sign_in(ana)
    Conversation.objects.begin(draft, by=presence, reason="They are to be killed on the way.")
    Delivery.objects.filter(stage=Stage.WAITING, attempts=0).update(
        next_attempt_at=Dispatch.objects.latest("pk").released_at
    )


def _work_until_quiet(workers) -> None:
    worker = workers.begin()
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline and not _is_quiet():
        # What backed off because its worker died mid-way need not wait its minute here.
        Delivery.objects.filter(stage=Stage.WAITING).update(
            next_attempt_at=Dispatch.objects.latest("pk").released_at
        )
        Inbox.objects.update(next_look_at=Dispatch.objects.latest("pk").released_at)
        time.sleep(1)
    workers.kill(worker)
    assert _is_quiet(), Counter(Delivery.objects.values_list("stage", flat=True))


def _is_quiet() -> bool:
    came = Message.objects.filter(message_id__startswith="in-").count()
    left = Delivery.objects.exclude(stage__in=SETTLED).exists()
    unfiled = Dispatch.objects.filter(deliveries__stage=Stage.ACCEPTED, filed_at__isnull=True).exists()
    return came >= IN and not left and not unfiled and not Arrival.objects.unread().exists()


def _everything_came_once(mailbox) -> None:
    expected = {f"in-{number}@harrow.example" for number in range(IN)}
    came = Counter(Message.objects.filter(message_id__startswith="in-").values_list("message_id", flat=True))
    assert set(came) == expected
    assert set(came.values()) == {1}
    assert not Arrival.objects.needing_a_look().exists()
    assert not Arrival.objects.unread().exists()


def _everything_left_once(postfix, kills) -> None:
    assert Dispatch.objects.count() == OUT
    ours = set(Dispatch.objects.values_list("message_id", flat=True))
    taken = Counter(one.message_id.strip("<>") for one in postfix.accepted())
    taken = Counter({key: count for key, count in taken.items() if key in ours})
    stages = dict(Delivery.objects.values_list("dispatch__message_id", "stage"))
    assert max(taken.values()) == 1
    for message_id, stage in stages.items():
        assert stage in (Stage.ACCEPTED, Stage.PERHAPS), stage
        if stage == Stage.ACCEPTED:
            assert taken[message_id] == 1
    perhaps = sum(stage == Stage.PERHAPS for stage in stages.values())
    assert perhaps <= kills * AT_ONCE


def _everything_taken_is_filed_once(mailbox) -> None:
    filed = Counter(one.headers["message-id"][0].strip("<> ") for one in mailbox.messages("Sent"))
    accepted = set(
        Dispatch.objects.filter(deliveries__stage=Stage.ACCEPTED).values_list("message_id", flat=True)
    )
    assert accepted <= set(filed)
    assert set(filed.values()) == {1}
