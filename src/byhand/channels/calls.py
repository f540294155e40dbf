"""What the house asks of a telephone exchange about calls: to ring a number, to hand over a recording, to forget it."""

from __future__ import annotations

from urllib.parse import quote

from byhand.channels.inbox import Inbox
from byhand.channels.phone import rest
from byhand.channels.phone.account import line_of

# Five minutes of a telephone's sound, and some.
LARGEST_RECORDING = 12_000_000


def fetch_recording(inbox: Inbox, sid: str) -> bytes:
    """The sound of a recording, as WAV. Raises Refused, LostKey."""
    line = line_of(inbox)
    return rest.bytes_at(line, rest.recording_url(line, sid), most=LARGEST_RECORDING)


def forget_recording(inbox: Inbox, sid: str) -> None:
    """It is deleted there; gone already is gone. Raises Refused, LostKey."""
    rest.remove(line_of(inbox), f"Recordings/{quote(sid, safe='')}.json")


def ring_up(inbox: Inbox, number: str, *, then: str, told_at: str) -> str:
    """Rings a number; once it is answered, the exchange asks at the step `then` what to do. Gives its name of the call.

    Raises Refused while nothing was done, NoAnswer when nobody knows, LostKey.
    """
    line = line_of(inbox)
    answer = rest.tell(line, "Calls.json", {
        "To": number, "From": line.number, "Url": line.address(then), "Timeout": "25",
        "StatusCallback": line.address(told_at),
    })  # fmt: skip
    return answer.text("sid")
