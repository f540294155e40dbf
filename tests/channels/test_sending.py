"""Sending: accepted once, refused with the reason, or “nobody knows”; each stage cut off in turn."""

from collections.abc import Callable

import pytest
from tests.channels.post import inbox_of, outgoing, with_password
from tests.channels.scripted_smtp import HANG_UP, SILENCE, ScriptedSmtp, scripted_smtp
from tests.servers.dovecot import Dovecot
from tests.servers.mailbox import Mailbox
from tests.servers.postfix import Postfix

from byhand.channels.adapter import NoAnswer, Refused
from byhand.channels.email import sending, smtp
from byhand.channels.email.sending import send
from byhand.channels.envelope import Outgoing
from byhand.channels.inbox import Inbox


class Moment:
    """Counts how often the point of no return was announced."""

    def __init__(self) -> None:
        self.spoken = 0

    def __call__(self) -> None:
        self.spoken += 1


def never() -> None:
    raise AssertionError("about to speak although nothing could be said")


def inbox_at(server: ScriptedSmtp) -> Inbox:
    options = {"smtp_host": "127.0.0.1", "smtp_port": server.port, "smtp_security": "none", "smtp_user": ""}
    return Inbox(kind="email", address="studio@clay.test", options=options)


def send_to(server: ScriptedSmtp, said: Callable[[], None], **fields) -> str:
    inbox = inbox_at(server)
    return send(inbox, outgoing(inbox, **fields), "ada@customer.test", said).answer


@pytest.mark.parametrize(("security", "port"), [("starttls", "submission"), ("tls", "submissions")])
def test_postfix_takes_a_letter_once_and_dovecot_has_its_bytes(
    dovecot: Dovecot, postfix: Postfix, mailbox: Mailbox, security: str, port: str
):
    inbox = inbox_of(mailbox, dovecot, postfix, smtp_security=security, smtp_port=getattr(postfix, port))
    letter, moment = outgoing(inbox, mailbox.address, body="Größe\n.\n..\nFrom x"), Moment()
    handover = send(inbox, letter, mailbox.address, moment)
    assert handover.answer.startswith("250 2.0.0 Ok: queued as ")
    assert moment.spoken == 1
    taken = [one.recipient for one in postfix.accepted() if one.message_id == f"<{letter.message_id}>"]
    assert taken == [mailbox.address]
    (message,) = mailbox.messages()
    assert message.text.replace("\r\n", "\n").startswith("Größe\n.\n..\nFrom x\n\n-- \nGrete Müller")


@pytest.mark.parametrize(
    ("name", "permanent"), [("gone", True), ("full", True), ("busy", False), ("down", False)]
)
def test_a_refused_recipient_is_refused_in_the_servers_own_words(
    dovecot: Dovecot, postfix: Postfix, mailbox: Mailbox, name: str, permanent: bool
):
    inbox = inbox_of(mailbox, dovecot, postfix)
    with pytest.raises(Refused) as refused:
        send(inbox, outgoing(inbox, f"{name}@clay.test"), f"{name}@clay.test", never)
    assert refused.value.permanent is permanent
    assert f"<{name}@clay.test>" in refused.value.reason


def test_a_wrong_password_is_said_so_and_tried_again_later(
    dovecot: Dovecot, postfix: Postfix, mailbox: Mailbox
):
    inbox = with_password(inbox_of(mailbox, dovecot, postfix), "wrong")
    with pytest.raises(Refused, match="does not accept the password of") as refused:
        send(inbox, outgoing(inbox), mailbox.address, never)
    assert not refused.value.permanent


def test_a_password_beyond_ascii_signs_in(dovecot: Dovecot, postfix: Postfix):
    mailbox = dovecot.add_mailbox("sören.password@clay.test".replace("ö", "o"), "Straße 7")
    inbox = inbox_of(mailbox, dovecot, postfix)
    assert send(inbox, outgoing(inbox), mailbox.address, Moment()).answer.startswith("250")


def test_a_certificate_nobody_vouches_for_stops_everything(
    dovecot: Dovecot, postfix: Postfix, mailbox: Mailbox
):
    inbox = inbox_of(mailbox, dovecot, postfix, ca_file="")
    with pytest.raises(Refused, match="self-signed and therefore not trusted"):
        send(inbox, outgoing(inbox), mailbox.address, never)


def test_a_server_without_starttls_never_hears_the_password():
    with scripted_smtp() as server:
        inbox = inbox_at(server)
        inbox.options |= {"smtp_security": "starttls", "smtp_user": "studio"}
        with pytest.raises(Refused, match="offers no STARTTLS"):
            send(inbox, outgoing(inbox), "ada@customer.test", never)
    assert [line.split()[0] for line in server.heard[0]] == ["ehlo", "quit"] or server.heard[0][0].startswith(
        "ehlo"
    )
    assert not any(line.upper().startswith("AUTH") for line in server.heard[0])


