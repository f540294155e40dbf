"""Spreadsheets run what they open (OWASP, CSV Injection): such a cell leaves defused, and is not taken in.

One whose country writes the comma in its numbers parts cells by semicolons, whatever we quoted: so what stands behind a
semicolon or the end of a line begins a cell there, too. East Asian ones take full-width signs for their own.
"""

from __future__ import annotations

import re

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_AS_TEXT = re.compile(r'="([^"]*)"$')
_DEFUSED = re.compile(r"'(?=[=+\-@\t\r\n＝＋－＠])")
# A list with dashes is none; a call or a pipe (DDE) behind the sign makes it one.
_INSIDE = re.compile(r"(?<=[;\n])(?=[=@＝＠]|[+\-＋－][^;\n]*[(|])")
_DEFUSED_INSIDE = re.compile(r"(?<=[;\n])'(?=[=+\-@＝＋－＠])")
_FORMULA = re.compile(r"[=@]\s*\S|[+-]\s*[^\d\s(.,]|[^|\n]*\|[^!]*!")


def defused(cell: str) -> str:
    """With an apostrophe before whatever a spreadsheet would reckon with."""
    inside = _INSIDE.sub("'", cell)
    return f"'{inside}" if cell.startswith(_STARTS) else inside


def undone(cell: str) -> str:
    """Without what was put there for a spreadsheet alone: an apostrophe before a sign, or =\"0049\" around a number."""
    text = _AS_TEXT.fullmatch(cell)
    if text:
        return text[1]
    inside = _DEFUSED_INSIDE.sub("", cell)
    return _DEFUSED.sub("", inside, count=1) if cell.startswith("'") else inside


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would reckon with it. A telephone number with its plus is none."""
    return cell.startswith(_STARTS) and _FORMULA.match(cell) is not None
