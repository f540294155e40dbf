"""A call comes in: who it is, in which conversation it stands, and whose telephones ring."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from byhand.channels.inbox import Inbox
from byhand.channels.phone.account import Line, line_of
from byhand.channels.phone.greeting import Greeting
from byhand.channels.phone.own_phone import OwnPhone
from byhand.channels.phone.twiml import Phone
from byhand.channels.taking_words import thread
from byhand.conversations.call import Call
from byhand.conversations.calling_back import whom_to_ask
from byhand.conversations.phone import saying
from byhand.conversations.phone.by_phone import ByPhone
from byhand.conversations.phone.callers import number_of, vouched_for
from byhand.conversations.phone.standing import conversation_of
from byhand.conversations.phone.told import Told
from byhand.conversations.ringing import begin_ringing, widen

# As many as the exchange rings at once.
MOST_PHONES = 10


def comes_in(inbox: Inbox, told: Told) -> str:
    """The first step: it rings here, and on the telephones of those it should ring."""
    line, call = line_of(inbox), call_of(inbox, told)
    if call.ended_at is not None or not begin_ringing(call, alone_for=timedelta(seconds=line.first_ring)):
        return greet(call, line)
    if call.widens_at is not None and line.first_ring and (phones := _phones(call, line)):
        return _ring(call, line, phones, attempt=1, seconds=line.first_ring)
    return ring_everyone(call, line)


def ring_everyone(call: Call, line: Line) -> str:
    """Everyone at the desk is rung; without a telephone among them, a word can be left at once."""
    widen(call)
    phones = _phones(call, line)
    return _ring(call, line, phones, attempt=2, seconds=line.everyone_rings) if phones else greet(call, line)


def greet(call: Call, line: Line) -> str:
    """Nobody could answer."""
    greeting = Greeting.objects.of(call.inbox)
    url = line.address(f"greeting/{greeting.sha256[:16]}") if greeting else ""
    name = greeting.colleague.name if greeting else whom_to_ask(call.conversation).name
    return saying.greet(line, url, heard_by=name, can_be_called=call.address_id is not None)


def call_of(inbox: Inbox, told: Told) -> Call:
    """The call the exchange speaks of; begun if this is the first we hear of it, whatever step that is."""
    remote = told.get("CallSid", "")
    known = (
        Call.objects.filter(inbox=inbox, remote_id=remote)
        .select_related("conversation__person", "address")
        .first()
    )
    if known is not None:
        return known
    number = number_of(told.get("From", ""), inbox)
    conversation, address = conversation_of(inbox, number)
    call = Call.objects.begin(conversation, kind=Call.Kind.PHONE, address=address, remote_id=remote)
    matter = thread(inbox, number) if number else ""
    ByPhone.objects.get_or_create(call=call, defaults={"is_verified": vouched_for(told), "matter": matter})
    return call


def _ring(call: Call, line: Line, phones: list[Phone], *, attempt: int, seconds: int) -> str:
    # Telephones show who calls; where that is withheld, they show the house's own number.
    shown_as = "" if call.address_id is not None else line.number
    return saying.ring(line, phones, attempt=attempt, seconds=seconds, shown_as=shown_as)


def _phones(call: Call, line: Line) -> list[Phone]:
    """Of those who are rung and have not said “not now”."""
    rung = call.rings.filter(declined_at__isnull=True).values_list("colleague", flat=True)
    return list(_each(OwnPhone.objects.ringing_for(list(rung))[:MOST_PHONES], call, line))


def _each(owned: Iterable[OwnPhone], call: Call, line: Line) -> Iterable[Phone]:
    for one in owned:
        place = f"{one.colleague_id}/{call.public_id}"
        yield Phone(
            one.number, asked_at=line.address(f"asked/{place}"), told_at=line.address(f"news/{place}")
        )
