"""Why a letter was not taken: enhanced status codes (RFC 3463 and its registry), and the words that stand for them.

What matters is whom a "no" speaks of: the address, so that nobody writes there any more; or us, the letter, the moment.
"""

from __future__ import annotations

import re
from typing import Literal

Why = Literal[
    "no such address", "moved", "no such domain", "closed", "full", "too large", "policy", "sender", "content",
    "trouble", "unknown",
]  # fmt: skip

# Of 5.1.x those with a sender in them speak of us: 5.1.7, 5.1.8; 5.1.9 of the way there.
_BY_STATUS: dict[str, Why] = {
    "1.0": "no such address", "1.1": "no such address", "1.2": "no such domain", "1.3": "no such address",
    "1.4": "no such address", "1.6": "moved", "1.7": "sender", "1.8": "sender", "1.9": "trouble",
    "1.10": "no such domain", "2.1": "closed", "2.2": "full", "2.3": "too large", "3.4": "too large",
    "4.4": "no such domain",
}  # fmt: skip
_BY_SUBJECT: dict[str, Why] = {
    "1": "no such address", "2": "trouble", "3": "trouble", "4": "trouble", "5": "trouble", "6": "content",
    "7": "policy",
}  # fmt: skip
_OF_THE_ADDRESS: frozenset[Why] = frozenset(("no such address", "moved", "no such domain", "closed"))
_ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
# Servers without enhanced codes; and 5.4.1, by which Exchange Online means that nobody of that name is in its list.
_NOBODY = re.compile(
    r"user unknown|unknown (?:user|recipient|mailbox)|no such (?:user|recipient|mailbox|person|address)"
    r"|(?:user|recipient|mailbox|account|address)[^.;]{0,40}"
    r"(?:not found|does ?n[o\u2019']t exist|does not exist|is unknown)"
    r"|recipient address rejected: access denied|invalid (?:recipient|mailbox)|no mailbox here",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"spam|blocked|blacklist|block ?list|reputation|policy|poor|dnsbl|rbl|greylist|rate limit|dmarc|dkim|spf\b"
    r"|denied by|relay", re.IGNORECASE,
)  # fmt: skip
_FULL = re.compile(
    r"mailbox (?:is )?full|over ?quota|quota exceeded|insufficient (?:system )?storage", re.IGNORECASE
)


def status_in(answer: str) -> str:
    """The first enhanced status of an answer, as 5.1.1; empty for none."""
    found = _ENHANCED.search(answer)
    return found[0] if found else ""


def why(status: str, said: str = "") -> Why:
    """What a permanent "no" is about; the status counts before the words, but where a server misuses it."""
    found = _ENHANCED.fullmatch(status)
    if found is None or found[2] == "0":
        return _by_words(said)
    detail = f"{int(found[2])}.{int(found[3])}"
    if detail in ("4.1", "5.0", "0.0") and _NOBODY.search(said):
        return "no such address"
    # "550 5.1.1 … blocked, see our policy": what refuses us by another's number says nothing of the address.
    if detail.startswith("1.") and _REFUSED.search(said) and not _NOBODY.search(said):
        return "policy"
    return _BY_STATUS.get(detail) or _BY_SUBJECT.get(str(int(found[2])), "unknown")


def is_of_the_address(status: str, said: str = "") -> bool:
    """Whether nobody can be written to there, whoever writes whatever."""
    return not status.startswith(("2", "4")) and why(status, said) in _OF_THE_ADDRESS


def _by_words(said: str) -> Why:
    if _FULL.search(said):
        return "full"
    if _NOBODY.search(said):
        return "no such address"
    return "policy" if _REFUSED.search(said) else "unknown"
