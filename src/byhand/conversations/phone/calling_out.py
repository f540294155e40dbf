"""Calling out: a colleague has somebody called. Their own telephone rings first; then the other side's does.

It is theirs to begin, like every word: by a colleague who is signed in, past the gate, with the journal.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from byhand.channels.adapter import NoAnswer, Refused
from byhand.channels.calls import ring_up
from byhand.channels.inbox import Inbox
from byhand.channels.phone.account import line_of
from byhand.channels.phone.own_phone import OwnPhone
from byhand.channels.taking_words import thread
from byhand.conversations.call import Call
from byhand.conversations.phone import saying
from byhand.conversations.phone.by_phone import ByPhone
from byhand.conversations.phone.standing import conversation_of
from byhand.conversations.phone.told import GONE, Told
from byhand.gate.calling import let_call
from byhand.gate.refusals import Refusal
from byhand.kit.phone import shown
from byhand.live import bus
from byhand.people.address import Address
from byhand.team.secrets import LostKey
from byhand.team.signin import SignIn
from byhand.team.typed import this_row


class NotCalled(Exception):
    """The provider did not take it; the text is a sentence for a person."""


def call_them(address: Address, inbox: Inbox, *, by: SignIn) -> Call:
    """Has that number called from that line, by the colleague's own telephone.

    Raises Refusal and NotSignedIn, and then there is no call; NotCalled, and then it stands as one in vain.
    """
    call = _begin(address, inbox, by=by)
    own = OwnPhone.objects.get(colleague=call.called_by_id)
    try:
        remote = ring_up(
            inbox, own.number, then=f"out/{call.public_id}", told_at=f"out/{call.public_id}/over"
        )
    except (Refused, LostKey) as no:
        call.end()
        raise NotCalled(str(no)) from None
    except NoAnswer as silence:  # perhaps it rings: what the exchange tells next will say
        raise NotCalled(str(silence)) from None
    if remote:
        this_row(call).update(remote_id=remote)
    return call


@transaction.atomic
def _begin(address: Address, inbox: Inbox, *, by: SignIn) -> Call:
    colleague = let_call(inbox, address.value, about="", by=by)
    if not OwnPhone.objects.filter(colleague=colleague).exists():
        raise Refusal(
            _("Your own telephone rings first. Say which one it is under Settings › Me."),
            rule="has_own_phone",
        )
    conversation, _address = conversation_of(inbox, address.value)
    call = Call.objects.create(
        conversation=conversation, inbox=inbox, kind=Call.Kind.PHONE, address=address, called_by=colleague
    )
    ByPhone.objects.create(call=call, matter=thread(inbox, address.value))
    address.person.become_known()
    bus.conversations_changed([conversation.pk])
    return call


def picked_up(inbox: Inbox, told: Told, call_id: str) -> str:
    """The colleague's telephone was picked up, perhaps by its mailbox: who is there must press a key."""
    call = _call(inbox, call_id)
    if call is None or call.ended_at is not None or call.address is None:
        return saying.good_bye()
    called = call.conversation.person.called() if call.conversation.person else shown(call.address.value)
    return saying.ask_before_calling(line_of(inbox), called=called, call=call.public_id)


def go(inbox: Inbox, told: Told, call_id: str) -> str:
    """They pressed one: now the other side is rung."""
    call = _call(inbox, call_id)
    if call is None or call.ended_at is not None or call.address is None or not told.get("Digits"):
        return saying.good_bye()
    return saying.call_them(line_of(inbox), call.address.value, call=call.public_id)


def news(inbox: Inbox, told: Told, call_id: str) -> str:
    """The other side picked up, or hung up."""
    call = _call(inbox, call_id)
    if call is not None and call.called_by is not None:
        if told.get("CallStatus") in ("in-progress", "answered"):
            call.take(by=call.called_by)
        elif told.get("CallStatus") in GONE:
            call.end()
    return saying.nothing_more()


def over(inbox: Inbox, told: Told, call_id: str) -> str:
    """The ring, or all of it, is over."""
    call = _call(inbox, call_id)
    if call is not None and (told.get("DialCallStatus") or told.get("CallStatus") in GONE):
        if call.called_by is not None and told.get("DialCallStatus") in ("completed", "answered"):
            call.take(by=call.called_by)  # the news that they picked up may come later than this
        call.end()
    return saying.good_bye()


def _call(inbox: Inbox, call_id: str) -> Call | None:
    ours = Call.objects.filter(inbox=inbox, public_id=call_id, called_by__isnull=False)
    return ours.select_related("conversation__person", "address", "called_by").first()
