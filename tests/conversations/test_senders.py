"""Is it really them? Our own server's word counts, nobody else's; without it the signature is verified."""

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from tests.letters import letter

from byhand.channels import authenticity
from byhand.channels.models import Inbox
from byhand.conversations.models import SenderCheck
from byhand.conversations.sender_check import MOST_TRIES, check_senders_due

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def signed(key):
    """A letter of Ruth's as the server of her school signs it."""
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )

    def signed(raw: bytes, domain: bytes = b"harrow.example") -> bytes:
        return dkim.sign(raw, b"s1", domain, pem, include_headers=[b"From", b"To", b"Subject"]) + raw

    return signed


@pytest.fixture(autouse=True)
def name_service(key, monkeypatch):
    import base64

    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    record = b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)
    names = {b"s1._domainkey.harrow.example.": record, b"s1._domainkey.bad.example.": record}
    monkeypatch.setattr(authenticity, "look_up_txt", lambda name, timeout=5: names.get(name))


@pytest.fixture
def living(inbox):
    Inbox.objects.filter(pk=inbox.pk).update(kind="email", options={"imap_host": "imap.kilnlane.example"})
    inbox.refresh_from_db()
    return inbox


def sender_of(message):
    message.refresh_from_db()
    return message.sender


@pytest.mark.parametrize(
    ("results", "sender"),
    [
        ("mx.kilnlane.example; dmarc=pass header.from=harrow.example", "verified"),
        ("mx.kilnlane.example; dkim=pass header.d=harrow.example", "verified"),
        ("mx.kilnlane.example; spf=pass smtp.mailfrom=ruth@harrow.example", "verified"),
        ("mx.kilnlane.example; dkim=pass header.d=bad.example", "unverified"),
        ("mx.kilnlane.example; dkim=fail header.d=harrow.example", "unverified"),
        ("mx.kilnlane.example; none", "unverified"),
    ],
)
def test_our_own_servers_word_counts(comes_in, living, results, sender):
    message = comes_in(letter(headers=f"Authentication-Results: {results}"))
    assert message.sender == sender
    assert bool(message.writer.verified_at) == (sender == "verified")
    assert not SenderCheck.objects.exists()


def test_a_strangers_word_does_not(comes_in, living):
    message = comes_in(
        letter(headers="Authentication-Results: mx.bad.example; dmarc=pass header.from=harrow.example")
    )
    check_senders_due()
    assert sender_of(message) == "unverified"


def test_only_the_topmost_is_believed(comes_in, living):
    forged = "Authentication-Results: mx.kilnlane.example; dmarc=pass header.from=harrow.example"
    message = comes_in(letter(headers=f"Authentication-Results: mx.bad.example; none\r\n{forged}"))
    check_senders_due()
    assert sender_of(message) == "unverified"


def test_without_it_a_signature_of_their_domain_is_enough(comes_in, living, signed):
    message = comes_in(signed(letter()))
    assert message.sender == ""
    assert check_senders_due()
    assert sender_of(message) == "verified"


def test_a_signature_of_another_domain_is_none(comes_in, living, signed):
    message = comes_in(signed(letter(), b"bad.example"))
    check_senders_due()
    assert sender_of(message) == "unverified"


def test_changed_words_break_the_signature(comes_in, living, signed):
    message = comes_in(signed(letter("Twelve")).replace(b"Twelve", b"Twenty"))
    check_senders_due()
    assert sender_of(message) == "unverified"


def test_a_silent_name_service_is_asked_again_and_at_last_given_up(comes_in, living, signed, monkeypatch):
    def silent(name, timeout=5):
        raise authenticity.NoName("nobody answers")

    monkeypatch.setattr(authenticity, "look_up_txt", silent)
    message = comes_in(signed(letter()))
    for _ in range(MOST_TRIES):
        assert sender_of(message) == ""
        SenderCheck.objects.update(due_at=message.stored_at)
        check_senders_due()
    assert sender_of(message) == "unverified"


def test_an_archive_is_not_asked_about(comes_in):
    assert comes_in(letter()).sender == ""
    assert not SenderCheck.objects.exists()
