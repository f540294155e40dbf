"""Reach: the ways a person can be reached, by the form of what is written: mail, a telephone, a browser on a website.

One text names one way, and no two kinds share a form: mail has an “@”, a number is in E.164 and begins with a “+”, a
visitor's browser is called “visitor:” and what the chat named it.
"""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["email", "phone", "visitor", ""]

LONGEST = 320  # 64 + @ + 255 (RFC 5321, 4.5.3.1)
VISITOR = "visitor:"
_PHONE = re.compile(r"\+[1-9]\d{3,14}", re.ASCII)  # E.164: fifteen digits at most
_VISITOR = re.compile(rf"{VISITOR}[A-Za-z0-9_-]{{1,64}}", re.ASCII)


def kind_of(address: str) -> Kind:
    """Which way it is, surrounding space aside; nothing for what is none."""
    bare = address.strip()
    if "@" in bare:
        return "email" if is_email(bare) else ""
    if _PHONE.fullmatch(bare):
        return "phone"
    return "visitor" if _VISITOR.fullmatch(bare) else ""


def is_email(address: str) -> bool:
    """Has the form of a mail address and fits where one is kept; says nothing of whether mail arrives there."""
    local, at, domain = address.strip().rpartition("@")
    return (
        bool(local and at and domain)
        and len(address) <= LONGEST
        and not any(map(str.isspace, address.strip()))
    )
