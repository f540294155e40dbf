"""How our letters are believed: each wrong state of a domain is named, with what to do; a sound one is left alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import dkim
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st
from tests.channels.post import inbox_of
from tests.channels.scripted_smtp import scripted_smtp
from tests.servers.dovecot import Dovecot
from tests.servers.mailbox import Mailbox
from tests.servers.postfix import Postfix

from byhand.channels.arrival import Arrival
from byhand.channels.authenticity import NoName
from byhand.channels.believing import how_believed, show_our_keys
from byhand.channels.email.believed import came_back, dmarc, own_keys, pointers, spf, tls
from byhand.channels.email.believed.asking import Names
from byhand.channels.email.believed.sender import Sender, sender_of
from byhand.channels.email.believed.spf_record import Broken, Question
from byhand.channels.email.dkim import sign
from byhand.channels.inbox import Inbox
from byhand.channels.sending_key import OPTION, OURS, SendingKey, new_pair
from byhand.team.models import User

DOMAIN, IP = "clay.test", "203.0.113.5"
OWN = Sender(DOMAIN, "mail.clay.test", [IP], is_own=True, provider="")
RELAY = Sender(DOMAIN, "smtp.relay.test", ["198.51.100.7"], is_own=False, provider="")
AT_MAIL = {"mail.clay.test": [IP]}


@dataclass
class Zone:
    """What the DNS holds; `silent`: nobody answers."""

    txt: dict[str, list[str]] = field(default_factory=dict)
    addresses: dict[str, list[str]] = field(default_factory=dict)
    hosts: dict[str, list[str]] = field(default_factory=dict)
    mx: dict[str, list[str]] = field(default_factory=dict)
    silent: bool = False

    def names(self) -> Names:
        return Names(*(self._look_up(one) for one in (self.txt, self.addresses, self.hosts, self.mx)))

    def key(self, name: bytes, timeout: int = 5) -> bytes | None:
        found = self.txt.get(name.decode().rstrip("."))
        return found[0].encode() if found else None

    def _look_up(self, rows: dict[str, list[str]]):
        def look_up(name: str) -> list[str]:
            if self.silent:
                raise NoName("no answer")
            return rows.get(name, [])

        return look_up


def with_spf(*records: str, elsewhere: str = "", **more) -> Zone:
    return Zone(txt={DOMAIN: list(records), "b.test": [elsewhere]}, **more)


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        (Zone(), "has no SPF record"),
        (with_spf("other=thing", "v=spf10 -all"), "v=spf1 ip4:203.0.113.5 ~all"),
        (with_spf("v=spf1 -all", "v=spf1 a ~all"), "several SPF records"),
        (with_spf("v=spf1 +all"), "lets everybody send"),
        (with_spf("v=spf1 ip4:0.0.0.0/0 -all"), "lets everybody send"),
        (with_spf("v=spf1 ip4:198.51.100.9 -all"), "Put “ip4:203.0.113.5” into it"),
        (with_spf("v=spf1 -all"), "does not let our own server send"),
        (with_spf("v=spf1 inclde:x.test -all"), "at “inclde:x.test”"),
        (with_spf("v=spf1 ip4:300.1.1.1 -all"), "cannot be followed"),
        (with_spf("v=spf1 include:nowhere.test -all"), "at “nowhere.test”"),
        (with_spf("v=spf1 include:clay.test -all"), "asks more than 10 names"),
        (with_spf(f"v=spf1 {'a:x.test ' * 11}-all"), "asks more than 10 names"),
    ],
)  # fmt: skip
def test_a_wrong_spf_record_is_named_with_what_to_write(zone: Zone, said: str):
    found = spf.look(OWN, zone.names())
    assert not found.passed and said in found.sentence, found.sentence


@pytest.mark.parametrize(
    "zone",
    [
        with_spf("v=spf1 ip4:203.0.113.0/24 -all"), with_spf("V=SPF1 a:mail.clay.test ~all", addresses=AT_MAIL),
        with_spf("v=spf1 mx -all", mx={DOMAIN: ["mail.clay.test"]}, addresses=AT_MAIL),
        with_spf("v=spf1 a/24 -all", addresses={DOMAIN: ["203.0.113.99", "2001:db8::1"]}),
        with_spf("v=spf1 redirect=b.test", elsewhere="v=spf1 ip4:203.0.113.5 -all"),
        with_spf("v=spf1 exp=x.test exists:%{i}.x.test include:b.test -all", elsewhere="v=spf1 +ip4:203.0.113.5 ?all"),
    ],
)  # fmt: skip
def test_a_sound_spf_record_is_left_in_peace(zone: Zone):
    found = spf.look(OWN, zone.names())
    assert found.passed and "lets mail.clay.test send" in found.sentence, found.sentence


def test_of_a_relay_only_what_can_be_seen_from_here_is_said():
    google = Sender(DOMAIN, "smtp.gmail.com", [], is_own=False, provider="google")
    assert "include:_spf.google.com" in spf.look(google, with_spf("v=spf1 a -all").names()).sentence
    assert "include:_spf.google.com" in spf.look(google, Zone().names()).sentence
    allows = with_spf("v=spf1 include:_spf.google.com ~all")
    allows.txt["_spf.google.com"] = ["v=spf1 ip4:198.51.100.0/24 ~all"]
    assert spf.look(google, allows.names()).passed
    assert (
        "look whether what your provider asks" in spf.look(RELAY, with_spf("v=spf1 mx ~all").names()).sentence
    )
    assert not spf.look(RELAY, with_spf("v=spf1 -all").names()).passed


@given(
    st.lists(st.text(st.characters(codec="ascii", exclude_categories=("Cc", "Zs")), min_size=1, max_size=20))
)
def test_whatever_stands_in_a_record_has_a_verdict_or_is_broken(words: list[str]):
    question = Question(IP, with_spf("v=spf1 " + " ".join(words)).names())
    try:
        assert question.verdict(DOMAIN) in ("pass", "fail", "softfail", "neutral")
    except Broken:
        assert question.lookups <= 11


@pytest.mark.parametrize(
    ("records", "signed_by", "said"),
    [
        ([], "", "v=DMARC1; p=none; rua=mailto:postmaster@clay.test"),
        (["v=DMARC1; p=none", "v=DMARC1; p=reject"], "", "several DMARC records"),
        (["v=DMARC1 p=none"], "", "written wrongly"), (["v=DMARC1; p=maybe"], "", "written wrongly"),
        (["v=DMARC1; rua=mailto:x@y.test"], "", "written wrongly"),
        (["v=DMARC1; p=none"], "relay.test", "counts for nothing"),
        (["v=DMARC1; p=none; adkim=s"], "mail.clay.test", "counts for nothing"),
    ],
)  # fmt: skip
def test_a_wrong_dmarc_record_is_named(records: list[str], signed_by: str, said: str):
    found = dmarc.look(DOMAIN, Zone(txt={"_dmarc.clay.test": records}).names(), signed_by=signed_by)
    assert not found.passed and said in found.sentence, found.sentence


def test_a_sound_dmarc_record_counts_for_what_is_below_it_and_says_what_is_next():
    names = Zone(txt={"_dmarc.clay.test": ["v=DMARC1; p=reject; sp=none"]}).names()
    assert "p=reject" in dmarc.look(DOMAIN, names, signed_by="mail.clay.test").sentence
    assert "only watches" in dmarc.look("news.clay.test", names).sentence


def test_our_keys_are_compared_with_what_the_dns_shows(db):
    ana = User.objects.create_user("ana@clay.test", "Ana Moreau", "a long enough phrase")
    (missing,) = own_keys.look(DOMAIN, Zone().names())
    assert "no key yet" in missing.sentence
    rsa, ed25519 = SendingKey.objects.make(DOMAIN, by=ana)
    for records, said in (
        ([], "Add a TXT record for byhand1r._domainkey.clay.test: v=DKIM1; k=rsa; p=MII"),
        ([rsa.record(), "v=DKIM1; p="], "several records"), (["v=DKIM1; k=rsa; p="], "another key"),
        ([ed25519.record()], "another key"), ([f"{rsa.record()}; t=y:s"], "a test (t=y)"),
        (["nonsense"], "another key"),
    ):  # fmt: skip
        found = own_keys.look_at(rsa, Zone(txt={rsa.name(): records}).names())
        assert not found.passed and said in found.sentence, found.sentence
    in_pieces = f"{rsa.record()[:200]} {rsa.record()[200:]}"
    for record in (rsa.record(), in_pieces, rsa.record().replace("k=rsa; ", "")):
        assert own_keys.look_at(rsa, Zone(txt={rsa.name(): [record]}).names()).passed
    inbox = Inbox(kind="email", address=f"studio@{DOMAIN}")
    both = Zone(txt={one.name(): [one.record()] for one in (rsa, ed25519)})
    assert [one.passed for one in show_our_keys(inbox, both.names())] == [True, True]
    assert "does not answer" in show_our_keys(inbox, Zone(silent=True).names())[0].sentence


@pytest.mark.parametrize(
    ("hosts", "addresses", "passed", "said"),
    [
        ({}, {}, False, "has no name of its own"),
        ({IP: ["host5.rented.test"]}, {}, False, "does not lead back"),
        ({IP: ["host5.rented.test"]}, {"host5.rented.test": ["203.0.113.6"]}, False, "Set the one to mail.clay.test"),
        ({IP: ["mail.clay.test"]}, AT_MAIL, True, "leads back to it"),
    ],
)  # fmt: skip
def test_the_address_of_our_own_server_leads_back_to_its_name(hosts, addresses, passed, said):
    (found,) = pointers.look(OWN, Zone(hosts=hosts, addresses=addresses).names())
    assert found.passed is passed and said in found.sentence
    assert pointers.look(RELAY, Zone().names()) == []


def test_a_server_within_our_walls_is_known_outside_by_the_name_it_greets_with():
    inbox = Inbox(kind="email", address=f"studio@{DOMAIN}", options={"smtp_host": "127.0.0.1"})
    names = Zone(addresses={"mail.clay.test": [IP, "10.0.0.9"]}).names()
    assert sender_of(inbox, names, calls_itself="Mail.clay.test") == OWN
    nameless = sender_of(inbox, names, calls_itself="localhost")
    assert nameless.is_own and "no public address has that name" in pointers.look(nameless, names)[0].sentence


@pytest.fixture
def kept(db) -> Inbox:
    return Inbox.objects.create(kind="email", name="Studio", address=f"studio@{DOMAIN}")


def test_a_letter_that_came_back_tells_whether_the_relay_signs_both_fields(kept: Inbox):
    own, other = (new_pair(domain, 1, by=User())[0] for domain in (DOMAIN, "relay.test"))
    zone = Zone(txt={one.name(): [one.record()] for one in (own, other)})

    def look(raw: bytes) -> tuple[bool, str, str]:
        Arrival.objects.store(raw, inbox=kept)
        Arrival.objects.update(message_id="bh.x")
        finding, by = came_back.look(kept, zone.key)
        return finding.passed, by, finding.sentence

    def ours(number: int, *, sender: str = f"studio@{DOMAIN}", more: str = "") -> bytes:
        return f"Message-ID: <bh.{number}@x>\r\nFrom: {sender}\r\n{more}Subject: x\r\n\r\nHello\r\n".encode()

    first = look(sign(ours(1, sender="else@where.test"), [own.signer()]))
    assert first[0] and first[1] == "" and "Write one from this inbox" in first[2]
    bare = look(ours(2))
    assert bare[:2] == (False, "") and "without a signature of clay.test" in bare[2]
    assert look(sign(ours(3), [other.signer()]))[:2] == (False, "relay.test")
    personal = look(sign(ours(4), [own.signer()]))
    assert personal[:2] == (True, DOMAIN) and "seen once a test of one came back" in personal[2]
    both = "List-Unsubscribe: <https://x>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    assert "both unsubscribe fields" in look(sign(ours(5, more=both), [own.signer()]))[2]
    pem = own.signer().key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    loose, named = ours(6, more=both), [b"from", b"list-unsubscribe"]
    lax = look(dkim.sign(loose, own.selector.encode(), DOMAIN.encode(), pem, include_headers=named) + loose)
    assert lax[:2] == (False, DOMAIN) and "leaves out List-Unsubscribe" in lax[2]


OFFERS = "250-mail.clay.test\r\n250 STARTTLS"


@pytest.mark.parametrize(
    ("script", "passed", "said", "called"),
    [
        ({}, True, "in your own network", "mail.test"),
        ({"EHLO": OFFERS}, False, "offers STARTTLS, and we do not use it", "mail.clay.test"),
        ({"greeting": "554 no"}, False, "said: 554 no", ""),
    ],
)
def test_whether_the_line_to_the_server_is_closed_is_said(script, passed, said, called):
    with scripted_smtp(**script) as server:
        way = {"smtp_host": "127.0.0.1", "smtp_port": server.port, "smtp_security": "none", "smtp_user": ""}
        finding, name = tls.look(Inbox(kind="email", address=f"studio@{DOMAIN}", options=way))
    assert (finding.passed, name) == (passed, called) and said in finding.sentence, finding.sentence


@pytest.mark.parametrize("port", ["submission", "submissions"])
def test_until_when_a_real_servers_certificate_holds_is_said(
    dovecot: Dovecot, postfix: Postfix, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, port: str
):
    security = {"submission": "starttls", "submissions": "tls"}[port]
    inbox = inbox_of(mailbox, dovecot, postfix, smtp_port=getattr(postfix, port), smtp_security=security)
    finding, name = tls.look(inbox)
    assert finding.passed and "its certificate holds until" in finding.sentence and name == "mail.test"
    monkeypatch.setattr(tls, "SOON", timedelta(days=60))
    finding, _name = tls.look(inbox)
    assert not finding.passed and "renews it in time" in finding.sentence
    inbox.options["ca_file"] = ""
    assert "not trusted" in tls.look(inbox)[0].sentence


def test_all_of_it_together_names_everything_and_never_breaks(kept: Inbox):
    with scripted_smtp() as server:
        kept.options = {
            "smtp_host": "127.0.0.1",
            "smtp_port": server.port,
            "smtp_security": "none",
            OPTION: OURS,
        }
        found = how_believed(kept, Zone().names())
        silent = how_believed(kept, Zone(silent=True).names())
    assert [one.name for one in found] == ["SPF", "DKIM", "DMARC", "PTR", "TLS"]
    assert [one.name for one in silent] == ["DNS", "TLS"]
    kept.address = "studio@gmail.com"
    assert "Google" in how_believed(kept, Zone(silent=True).names())[0].sentence
