"""By a real mail server: what it sends back finds its letter, and a mail to List-Unsubscribe takes back."""

from email.message import EmailMessage
from itertools import count

import pytest
from tests.channels.post import inbox_of
from tests.people.agreeing import agreed, may_write, somebody, topic
from tests.servers.dovecot import Dovecot
from tests.servers.machine import wait_until
from tests.servers.mailbox import Mailbox
from tests.servers.postfix import Postfix
from tests.signing_in import sign_in

from byhand.channels.email.fetching import fetch
from byhand.channels.email.smtp import open_smtp, take_leave
from byhand.channels.envelope import Envelope, Recipient
from byhand.channels.inbox import RETURN_PATHS, Inbox
from byhand.conversations.intake import read_arrivals_due
from byhand.conversations.returning import return_failed_due
from byhand.gate import verp
from byhand.gate.context import Context
from byhand.gate.delivering import deliver
from byhand.gate.models import Delivery, Dispatch, Notice
from byhand.gate.unsubscribing import unsubscribe_fields
from byhand.people.consent import Channel

numbers = count(1)


@pytest.fixture
def studio(ana, mailbox: Mailbox, dovecot: Dovecot, postfix: Postfix) -> Inbox:
    ana.role = "owner"  # who stands below what goes to strangers
    ana.save(update_fields=["role"])
    inbox = inbox_of(mailbox, dovecot, postfix)
    inbox.options[RETURN_PATHS] = True
    inbox.save()
    return Inbox.objects.get(pk=inbox.pk)


def _write(studio: Inbox, ana, *to: str) -> tuple[Delivery, ...]:
    letter = Envelope(studio, to=tuple(map(Recipient, to)), subject="The lid", body="It is mended.")
    context = Context(about="c", answers_them=True, seen=0, newest=0)
    dispatch = Dispatch.objects.release(letter, kind="personal", context=context, by=sign_in(ana))
    for one in dispatch.deliveries.order_by("pk"):
        deliver(one)
    return tuple(dispatch.deliveries.order_by("pk"))


def _read_all(studio: Inbox, mailbox: Mailbox, most: int) -> None:
    wait_until(lambda: len(mailbox.messages()) >= most, "Nothing came back")
    fetch(studio)
    read_arrivals_due()


def test_what_postfix_sends_back_marks_the_one_it_was_for(studio, ana, mailbox: Mailbox, postfix: Postfix):
    nobody, gone = somebody("nobody@else.example", "Nobody"), somebody("gone@clay.test", "Gone")
    full = somebody("full@clay.test", "Full")
    returned, refused, held_up = _write(studio, ana, nobody.value, gone.value, full.value)
    assert [one.stage for one in (returned, refused, held_up)] == ["accepted", "refused", "refused"]
    for one in (gone, full):
        one.refresh_from_db()
    assert gone.failing_since and "There is no such mailbox there." in gone.failing_because
    assert not full.failing_since, "a full mailbox is one that exists"
    _read_all(studio, mailbox, 1)
    (report,) = mailbox.messages()
    assert verp.return_path("d", returned.pk, studio) in str(report.obj)
    returned.refresh_from_db()
    nobody.refresh_from_db()
    assert returned.bounced_at and nobody.failing_since
    return_failed_due()
    assert Notice.objects.filter(kind="failure").count() == 3


def test_a_mail_to_the_address_in_list_unsubscribe_takes_back(studio, ana, mailbox: Mailbox):
    ruth, news = somebody(f"ruth{next(numbers)}@clay.test"), topic("News", by=ana)
    agreed(ruth, news)
    by_mail = unsubscribe_fields(ruth, news, mailbox=studio.address)[0].rpartition("<mailto:")[2].rstrip(">")
    to, _, subject = by_mail.partition("?subject=")
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = ruth.value, to, subject.replace("%20", " ")
    mail["Message-ID"] = f"<{next(numbers)}.stop@clay.test>"
    mail.set_content("")
    line = open_smtp(studio)
    line.send_message(mail)
    take_leave(line)
    assert may_write([ruth.pk], channel=Channel.EMAIL, purpose=news)
    _read_all(studio, mailbox, 1)
    assert not may_write([ruth.pk], channel=Channel.EMAIL, purpose=news)
    assert Notice.objects.get(kind="stopped").recipient == ruth.value
