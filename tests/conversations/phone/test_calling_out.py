"""A colleague has somebody called: their own telephone first, past the gate, never by anybody but a colleague."""

import pytest
from tests.cast import answer
from tests.conversations.phone.desk import ANAS, RUTHS
from tests.servers.exchange_walk import Caller, Telephone, Walk
from tests.signing_in import sign_in

from byhand.channels.models import OwnPhone
from byhand.conversations.models import Call, Conversation
from byhand.conversations.phone.calling_out import NotCalled, call_them
from byhand.conversations.returning import return_failed_due
from byhand.gate.delivering import deliver_due
from byhand.gate.models import Delivery, JournalEntry
from byhand.gate.refusals import Refusal
from byhand.gate.verifying import verify_journal
from byhand.people.models import Address
from byhand.team.signin import NotSignedIn


@pytest.fixture
def ruth(phone_desk) -> Conversation:
    """Ruth sent a text."""
    phone_desk.exchange.text(phone_desk.at("text"), sender=RUTHS, words="Call me?", sid="SM1")
    phone_desk.reads()
    return Conversation.objects.get()


def walked(desk, *, picks_up: str = "1", other_side: str = "answers") -> Walk:
    """The exchange does what it was asked: Ana's telephone rings, and what it is told follows."""
    asked = desk.exchange.asked_for("/Calls.json")[-1]
    telephones = {RUTHS: Telephone(other_side, presses="")}
    does = {"greeting": picks_up} if picks_up else {}
    walk = Walk(desk.exchange, asked["Url"], Caller(asked["To"], does), telephones, asked["StatusCallback"])
    walk.direction, walk.sid = "outbound-api", Call.objects.get().remote_id
    return walk.walk()


def test_my_telephone_rings_then_theirs_and_the_call_stands_in_their_conversation(phone_desk, ruth):
    ana, address = phone_desk.studio.ana, Address.objects.get(value=RUTHS)
    call_them(address, phone_desk.line, by=sign_in(ana))
    (asked,) = phone_desk.exchange.asked_for("/Calls.json")
    assert (asked["To"], asked["From"]) == (ANAS, phone_desk.exchange.number)
    walk = walked(phone_desk)
    assert walk.talked_with == RUTHS and f'callerId="{phone_desk.exchange.number}"' in walk.documents[-2]
    call = Call.objects.get()
    assert (call.called_by, call.taken_by, call.outcome, call.conversation) == (ana, ana, "talked", ruth)
    ruth.refresh_from_db()
    assert ruth.place == "theirs"
    entry = JournalEntry.objects.order_by("seq").last()
    assert entry.kind == "call" and str(ana.pk) in entry.record and RUTHS not in entry.record
    assert verify_journal().is_whole


def test_what_comes_to_nothing_is_no_call_of_theirs(phone_desk, ruth):
    address, by = Address.objects.get(value=RUTHS), sign_in(phone_desk.studio.ana)
    for picks_up, other_side in (("", "answers"), ("1", "no-answer"), ("1", "busy")):
        Call.objects.all().delete()
        call_them(address, phone_desk.line, by=by)
        assert not walked(phone_desk, picks_up=picks_up, other_side=other_side).talked_with
        call = Call.objects.get()
        assert call.outcome == "missed" and call.taken_at is None
        assert not Call.objects.unanswered().exists(), "Ruth did not call."
    for status in (400, 500, 0):
        phone_desk.exchange.answers["/Calls"] = status
        with pytest.raises(NotCalled):
            call_them(address, phone_desk.line, by=by)


def test_nobody_but_a_signed_in_colleague_calls_and_nobody_who_does_not_want_it_is_called(phone_desk, ruth):
    address, ana = Address.objects.get(value=RUTHS), phone_desk.studio.ana
    for impostor in (ana, None, "ana"):
        with pytest.raises(NotSignedIn):
            call_them(address, phone_desk.line, by=impostor)
    OwnPhone.objects.filter(colleague=ana).delete()
    with pytest.raises(Refusal, match="Your own telephone rings first"):
        call_them(address, phone_desk.line, by=sign_in(ana))
    OwnPhone.objects.keep(ANAS, rings=False, by=ana)
    address.person.block(because="", by=ana)
    with pytest.raises(Refusal, match="blocked"):
        call_them(address, phone_desk.line, by=sign_in(ana))
    address.person.unblock()
    phone_desk.studio.tomas.role = "guest"
    phone_desk.studio.tomas.save()
    with pytest.raises(Refusal, match="Guests"):
        call_them(address, phone_desk.line, by=sign_in(phone_desk.studio.tomas))
    assert not Call.objects.exists() and not phone_desk.exchange.asked_for("/Calls.json")
    assert not JournalEntry.objects.filter(kind="call").exists()


def test_a_text_is_answered_through_the_gate_and_one_that_is_lost_comes_back(phone_desk, ruth):
    with pytest.raises(Refusal, match="A text holds 1600 letters"):
        answer(ruth, "x" * 1600, by=phone_desk.studio.ana, to=RUTHS)
    with pytest.raises(Refusal, match="not reached through Studio line"):
        answer(ruth, "Hello", by=phone_desk.studio.ana, to="ruth@harrow.example")
    message = answer(ruth, "At ten tomorrow.", by=phone_desk.studio.ana, to=RUTHS)
    Delivery.objects.update(next_attempt_at=ruth.begun_at)
    deliver_due()
    (sent,) = phone_desk.exchange.asked_for("/Messages.json")
    assert sent["Body"] == "At ten tomorrow.\n– Ana Moreau" and sent["To"] == RUTHS
    delivery = message.dispatch.deliveries.get()
    assert delivery.stage == "accepted"
    told = {"MessageSid": "SM9", "To": RUTHS, "MessageStatus": "delivered"}
    phone_desk.exchange.post(sent["StatusCallback"], told)
    delivery.refresh_from_db()
    assert not delivery.has_failed()
    lost = told | {"MessageStatus": "undelivered", "ErrorCode": "30006"}
    phone_desk.exchange.post(sent["StatusCallback"], lost)
    delivery.refresh_from_db()
    assert delivery.has_failed() and "landline" in delivery.bounced_because
    return_failed_due()
    ruth.refresh_from_db()
    assert ruth.place == "waiting"
