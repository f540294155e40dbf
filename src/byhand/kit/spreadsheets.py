"""Spreadsheets run what they open (OWASP, CSV Injection): such a cell leaves defused, and is not taken in."""

from __future__ import annotations

import re

_STARTS = ("=", "+", "-", "@", "\t", "\r")
_AS_TEXT = re.compile(r'="([^"]*)"$')
_DEFUSED = re.compile(r"'(?=[=+\-@\t\r])")
_FORMULA = re.compile(r"[=@]\s*\S|[+-]\s*[^\d\s(.,]|[^|\n]*\|[^!]*!")


def defused(cell: str) -> str:
    """With an apostrophe before whatever a spreadsheet would reckon with."""
    return f"'{cell}" if cell.startswith(_STARTS) else cell


def undone(cell: str) -> str:
    """Without what was put there for a spreadsheet alone: an apostrophe before a sign, or =\"0049\" around a number."""
    text = _AS_TEXT.fullmatch(cell)
    return text[1] if text else _DEFUSED.sub("", cell, count=1) if cell.startswith("'") else cell


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would reckon with it. A telephone number with its plus is none."""
    return cell.startswith(_STARTS) and _FORMULA.match(cell) is not None
