"""The languages in which asking is understood. One more is one more file and a name here."""

from __future__ import annotations

from byhand.kit.asking.english import ENGLISH
from byhand.kit.asking.german import GERMAN

LANGUAGES = (ENGLISH, GERMAN)
