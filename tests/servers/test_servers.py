"""Each server of the tests does what tests rely on."""

import imaplib
import smtplib
import socket
import ssl
import threading
import time
from email.message import EmailMessage
from pathlib import Path

import httpx
import psycopg
import pytest
from imap_tools import MailBox, MailboxLoginError, MailBoxStartTls
from playwright.sync_api import Page
from tests.servers.chromium import OpenPage
from tests.servers.dovecot import Dovecot
from tests.servers.mailbox import Mailbox
from tests.servers.postfix import REFUSALS, Postfix
from tests.servers.postgres import Postgres, start_postgres
from tests.servers.redis import Redis
from tests.servers.tokens import Tokens


def letter(to: str, *, sender: str = "ada@example.test", subject: str = "Glaze") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Message-ID"] = f"<{time.monotonic_ns()}@example.test>"
    message.set_content("Is the blue bowl still there?\n")
    return message


def test_postgres_answers_and_can_search_by_trigram(postgres: Postgres):
    with psycopg.connect(postgres.url) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        assert connection.execute("SELECT similarity('bowl', 'bowls') > 0.5").fetchone() == (True,)
        connection.rollback()


def test_a_durable_postgres_keeps_fsync_on(open_folder: Path, postgres: Postgres):
    durable = start_postgres(open_folder, durable=True)
    with psycopg.connect(durable.url) as connection, psycopg.connect(postgres.url) as forgetful:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
        assert forgetful.execute("SHOW fsync").fetchone() == ("off",)
    durable.stop()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(durable.url)


def test_redis_answers(redis: Redis):
    with socket.create_connection(("127.0.0.1", redis.port)) as connection:
        connection.sendall(b"PING\r\n")
        assert connection.recv(16) == b"+PONG\r\n"


def test_mail_sent_through_postfix_is_read_from_dovecot_over_tls(
    dovecot: Dovecot, postfix: Postfix, mailbox: Mailbox
):
    message = letter(mailbox.address)
    with smtplib.SMTP(postfix.host, postfix.smtp) as smtp:
        smtp.send_message(message)
    assert [entry.message_id for entry in postfix.accepted()].count(message["Message-ID"]) == 1
    trust = ssl.create_default_context(cafile=dovecot.certificate)
    with MailBox(dovecot.host, dovecot.imaps, ssl_context=trust).login(
        mailbox.address, mailbox.password
    ) as imap:
        assert [found.subject for found in imap.fetch()] == ["Glaze"]


def test_dovecot_speaks_starttls_to_whoever_trusts_it(dovecot: Dovecot, mailbox: Mailbox):
    trust = ssl.create_default_context(cafile=dovecot.certificate)
    with MailBoxStartTls(dovecot.host, dovecot.imap, ssl_context=trust).login(
        mailbox.address, mailbox.password
    ) as imap:
        assert imap.folder.status("INBOX")["MESSAGES"] == 0
    with pytest.raises(ssl.SSLCertVerificationError):
        MailBoxStartTls(dovecot.host, dovecot.imap, ssl_context=ssl.create_default_context())


def test_a_wrong_password_is_refused_by_both(dovecot: Dovecot, postfix: Postfix, mailbox: Mailbox):
    trust = ssl.create_default_context(cafile=dovecot.certificate)
    with pytest.raises(MailboxLoginError):
        MailBox(dovecot.host, dovecot.imaps, ssl_context=trust).login(mailbox.address, "wrong")
    with (
        smtplib.SMTP_SSL(postfix.host, postfix.submissions, context=trust) as smtp,
        pytest.raises(smtplib.SMTPAuthenticationError),
    ):
        smtp.login(mailbox.address, "wrong")


def test_the_folders_say_what_they_are_for(mailbox: Mailbox):
    with mailbox.open() as imap:
        flags = {folder.name: folder.flags for folder in imap.folder.list()}
    assert set(flags) >= {"INBOX", "Sent", "Junk", "Drafts", "Trash"}
    assert "\\Sent" in flags["Sent"]
    assert "\\Junk" in flags["Junk"]


def test_appended_and_delivered_mail_lies_in_its_folder(mailbox: Mailbox):
    mailbox.append(letter(mailbox.address, subject="Junk").as_bytes(), "Junk")
    mailbox.append(letter(mailbox.address, subject="Read").as_bytes(), flags=("\\Seen",))
    mailbox.deliver(letter(mailbox.address, subject="New").as_bytes())
    assert [message.subject for message in mailbox.messages("Junk")] == ["Junk"]
    assert [(message.subject, message.flags) for message in mailbox.messages()] == [
        ("Read", ("\\Seen",)),
        ("New", ("\\Recent",)),
    ]


