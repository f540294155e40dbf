"""Our signatures, as others verify them (dkimpy, and names that stand in for the DNS), whatever a letter holds."""

import base64
import re
from types import SimpleNamespace

import dkim
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.channels.post import outgoing
from tests.channels.scripted_smtp import scripted_smtp

from byhand.channels.authenticity import has_aligned_signature
from byhand.channels.email.composing import compose
from byhand.channels.email.dkim import sign
from byhand.channels.email.sending import send
from byhand.channels.inbox import Inbox
from byhand.channels.models import SendingKey
from byhand.channels.sending_key import OPTION, OURS, new_pair
from byhand.kit.mime import read_mail
from byhand.team.models import User

STUDIO = Inbox(kind="email", name="Studio", address="studio@clay.test")
# Without control characters: no letter of ours has one in its header, and dkimpy takes some of them for blanks.
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc",), include_characters="\t"), max_size=60
)
NAMES = st.sampled_from(["Subject", "X-More", "From", "List-Unsubscribe", "References", "cc", "To"])
FIELDS = st.lists(st.tuples(NAMES, st.lists(WORDS, min_size=1, max_size=3).map("\r\n \t".join)), max_size=6)
BODY = st.lists(WORDS | st.sampled_from(["", " ", ".", "..", " \t ", "x" * 990, "ü\t  y  "]), max_size=10)
PAIR = new_pair("clay.test", 1, by=User())
SIGNERS = [one.signer() for one in PAIR]


class Ed25519:
    """In place of PyNaCl, which dkimpy wants for the arithmetic alone; what is hashed and how is still its own."""

    def __init__(self, key: bytes, encoder: object) -> None:
        self.key = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))

    def verify(self, digest: bytes, signature: bytes) -> None:
        self.key.verify(signature, digest)


@pytest.fixture(autouse=True, scope="module")
def dkimpy_knows_ed25519():
    with pytest.MonkeyPatch.context() as patch:
        nacl = SimpleNamespace(
            signing=SimpleNamespace(VerifyKey=Ed25519), encoding=SimpleNamespace(Base64Encoder=None),
            exceptions=SimpleNamespace(ValueError=ValueError, BadSignatureError=InvalidSignature),
        )  # fmt: skip
        patch.setattr(dkim, "nacl", nacl, raising=False)
        yield


def look_up(name: bytes, timeout: int = 5) -> bytes | None:
    """The DNS, in which both records stand."""
    return {f"{one.name()}.".encode(): one.record().encode() for one in PAIR}.get(name)


def holds(letter: bytes) -> list[bool]:
    """What an independent verifier says of each of the two signatures."""
    verifier = dkim.DKIM(letter)
    return [verifier.verify(index, dnsfunc=look_up) for index in range(2)]


def as_letter(fields: list[tuple[str, str]], body: list[str]) -> bytes:
    head = "".join(f"{name}: {value}\r\n" for name, value in (("From", "studio@clay.test"), *fields))
    return f"{head}\r\n".encode() + "\r\n".join(body).encode() + (b"\r\n" if body else b"")


@settings(max_examples=60)
@given(FIELDS, BODY)
@example([], [])
@example([("Subject", "  a \t b\r\n\t c  ")], ["", "", " ", ""])
@example([("Subject", "")], ["last line  ", "", ""])
def test_both_signatures_of_whatever_letter_hold(fields, body):
    assert holds(sign(as_letter(fields, body), SIGNERS)) == [True, True]


def test_what_a_colleague_writes_is_signed_as_from_our_domain():
    signed = sign(compose(outgoing(STUDIO, body="Größe\n.\n..\nFrom x\n\n\n")), SIGNERS)
    assert holds(signed) == [True, True]
    assert has_aligned_signature(signed, read_mail(signed), look_up)
    assert max(map(len, signed.split(b"\r\n"))) <= 78 and b"\n" not in signed.replace(b"\r\n", b"")


BY_WEB = b"List-Unsubscribe: <https://clay.test/stop/x/>\r\n"
UNSUBSCRIBE = BY_WEB + b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"


def test_what_is_changed_or_added_on_the_way_breaks_them():
    letter = UNSUBSCRIBE + compose(outgoing(STUDIO))
    signed = sign(letter, SIGNERS)
    assert holds(signed) == [True, True]
    named = re.search(rb"h=([^;]+);", signed)[1].decode().replace("\r\n\t", "").replace(" ", "").split(":")
    assert (
        named.count("from") == 2
        and named.count("list-unsubscribe") == named.count("list-unsubscribe-post") == 1
    )
    for changed in (
        signed.replace(b"It is here", b"It is gone"), signed.replace(b"/stop/x/", b"/stop/y/"),
        signed.replace(b"=One-Click", b"=Two-Clicks"), b"From: else@where.test\r\n" + signed,
        b"Subject: Win\r\n" + signed, b"Reply-To: else@where.test\r\n" + signed,
        signed.replace(b"d=clay.test", b"d=clay2.test"),
    ):  # fmt: skip
        assert changed != signed
        try:
            assert holds(changed) == [False, False], changed[:80]
        except dkim.DKIMException:
            continue
    for harmless in (
        b"Received: from a by b\r\n" + signed, b"X-Spam: no\r\n" + signed, signed + b"\r\n\r\n",
        signed.replace(b"Subject: Your", b"Subject:   Your"),
    ):  # fmt: skip
        assert holds(harmless) == [True, True], harmless[:80]


@pytest.mark.django_db
def test_an_inbox_whose_letters_we_sign_sends_them_signed_and_the_others_do_not():
    ana = User.objects.create_user("ana@clay.test", "Ana Moreau", "a long enough phrase")
    made = SendingKey.objects.make("clay.test", by=ana)
    for one in made:
        one.is_shown()
    newer = SendingKey.objects.make("clay.test", by=ana)
    assert [one.selector for one in newer] == ["byhand2r", "byhand2e"], "not in use before the DNS shows them"
    records = {f"{one.name()}.".encode(): one.record().encode() for one in made}
    with scripted_smtp() as server:
        way = {"smtp_host": "127.0.0.1", "smtp_port": server.port, "smtp_security": "none", "smtp_user": ""}
        inbox = Inbox(kind="email", address="studio@clay.test", options=way)
        send(inbox, outgoing(inbox), "ada@customer.test", lambda: None)
        inbox.options[OPTION] = OURS
        send(inbox, outgoing(inbox), "ada@customer.test", lambda: None)
    bare, signed = server.letters
    assert b"DKIM-Signature" not in bare and signed.count(b"DKIM-Signature") == 2
    verifier = dkim.DKIM(signed)
    assert all(
        verifier.verify(index, dnsfunc=lambda name, timeout=5: records.get(name)) for index in range(2)
    )
    assert made[0].public not in bytes(made[0].sealed_private).decode(errors="replace")
