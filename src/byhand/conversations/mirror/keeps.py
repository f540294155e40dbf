"""Keeps: an open promise of ours that the draft speaks of and does not put off, so that it can be ticked as kept."""

from __future__ import annotations

import re

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from byhand.conversations.again.repeat import stems_of
from byhand.conversations.mirror.remark import Remark
from byhand.conversations.mirror.sheet import Sheet
from byhand.kit.asking.grammar import sentences
from byhand.kit.promises import find

KIND = "keeps"
_ENOUGH = 0.75  # of the words of a promise stand in what the draft says is so
# How it is done says little of what: a lid that was to be sent may be said to be in the post.
_DEEDS = stems_of(
    "send post mail call ring phone write answer ask tell let give schicken senden anrufen schreiben melden"
)
_FEWEST = 2  # words; one alone ("lid") stands in every letter of the matter
# What is put off, asked, regretted or hangs on something keeps nothing.
_PUT_OFF = re.compile(
    r"\?|\b(?:not|n[o']t|yet|still|once|until|before|after|when|if|will|'ll|shall|going to|soon|sorry|afraid"
    r"|unfortunately|delay\w*|tomorrow|later|next|noch|nicht|kein\w*|leider|sobald|wenn|bevor|falls|erst|werde\w*|wird|morgen|später"
    r"|nächste\w*|demnächst|bald)\b|n’t\b|’ll\b",
    re.IGNORECASE,
)


def look(sheet: Sheet) -> list[Remark]:
    """Silent of what its writer has ticked, and where the same is promised anew."""
    open_ones = [one for one in sheet.promises if one.pk not in sheet.ticked]
    if not open_ones:
        return []
    said = _done(sheet)
    return [
        Remark(KIND, _("If this keeps what was promised, tick it below: %(what)s") % {"what": one.text})
        for one in open_ones
        if _is_kept_by(said, one.text)
    ]


def _is_kept_by(said: frozenset[str], promise: str) -> bool:
    stems = stems_of(promise) - _DEEDS
    return len(stems) >= _FEWEST and len(stems & said) >= _ENOUGH * len(stems)


def _done(sheet: Sheet) -> frozenset[str]:
    """The beginnings of the words of those sentences that say how things are, not how they will be."""
    text = sheet.said.text
    promised = [one.start for one in find(text, localtime())]
    told = (
        text[start:end]
        for start, end in sentences(text)
        if not any(start <= at < end for at in promised) and not _PUT_OFF.search(text, start, end)
    )
    return frozenset(stem for one in told for stem in stems_of(one))
