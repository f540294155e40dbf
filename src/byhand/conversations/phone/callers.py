"""Who calls, as far as the network says: a number, or nothing; and whether it vouches for it."""

from __future__ import annotations

from collections.abc import Mapping

from byhand.channels.inbox import Inbox
from byhand.kit.phone import e164, region_of

# What networks write for a withheld number; the digits spell the words on a telephone's keys.
_WITHHELD = {"266696687", "7378742833", "2562533", "8566", "86282452253", "464"}
_WORDS = {"anonymous", "restricted", "unknown", "unavailable", "blocked", "private"}


def number_of(written: str, inbox: Inbox) -> str:
    """In E.164; empty for a number that was withheld or is none. One without a + is of our own country."""
    bare = written.strip().lower()
    if bare in _WORDS or bare.lstrip("+") in _WITHHELD:
        return ""
    return e164(written, region_of(inbox.address))


def vouched_for(told: Mapping[str, str]) -> bool | None:
    """STIR/SHAKEN (ATIS-1000074): True where the caller's network vouches for the number in full, False where the
    signature is not right; None where nothing, or little, is said."""
    verdict = told.get("StirVerstat", "")
    if verdict.startswith("TN-Validation-Passed-A"):
        return True
    return False if verdict.startswith("TN-Validation-Failed") else None
