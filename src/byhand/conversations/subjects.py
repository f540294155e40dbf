"""Subjects: what stays of one without “Re:” and “Fwd:”, and whether two are about the same matter."""

from __future__ import annotations

import re

# Prefixes of answers and forwards in the languages whose mail programs translate them.
_ANSWER = r"re|aw|antw|antwort|sv|vs|ref|rif|r|res|odp|ynt|回复|答复|返信"
_FORWARD = r"fwd?|wg|tr|rv|enc|vl|vb|doorst|i|pd|转发|転送"
_PREFIX = re.compile(
    rf"^\s*(?:(?:{_ANSWER}|{_FORWARD})\s*(?:\[\d+\]|\(\d+\))?\s*[:：]|\[[^\]]{{1,40}}\])\s*", re.IGNORECASE
)
_FORWARD_FIRST = re.compile(rf"^\s*(?:{_FORWARD})\s*(?:\[\d+\])?\s*[:：]", re.IGNORECASE)
_WORDS = re.compile(r"\w{3,}")
KEY_LENGTH = 200


def subject_key(subject: str) -> str:
    """The subject as it is compared: without prefixes and list tags, lower case, single spaces."""
    bare = subject[:1000]
    for _ in range(20):
        shorter = _PREFIX.sub("", bare, count=1)
        if shorter == bare:
            break
        bare = shorter
    return " ".join(bare.lower().split())[:KEY_LENGTH]


def is_forward(subject: str) -> bool:
    """Whether a mail program would have begun this subject by forwarding."""
    return bool(_FORWARD_FIRST.match(subject[:200]))


def quite_another(one: str, other: str) -> bool:
    """Whether two keys share so little that they cannot be about the same matter. An empty one says nothing."""
    if not one or not other or one in other or other in one:
        return False
    first, second = set(_WORDS.findall(one)), set(_WORDS.findall(other))
    return not first & second
