"""Reaching: what colleagues noted of how somebody likes to be reached. English and German."""

from __future__ import annotations

import re

_TALK = r"(?:calls?|called|phone|phoned|ring|rings|telefon\w*|anruf\w*|angerufen)"
_TALKING = re.compile(rf"\b{_TALK}\b", re.IGNORECASE)
_RATHER_NOT = re.compile(
    rf"\b(?:no|not|never|don['’]t|hates?|kein\w*|nicht|nie|ungern)\b[^.;]{{0,25}}\b{_TALK}\b", re.IGNORECASE
)
_WRITING = re.compile(
    r"\b(?:prefers?|rather|likes?|best|only|lieber|gern|nur|am besten)\b[^.;]{0,30}"
    r"\b(?:mails?|e-mails?|letters?|texts?|writing|write|briefe?|schreiben|mornings?|evenings?|morgens|vormittags|abends)\b",
    re.IGNORECASE,
)


def rather_talks(noted: str) -> bool:
    """Whether this says that they like to be called."""
    return bool(_TALKING.search(noted)) and not _RATHER_NOT.search(noted)


def is_about_reaching(noted: str) -> bool:
    """Whether this says how, or when, they like to be reached."""
    return bool(_TALKING.search(noted) or _WRITING.search(noted))
