"""What became of a ring: somebody took it, nobody did, the caller hung up, or pressed the star."""

from __future__ import annotations

from byhand.channels.inbox import Inbox
from byhand.channels.phone.account import line_of
from byhand.conversations.call import Call
from byhand.conversations.phone import saying
from byhand.conversations.phone.coming_in import call_of, greet, ring_everyone
from byhand.conversations.phone.telling_off import hear_them_out
from byhand.conversations.phone.told import GONE, Told
from byhand.kit.phone import shown
from byhand.team.user import User


def rang(inbox: Inbox, told: Told, attempt: int) -> str:
    """A ring is over (`DialCallStatus`)."""
    line, call = line_of(inbox), call_of(inbox, told)
    if told.get("CallStatus") in GONE:
        call.end()
        return saying.nothing_more()
    call.refresh_from_db()
    if call.taken_at is not None:
        call.end()
        return saying.after_a_talk(line)
    # Nothing but the star key cancels a ring while its caller is still there.
    if told.get("DialCallStatus") == "canceled":
        return hear_them_out(call, line)
    return ring_everyone(call, line) if attempt == 1 and call.ended_at is None else greet(call, line)


def asked(inbox: Inbox, told: Told, colleague: int, call_id: str) -> str:
    """A colleague's telephone was picked up, perhaps by its mailbox: who is there must press a key."""
    call = _call(inbox, call_id)
    if call is None or not call.is_ringing():
        return saying.good_bye()
    caller = call.who() or (shown(call.address.value) if call.address else "") or inbox.name
    return saying.ask_colleague(line_of(inbox), caller=caller, colleague=colleague, call=call.public_id)


def taken(inbox: Inbox, told: Told, colleague: int, call_id: str) -> str:
    """They pressed a key: whoever is first has the call."""
    call = _call(inbox, call_id)
    who = User.objects.answering().filter(pk=colleague).first()
    if call is None or who is None or not told.get("Digits") or not call.take(by=who):
        return saying.good_bye()
    return saying.connect()


def news(inbox: Inbox, told: Told, colleague: int, call_id: str) -> str:
    """How it goes at a colleague's telephone; once whoever took the call is gone there, it is over."""
    call = _call(inbox, call_id)
    if call is not None:
        call.is_alive()
        if told.get("CallStatus") == "completed" and call.taken_by_id == colleague:
            call.end()
    return saying.nothing_more()


def _call(inbox: Inbox, call_id: str) -> Call | None:
    rows = Call.objects.filter(inbox=inbox, public_id=call_id)
    return rows.select_related("conversation__person", "address", "taken_by").first()
