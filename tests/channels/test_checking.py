"""Trying a mailbox live: each outcome in words, both ways at once, and never for long."""

import socket
import time

import pytest
from tests.channels.post import inbox_of, raw_letter, with_password
from tests.channels.relay import relay_to
from tests.servers.dovecot import Dovecot
from tests.servers.mailbox import Mailbox
from tests.servers.postfix import Postfix

from byhand.channels.adapter import Check
from byhand.channels.email import checking
from byhand.channels.email.checking import verify
from byhand.channels.inbox import Inbox


@pytest.fixture
def inbox(mailbox: Mailbox, dovecot: Dovecot, postfix: Postfix) -> Inbox:
    return inbox_of(mailbox, dovecot, postfix)


def failed(checks: list[Check]) -> list[str]:
    return [f"{one.name}: {one.sentence}" for one in checks if not one.passed]


def test_a_mailbox_that_works_says_so_step_by_step(
    inbox: Inbox, mailbox: Mailbox, dovecot: Dovecot, postfix: Postfix
):
    mailbox.append(raw_letter())
    checks = verify(inbox)
    assert [one.sentence for one in checks] == [
        f"localhost:{dovecot.imaps} answers, encrypted.",
        f"Signed in as {mailbox.address}.",
        "The inbox holds 1 message.",
        f"localhost:{postfix.submission} answers, encrypted.",
        f"Signed in as {mailbox.address}.",
    ]
    assert all(one.passed for one in checks)
    assert checks[2].details == {"incoming": "INBOX", "sent": "Sent", "junk": "Junk", "messages": "1"}


def test_a_wrong_password_is_told_for_both_ways(inbox: Inbox, mailbox: Mailbox):
    checks = verify(with_password(inbox, "wrong"))
    assert [one.split(" said")[0].partition(": ")[2].partition(" ")[2] for one in failed(checks)] == [
        f"does not accept the password of {mailbox.address}. It"
    ] * 2
    assert [one.name for one in checks if not one.passed] == ["Mail in", "Mail out"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"imap_host": "no-such.invalid"},
            "Mail in: There is no server named “no-such.invalid”. Check the spelling.",
        ),
        ({"imap_port": 1}, "Mail in: localhost refused the connection on port 1. Check the port."),
        ({"smtp_host": ""}, "Mail out: The mailbox has no outgoing server. Enter one in its settings."),
        (
            {"imap_port": "imap"},
            "refused an encrypted connection. Is the port right for TLS, or should it be STARTTLS?",
        ),
        ({"smtp_port": "smtp", "smtp_security": "tls"}, "refused an encrypted connection"),
    ],
)
def test_each_trouble_has_its_sentence_and_the_other_way_is_tried_all_the_same(
    inbox: Inbox, dovecot: Dovecot, postfix: Postfix, change: dict[str, object], sentence: str
):
    ports = {"imap": dovecot.imap, "smtp": postfix.submission}
    inbox.options |= {key: ports.get(str(value), value) for key, value in change.items()}
    checks = verify(inbox)
    assert len(failed(checks)) == 1
    assert sentence in failed(checks)[0]
    assert sum(one.passed for one in checks) >= 2


def test_a_certificate_that_is_not_trusted_is_told(inbox: Inbox):
    inbox.options["ca_file"] = ""
    assert len(failed(verify(inbox))) == 2
    assert "self-signed and therefore not trusted" in failed(verify(inbox))[0]


def test_a_certificate_for_another_name_is_told(inbox: Inbox, dovecot: Dovecot):
    with relay_to(dovecot.imaps, host="127.0.0.2") as relay:
        inbox.options |= {"imap_host": "127.0.0.2", "imap_port": relay.port}
        told = failed(verify(inbox))
    assert told == [
        f"Mail in: The certificate of 127.0.0.2:{relay.port} is for another name. Use the server's own name."
    ]


def test_a_server_that_says_nothing_is_named_with_its_port(inbox: Inbox, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(checking, "PATIENCE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        inbox.options |= {"imap_host": "127.0.0.1", "imap_port": port}
        began = time.monotonic()
        told = failed(verify(inbox))
    assert told == [
        f"Mail in: 127.0.0.1 did not answer on port {port} in time. Is the name right, and is a firewall between?"
    ]
    assert time.monotonic() - began < 5


def test_a_server_that_dribbles_cannot_hold_up_the_page(inbox: Inbox, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(checking, "ALTOGETHER", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        inbox.options |= {"imap_host": "127.0.0.1", "imap_port": silent.getsockname()[1]}
        began = time.monotonic()
        assert "did not answer" in failed(verify(inbox))[0]
    assert time.monotonic() - began < 3
