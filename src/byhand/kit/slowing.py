"""Slowing down: whether a “not now” is about how much we send there, or what is thought of us, not about one letter.

After RFC 3463 (x.7.x is security or policy) and RFC 5321, 3.8 (421); providers add their own words to both.
"""

from __future__ import annotations

import re

from byhand.kit.delivery_status import status_in

_TOO_MUCH = re.compile(
    r"too (?:many|much|fast|quickly)|rate[- ]?limit|throttl|reputation|unusual (?:rate|volume|amount)"
    r"|(?:sending|message|hourly|daily) (?:limit|rate|quota)|temporarily deferred|complaints",
    re.IGNORECASE,
)
# A grey list knows each sender with each recipient; a full mailbox is one person's; who shuts down speaks of itself.
_OF_ANOTHER_THING = re.compile(
    r"gr[ea]y-?list|mailbox (?:is )?full|over ?quota|shutting down|time-?out|not available", re.IGNORECASE
)


def asks_to_slow_down(answer: str) -> bool:
    """Of an SMTP answer with its code, as `421 4.7.0 Too many messages from you`."""
    if not answer.startswith("4") or _OF_ANOTHER_THING.search(answer):
        return False
    status = status_in(answer)
    of_us = answer.startswith("421") and not status.startswith(("4.3.", "4.4."))
    return of_us or status.startswith("4.7.") or _TOO_MUCH.search(answer) is not None