@pytest.mark.parametrize("stage", ["greeting", "EHLO", "MAIL", "RCPT"])
@pytest.mark.parametrize("trouble", [HANG_UP, SILENCE, "421 4.3.2 going down", "450 4.2.0 later"])
def test_whatever_happens_before_data_is_a_definite_no(
    stage: str, trouble: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(smtp, "PATIENCE", 0.3)
    script = {stage: trouble, "HELO": trouble if stage == "EHLO" else "250 mail.test"}
    with scripted_smtp(**script) as server, pytest.raises(Refused) as refused:
        send_to(server, never)
    assert not refused.value.permanent
    assert server.letters == []


@pytest.mark.parametrize(("stage", "permanent"), [("greeting", False), ("MAIL", True), ("RCPT", True)])
def test_a_5xx_before_data_is_for_good_when_it_speaks_of_the_letter(stage: str, permanent: bool):
    script = {stage: "550 5.7.1 We do not like you"}
    with scripted_smtp(**script) as server, pytest.raises(Refused, match="We do not like you") as refused:
        send_to(server, never)
    assert refused.value.permanent is permanent


def test_a_5xx_about_signing_in_can_be_mended():
    with scripted_smtp(MAIL="530 5.7.0 Authentication required") as server, pytest.raises(Refused) as refused:
        send_to(server, never)
    assert not refused.value.permanent


@pytest.mark.parametrize("stage", ["DATA", "dot"])
@pytest.mark.parametrize(("answer", "permanent"), [("451 4.3.0 later", False), ("554 5.6.0 no", True)])
def test_a_no_to_data_or_to_the_last_dot_is_definite(stage: str, answer: str, permanent: bool):
    moment = Moment()
    with scripted_smtp(**{stage: answer}) as server, pytest.raises(Refused, match=answer[4:9]) as refused:
        send_to(server, moment)
    assert (refused.value.permanent, moment.spoken) == (permanent, 1)


@pytest.mark.parametrize("trouble", [{"DATA": HANG_UP}, {"content": HANG_UP}, {"dot": HANG_UP}, {"dot": SILENCE},
                                     {"DATA": SILENCE}, {"dot": "what"}, {"dot": "354 more"}])  # fmt: skip
def test_without_an_answer_after_data_nobody_knows(trouble: dict[str, str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(smtp, "PATIENCE", 0.3)
    monkeypatch.setattr(sending, "PATIENCE_AFTER_DOT", 0.3)
    moment = Moment()
    with scripted_smtp(**trouble) as server, pytest.raises(NoAnswer, match="Perhaps"):
        send_to(server, moment, body="x" * 3_000)
    assert moment.spoken == 1
    assert len(server.heard) == 1


def test_nothing_is_said_when_the_moment_may_not_come():
    class Lost(Exception):
        pass

    def lost() -> None:
        raise Lost

    with scripted_smtp() as server, pytest.raises(Lost):
        send_to(server, lost)
    assert server.letters == []
    assert not any(line.lower() == "data" for line in server.heard[0])


def test_a_goodbye_that_fails_changes_nothing():
    with scripted_smtp(QUIT=HANG_UP) as server:
        assert send_to(server, Moment()) == "250 2.0.0 queued as 42"


def test_a_notice_comes_from_the_null_path_or_from_the_mailbox_where_that_is_refused():
    with scripted_smtp() as server:
        send_to(server, Moment(), automatic="auto-replied")
        assert any(line.startswith("mail FROM:<>") for line in server.heard[0])
    with scripted_smtp(MAIL="550 5.1.7 no null path") as server, pytest.raises(Refused):
        send_to(server, never, automatic="auto-replied")
    said = [line.split()[1] for line in server.heard[0] if line.startswith("mail")]
    assert said == ["FROM:<>", "FROM:<studio@clay.test>"]


def test_a_letter_over_the_servers_limit_is_not_even_begun():
    with scripted_smtp() as server, pytest.raises(Refused, match=r"takes at most 0\.1") as refused:
        send_to(server, never, body="x" * 200_000)
    assert refused.value.permanent


@pytest.mark.parametrize(
    "recipient", ["", "ada", "@a.test", "ada@", "ada@a.test>", "a da@a.test", "ada@a.test\r\nDATA"]
)
def test_what_is_no_address_is_not_sent_to(recipient: str):
    with scripted_smtp() as server:
        inbox = inbox_at(server)
        with pytest.raises(Refused, match="no e-mail address"):
            send(inbox, outgoing(inbox), recipient, never)
    assert server.heard == []


def test_an_address_beyond_ascii_goes_where_the_server_can(
    dovecot: Dovecot, postfix: Postfix, mailbox: Mailbox
):
    inbox = inbox_of(mailbox, dovecot, postfix)
    letter: Outgoing = outgoing(inbox, "søren@clay.test")
    assert send(inbox, letter, "søren@clay.test", Moment()).answer.startswith("250")
    with scripted_smtp() as server, pytest.raises(Refused, match="such letters") as refused:
        send(inbox_at(server), letter, "søren@clay.test", never)
    assert refused.value.permanent


def test_nobody_there_and_no_such_name_are_told_apart():
    inbox = Inbox(
        kind="email", address="studio@clay.test", options={"smtp_host": "127.0.0.1", "smtp_port": 1}
    )
    with pytest.raises(Refused, match="refused the connection on port 1"):
        send(inbox, outgoing(inbox), "ada@customer.test", never)
    inbox.options["smtp_host"] = "no-such-host.invalid"
    with pytest.raises(Refused, match=r"no server named “no-such-host\.invalid”"):
        send(inbox, outgoing(inbox), "ada@customer.test", never)