def test_idle_tells_of_new_mail(mailbox: Mailbox):
    with mailbox.open() as imap:
        threading.Timer(0.2, mailbox.deliver, [letter(mailbox.address).as_bytes()]).start()
        assert any(b"EXISTS" in response for response in imap.idle.wait(timeout=10))


def test_a_token_signs_in_until_it_is_taken_back(dovecot: Dovecot, tokens: Tokens, mailbox: Mailbox):
    refresh = tokens.grant(mailbox.address)
    answer = httpx.post(tokens.token_url, data={"grant_type": "refresh_token", "refresh_token": refresh})
    access = answer.json()["access_token"]
    trust = ssl.create_default_context(cafile=dovecot.certificate)
    with MailBox(dovecot.host, dovecot.imaps, ssl_context=trust).xoauth2(mailbox.address, access) as imap:
        assert imap.folder.get() == "INBOX"
    tokens.revoke(mailbox.address)
    assert (
        httpx.post(
            tokens.token_url, data={"grant_type": "refresh_token", "refresh_token": refresh}
        ).status_code
        == 400
    )
    with pytest.raises((MailboxLoginError, imaplib.IMAP4.error)):
        MailBox(dovecot.host, dovecot.imaps, ssl_context=trust).xoauth2(mailbox.address, access)


def test_another_ones_token_is_refused(dovecot: Dovecot, tokens: Tokens, mailbox: Mailbox):
    trust = ssl.create_default_context(cafile=dovecot.certificate)
    with pytest.raises((MailboxLoginError, imaplib.IMAP4.error)):
        MailBox(dovecot.host, dovecot.imaps, ssl_context=trust).xoauth2(
            mailbox.address, tokens.issue("eve@clay.test")
        )


@pytest.mark.parametrize("name", REFUSALS)
def test_some_recipients_are_refused(postfix: Postfix, name: str):
    with (
        smtplib.SMTP(postfix.host, postfix.smtp) as smtp,
        pytest.raises(smtplib.SMTPRecipientsRefused) as refused,
    ):
        smtp.send_message(letter(f"{name}@clay.test"))
    (code, sentence), *_ = refused.value.recipients.values()
    assert f"{code} {sentence.decode()}".startswith(REFUSALS[name][:9])


def test_only_who_signs_in_may_submit_and_mail_to_elsewhere_bounces(postfix: Postfix, mailbox: Mailbox):
    message = letter("someone@elsewhere.example", sender=mailbox.address)
    trust = ssl.create_default_context(cafile=postfix.certificate)
    with smtplib.SMTP(postfix.host, postfix.submission) as smtp:
        smtp.starttls(context=trust)
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            smtp.send_message(message)
        smtp.login(mailbox.address, mailbox.password)
        smtp.send_message(message)
    taken = [entry.recipient for entry in postfix.accepted() if entry.message_id == message["Message-ID"]]
    assert taken == ["someone@elsewhere.example"]
    (bounce,) = mailbox.messages()
    assert bounce.headers["auto-submitted"] == ("auto-replied",)


def test_a_stranger_cannot_relay(postfix: Postfix):
    with smtplib.SMTP(postfix.host, postfix.smtp) as smtp, pytest.raises(smtplib.SMTPRecipientsRefused):
        smtp.send_message(letter("someone@elsewhere.example"))


def test_what_is_cut_off_before_its_last_dot_was_not_accepted(postfix: Postfix, mailbox: Mailbox):
    with smtplib.SMTP(postfix.host, postfix.smtp) as smtp:
        smtp.mail("ada@example.test")
        smtp.rcpt(mailbox.address)
        smtp.putcmd("data")
        smtp.getreply()
        smtp.send("Message-ID: <cut@example.test>\r\n\r\nHalf a let")
        smtp.close()
    assert "<cut@example.test>" not in {entry.message_id for entry in postfix.accepted()}


def test_chromium_shows_a_page_and_pages_share_nothing(page: Page, open_page: OpenPage):
    page.set_content("<button onclick=\"this.textContent = 'Sent'\">Send</button>")
    page.get_by_role("button").click()
    assert page.get_by_role("button").text_content() == "Sent"
    narrow = open_page(width=360, colours="dark", script=False)
    narrow.goto("data:text/html,<noscript>Works without script</noscript>")
    assert narrow.get_by_text("Works without script").is_visible()
    assert narrow.viewport_size == {"width": 360, "height": 900}
