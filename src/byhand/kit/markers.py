"""The mark a reply of ours carries in its text, so that an answer finds its conversation when every header is lost."""

from __future__ import annotations

import re

# A line of its own at the end of the letter; the token is base32 in lower case, signed and verified by the gate.
MARKER = "Ref: bh-{token}"
_MARKER = re.compile(r"\bbh-([a-z2-7]{16,80})(?![a-z2-7])", re.IGNORECASE)
_MOST = 20


def find_marker(text: str) -> tuple[str, ...]:
    """Tokens that look like ours, in lower case, in the order they stand, each once. Nothing is verified here."""
    if "bh-" not in text and "BH-" not in text:
        return ()
    found = dict.fromkeys(token[1].lower() for token in _MARKER.finditer(text))
    return tuple(found)[:_MOST]
