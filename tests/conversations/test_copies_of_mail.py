"""Copies of what a shop sends come among our mail: records, never letters; and no copy hides a letter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import NEWS, RUTH, STUDIO, Studio, letter, studio
from tests.gate.telling import shop

from byhand.channels.models import Arrival, Inbox
from byhand.conversations.erasing.erase import erase
from byhand.conversations.intake import read_arrivals_due
from byhand.conversations.line_of_time import line_of
from byhand.conversations.models import Conversation, Message
from byhand.gate.models import NotTaken, Record, Source, Touch
from byhand.gate.records.checking import check_records_due
from byhand.people.models import Address, Person
from byhand.web.moments import told

pytestmark = pytest.mark.django_db
TILL = "Kiln Lane Shop <orders@shop.kilnlane.example>"
PASS = "mx.kilnlane.example; dkim=pass header.d=shop.kilnlane.example"


@pytest.fixture
def here() -> Studio:
    here = studio()
    here.inbox.options = {"authserv_id": "mx.kilnlane.example"}
    here.inbox.save(update_fields=["options"])
    return here


@pytest.fixture
def source(here) -> Source:
    one = shop(here.ana)
    one.comes_by_mail(
        inbox=here.inbox, own=False, sender="shop.kilnlane.example", mail_is="receipt",
        rules=[("invoice", "invoice"), ("your order", "order")],
    )  # fmt: skip
    return one


def copy(source: Source, subject: str = "Your receipt #1001", *, vouched: str = PASS, **more):
    more = {"sender": TILL, "to": RUTH, "ago": timedelta(minutes=5)} | more
    headers = {"Authentication_Results": vouched} if vouched else {}
    return letter("Thank you.", subject=subject, Delivered_To=source.copy_address(), **headers, **more)


def arrives(inbox: Inbox, *mails) -> None:
    for mail in mails:
        Arrival.objects.store(mail.as_bytes(), inbox=inbox)
    read_arrivals_due()


def test_a_copy_is_a_grey_line_of_whom_it_went_to_and_no_letter(here, source):
    receipt = copy(source)
    arrives(
        here.inbox,
        receipt,
        letter("A letter of hers."),
        copy(source, "Invoice RE-2231", to=f"{RUTH}, {STUDIO}"),
    )
    arrives(here.inbox, receipt)
    told_of = list(Record.objects.order_by("pk").values_list("kind", "number", "trust", "address__value"))
    assert told_of == [
        ("receipt", "1001", "believed", "ruth@harrow.example"),
        ("invoice", "RE-2231", "believed", "ruth@harrow.example"),
    ]
    assert (Message.objects.count(), Conversation.objects.count(), Touch.objects.count()) == (1, 1, 2)
    assert set(Arrival.objects.values_list("state", flat=True)) == {"read"}
    person = Person.objects.get(addresses__value="ruth@harrow.example")
    moments, _more = line_of(person.pk, Inbox.objects.sight_of(here.ana), here.ana.pk, size=9)
    said = [told(one) for one in moments if one.kind == "record"]
    assert {(one.head, one.who, one.to) for one in said} == {
        ("Receipt 1001", "Shop", ""),
        ("Invoice RE-2231", "Shop", ""),
    }
    erase(person, by=here.ana)
    assert not Record.objects.exists() and not Arrival.objects.exclude(sha256="").exists()


def test_what_somebody_else_sends_there_counts_for_nothing(here, source):
    forged = "mx.kilnlane.example; dkim=pass header.d=elsewhere.example"
    arrives(here.inbox, copy(source, vouched=forged), copy(source, "Your order 12345", sender=NEWS))
    assert set(Record.objects.values_list("trust", flat=True)) == {"doubted"}
    assert not Touch.objects.exists() and not Message.objects.exists()
    person = Person.objects.get(addresses__value="ruth@harrow.example")
    moments, _more = line_of(person.pk, Inbox.objects.sight_of(here.ana), here.ana.pk, size=9)
    assert {told(one).channel for one in moments} == {"told by mail, not verified"}


def test_what_nobody_vouched_for_waits_until_its_signature_was_looked_at(here, source):
    arrives(here.inbox, copy(source, vouched=""))
    assert (Record.objects.get().trust, Touch.objects.count()) == ("asked", 0)
    assert "1" in check_records_due()
    assert (Record.objects.get().trust, Touch.objects.count()) == ("doubted", 0)  # it carries none
    assert not check_records_due()


def test_no_letter_is_lost_to_the_address_of_copies(here, source):
    arrives(
        here.inbox, copy(source, sender=RUTH, to=STUDIO, vouched=""), copy(source, sender=RUTH, answers="x@y")
    )
    assert list(Arrival.objects.values_list("state", flat=True)) == ["needs a look"] * 2
    assert "was not sent by it" in Arrival.objects.first().reason
    stranger = Source(pk=source.pk + 1, inbox=here.inbox)
    arrives(here.inbox, letter("Hello", to=stranger.copy_address()))  # of no source: an ordinary letter
    made_up = source.copy_address().replace("+r.", "+r.9")
    arrives(here.inbox, letter("Hello", to=made_up))
    assert Message.objects.count() == 2 and not Record.objects.exists()


def test_a_mailbox_of_its_own_holds_nothing_but_copies(here, source):
    till = Inbox.objects.create(
        kind="practice", name="Till", address="till@kilnlane.example", options=here.inbox.options
    )
    source.comes_by_mail(
        inbox=till, own=True, sender="@Shop.Kilnlane.example", mail_is="newsletter", rules=[]
    )
    many = ", ".join(f"p{n}@x.example" for n in range(21))
    bare = {"sender": TILL, "Authentication_Results": PASS}
    arrives(
        till,
        letter("News", to=RUTH, **bare),
        letter("News", to=many, **bare),
        letter("News", to=till.address, **bare),
    )
    assert [one.kind for one in Record.objects.all()] == ["newsletter"]
    assert NotTaken.objects.filter(source=source).count() == 2
    assert Address.objects.count() == 1 and not Message.objects.exists()
