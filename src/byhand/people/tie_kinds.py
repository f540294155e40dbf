"""Kinds of ties, each with its inverse, as codes that address books know, too (RFC 6350, 6.6.6; Apple's labels)."""

from __future__ import annotations

from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _

LONGEST_KIND = 40
# The kind, how it is said of somebody, and what the other is to them.
KINDS: dict[str, tuple[str | Words, str]] = {
    "colleague": (_("colleague"), "colleague"),
    "friend": (_("friend"), "friend"),
    "teacher": (_("teacher"), "pupil"),
    "pupil": (_("pupil"), "teacher"),
    "spouse": (_("spouse"), "spouse"),
    "partner": (_("partner"), "partner"),
    "parent": (_("parent"), "child"),
    "child": (_("child"), "parent"),
    "sibling": (_("sibling"), "sibling"),
    "manager": (_("manager"), "assistant"),
    "assistant": (_("assistant"), "manager"),
    "neighbour": (_("neighbour"), "neighbour"),
    "referrer": (_("sent them to us"), "referred"),
    "referred": (_("came to us through them"), "referrer"),
}
# Read from cards, and said in more words than a form need offer.
FINER: dict[str, tuple[str | Words, str]] = {
    "mother": (_("mother"), "child"), "father": (_("father"), "child"),
    "sister": (_("sister"), "sibling"), "brother": (_("brother"), "sibling"),
    "daughter": (_("daughter"), "parent"), "son": (_("son"), "parent"),
    "acquaintance": (_("acquaintance"), "acquaintance"), "contact": (_("contact"), "contact"),
    "kin": (_("relative"), "kin"), "agent": (_("agent"), ""), "emergency": (_("in an emergency"), ""),
}  # fmt: skip
ALSO = {
    "co-worker": "colleague",
    "neighbor": "neighbour",
    "student": "pupil",
    "wife": "spouse",
    "husband": "spouse",
}
_ALL = KINDS | FINER


def usual(word: str) -> str:
    """The code of a usual kind, however a card writes it; other words as they are."""
    plain = " ".join(word.replace("_", " ").split())
    code = ALSO.get(plain.lower(), plain.lower())
    return code if code in _ALL else plain


def is_usual(kind: str) -> bool:
    return kind in _ALL


def inverse_of(kind: str) -> str:
    """What the other is to them; empty for words of somebody's own."""
    return _ALL[kind][1] if kind in _ALL else ""


def said(kind: str) -> str:
    return str(_ALL[kind][0]) if kind in _ALL else kind
