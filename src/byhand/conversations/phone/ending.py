"""A call is over: whoever was not answered and said nothing called in vain, and waits for us."""

from __future__ import annotations

from byhand.channels.inbox import Inbox
from byhand.conversations.call import Call
from byhand.conversations.phone import saying
from byhand.conversations.phone.coming_in import call_of
from byhand.conversations.phone.told import GONE, Told


def status(inbox: Inbox, told: Told) -> str:
    """What the exchange says of the whole call."""
    if told.get("CallStatus") in GONE and told.get("CallSid") and _is_of_theirs(inbox, told):
        call_of(inbox, told).end()
    return saying.nothing_more()


def _is_of_theirs(inbox: Inbox, told: Told) -> bool:
    """Not of the telephones we had rung: those are calls of the exchange's own, and never came to us."""
    known = Call.objects.filter(inbox=inbox, remote_id=told["CallSid"]).exists()
    return known or (told.get("Direction", "inbound") == "inbound" and not told.get("ParentCallSid"))
