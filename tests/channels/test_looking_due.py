"""The chore that looks for mail: all inboxes side by side, troubles as sentences, a ring is never lost."""

import socket
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.channels.post import inbox_of, raw_letter, with_password
from tests.fresh import FreshHouse
from tests.servers.dovecot import Dovecot
from tests.servers.machine import wait_until
from tests.servers.mailbox import Mailbox

from byhand.channels import fetching
from byhand.channels.arrival import Arrival
from byhand.channels.fetching import Looks, fetch_due
from byhand.channels.inbox import Inbox


@pytest.fixture
def inbox(fresh_house: FreshHouse, mailbox: Mailbox, dovecot: Dovecot) -> Inbox:
    inbox = inbox_of(mailbox, dovecot)
    inbox.save()
    return inbox


@pytest.mark.django_db
def test_without_an_inbox_there_is_nothing_to_say():
    assert fetch_due() == ""


def test_new_mail_is_brought_and_told_of(inbox: Inbox, mailbox: Mailbox):
    mailbox.deliver(raw_letter())
    mailbox.deliver(raw_letter())
    assert fetch_due() == "2 new letters."
    assert fetch_due() == ""
    inbox.refresh_from_db()
    assert inbox.trouble == ""
    assert inbox.next_look_at > timezone.now() + timedelta(seconds=50)


def test_a_paused_inbox_is_left_alone(inbox: Inbox, mailbox: Mailbox):
    Inbox.objects.update(paused_at=timezone.now())
    mailbox.deliver(raw_letter())
    assert fetch_due() == ""
    assert not Arrival.objects.exists()


def test_a_trouble_is_written_down_since_when_and_mended(inbox: Inbox, mailbox: Mailbox):
    with_password(inbox, "wrong").save()
    fetch_due()
    inbox.refresh_from_db()
    assert "does not accept the password" in inbox.trouble
    since = inbox.trouble_since
    inbox.ring()
    fetch_due()
    inbox.refresh_from_db()
    assert inbox.trouble_since == since
    with_password(inbox, mailbox.password).save()
    inbox.ring()
    fetch_due()
    inbox.refresh_from_db()
    assert (inbox.trouble, inbox.trouble_since) == ("", None)


def test_a_slow_inbox_does_not_hold_up_the_others(
    inbox: Inbox, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(fetching, "PATIENCE", 1.0)
    mailbox.deliver(raw_letter())
    with socket.create_server(("127.0.0.1", 0)) as silent:
        options = inbox.options | {"imap_host": "127.0.0.1", "imap_port": silent.getsockname()[1]}
        slow = Inbox.objects.create(kind="email", name="Slow", address="slow@clay.test", options=options)
        looks = Looks()
        monkeypatch.setattr(fetching, "_looks", looks)
        assert fetch_due() == "1 new letter."
        Inbox.objects.update(next_look_at=timezone.now())
        mailbox.deliver(raw_letter())
        assert fetch_due() == "1 new letter."
        assert list(looks.at_work) == [slow.pk, inbox.pk]
    wait_until(lambda: not looks.at_work[slow.pk].is_alive(), "the slow one never ends")


def test_a_ring_during_a_look_is_not_lost(inbox: Inbox):
    beginning = Inbox.objects.get()
    inbox.ring()
    beginning.look_again(at_once=False)
    assert list(Inbox.objects.due()) == [inbox]
    Inbox.objects.get().look_again(at_once=False)
    assert not Inbox.objects.due().exists()


def test_a_mistake_of_an_adapter_is_shown_and_ends_nothing(inbox: Inbox, monkeypatch: pytest.MonkeyPatch):
    def mistaken(_inbox: Inbox) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("byhand.channels.email.fetching.fetch", mistaken)
    fetch_due()
    inbox.refresh_from_db()
    assert inbox.trouble == "Something went wrong while looking: ZeroDivisionError"


def test_a_lost_key_is_a_sentence(inbox: Inbox):
    Inbox.objects.update(sealed_secrets=b"sealed elsewhere")
    fetch_due()
    inbox.refresh_from_db()
    assert "Enter the password again" in inbox.trouble
