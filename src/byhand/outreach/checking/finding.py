"""A finding: what somebody should know of the words before they leave, as a sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`holds`: it cannot leave so; everything else is advice. `language`: of which words; empty: of all. `version`:
    of which of two; empty: of the first or only one."""

    sentence: str
    holds: bool = False
    language: str = ""
    version: str = ""
