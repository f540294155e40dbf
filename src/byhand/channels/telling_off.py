"""Telling off, on its way in: whatever channel it comes by, its matter begins with a word of ours.

Only inboxes that hold no mail have matters of ours, so nobody gets before everyone else by writing a mail.
"""

from __future__ import annotations

from byhand.channels.arrival import Arrival
from byhand.channels.registry import holds_mail
from byhand.channels.taking_words import thread

OFF = "off:"


def matter_of(token: str) -> str:
    """The matter of words that tell us off."""
    return f"{OFF}{token}"


def tells_off(arrival: Arrival) -> bool:
    """Whether it came as one."""
    return not holds_mail(arrival.inbox.kind) and (arrival.thread or "").startswith(
        thread(arrival.inbox, OFF)
    )
