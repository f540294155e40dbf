"""Sitting at a mailbox: a new letter rings within a second; connections that are cut are made again."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.channels.post import inbox_of, raw_letter, with_password
from tests.channels.relay import Relay, relay_to
from tests.fresh import FreshHouse
from tests.servers.dovecot import Dovecot
from tests.servers.machine import wait_until
from tests.servers.mailbox import Mailbox

from byhand.channels.email import idling
from byhand.channels.inbox import Inbox
from byhand.channels.watching import Watchers

SOON = 5.0


@pytest.fixture
def relay(dovecot: Dovecot) -> Iterator[Relay]:
    with relay_to(dovecot.imap) as relay:
        yield relay


@pytest.fixture
def inbox(fresh_house: FreshHouse, mailbox: Mailbox, dovecot: Dovecot, relay: Relay) -> Inbox:
    inbox = inbox_of(mailbox, dovecot, imap_port=relay.port, imap_security="none")
    inbox.save()
    return inbox


@pytest.fixture
def watchers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watchers]:
    monkeypatch.setattr(idling, "BACK_OFF", (0.1,))
    monkeypatch.setattr(idling, "GLANCE", 0.2)
    watchers = Watchers()
    yield watchers
    watchers.stop()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("idle-")]


def asleep() -> None:
    """Nothing is due until somebody rings."""
    Inbox.objects.update(next_look_at=timezone.now() + timedelta(hours=1))


def has_rung() -> bool:
    return Inbox.objects.due().exists()


def sits(watchers: Watchers) -> None:
    """Waits until a watcher sits: it has rung for its beginning, and idles."""
    wait_until(has_rung, "nobody sat down", patience=SOON)
    time.sleep(0.6)
    asleep()


@pytest.mark.django_db
def test_without_a_mailbox_nobody_sits_anywhere():
    assert Watchers().keep_watching() == ""


@pytest.mark.parametrize("security", ["none", "tls"])
def test_a_new_letter_rings_within_a_second(
    inbox: Inbox, dovecot: Dovecot, mailbox: Mailbox, watchers: Watchers, security: str
):
    if security == "tls":
        Inbox.objects.update(options=inbox.options | {"imap_port": dovecot.imaps, "imap_security": "tls"})
    asleep()
    assert watchers.keep_watching() == "Began to sit at 1 mailbox."
    sits(watchers)
    waits: list[float] = []
    for _ in range(4):
        mailbox.append(raw_letter())
        came = time.monotonic()
        wait_until(has_rung, "it did not ring", patience=SOON)
        waits.append(time.monotonic() - came)
        asleep()
    assert min(waits) < 1.0
    assert watchers.keep_watching() == ""


def test_a_cut_connection_is_made_again_and_rings_for_what_came_meanwhile(
    inbox: Inbox, mailbox: Mailbox, watchers: Watchers, relay: Relay
):
    asleep()
    watchers.keep_watching()
    sits(watchers)
    relay.cut()
    sits(watchers)
    mailbox.append(raw_letter())
    wait_until(has_rung, "it did not ring", patience=SOON)
    assert relay.connections == 2


def test_a_paused_mailbox_is_left_and_a_mended_one_sat_at_anew(
    inbox: Inbox, mailbox: Mailbox, watchers: Watchers, relay: Relay
):
    with_password(inbox, "wrong").save()
    watchers.keep_watching()
    wait_until(lambda: relay.connections > 1, "it gave up", patience=SOON)
    asleep()
    with_password(inbox, mailbox.password).save(update_fields=["sealed_secrets"])
    assert watchers.keep_watching() == "Began to sit at 1 mailbox."
    sits(watchers)
    Inbox.objects.update(paused_at=timezone.now())
    watchers.keep_watching()
    wait_until(lambda: not relay.open, "it still sits there", patience=SOON)


def test_a_server_without_idle_is_left_to_the_poll(
    inbox: Inbox, watchers: Watchers, monkeypatch: pytest.MonkeyPatch, relay: Relay
):
    monkeypatch.setattr(idling, "_can_idle", lambda mailbox: False)
    watchers.keep_watching()
    wait_until(lambda: relay.connections == 1 and not relay.open, "it still sits there", patience=SOON)
    time.sleep(0.3)
    assert watchers.keep_watching() == ""
