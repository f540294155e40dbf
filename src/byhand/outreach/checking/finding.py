"""A finding: what somebody should know of the words before they leave, as a sentence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from byhand.team.languages import name_of


@dataclass(frozen=True, slots=True)
class Finding:
    """`holds`: it cannot leave so; everything else is advice. `language`: of which words; empty: of all. `version`:
    of which of two; empty: of the first or only one."""

    sentence: str
    holds: bool = False
    language: str = ""
    version: str = ""

    def said(self, languages: Collection[str]) -> str:
        """The sentence; before it the language by its own name where there are several."""
        several = self.language and len(languages) > 1
        return f"{name_of(self.language)}: {self.sentence}" if several else self.sentence
