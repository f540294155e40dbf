"""Leading a number's calls and texts here: the addresses are entered at the provider, so that nobody must copy them."""

from __future__ import annotations

from urllib.parse import quote

from django.utils.translation import gettext as _

from byhand.channels.adapter import Refused
from byhand.channels.inbox import Inbox
from byhand.channels.phone import rest
from byhand.channels.phone.account import line_of
from byhand.channels.phone.checking import LED_TO, numbers_in


def lead_here(inbox: Inbox) -> None:
    """What was entered there before is replaced. Raises Refused, NoAnswer, LostKey."""
    line = line_of(inbox)
    answer = rest.ask(line, f"IncomingPhoneNumbers.json?PhoneNumber={quote(line.number, safe='')}")
    ours = next((one for one in numbers_in(answer) if one.get("phone_number") == line.number), None)
    if ours is None:
        raise Refused(_("The account has no number %(number)s.") % {"number": line.number}, permanent=True)
    addresses = {written: line.address(step) for written, step in LED_TO.values()}
    methods = {"VoiceMethod": "POST", "SmsMethod": "POST", "StatusCallbackMethod": "POST"}
    rest.tell(
        line, f"IncomingPhoneNumbers/{quote(str(ours.get('sid', '')), safe='')}.json", addresses | methods
    )
