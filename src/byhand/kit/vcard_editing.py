"""Changing a vCard that another program wrote: a few fields anew, addresses added, everything else as it stood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from byhand.kit.vcard_writing import escaped, folded, part

_NAME = re.compile(r"(?:[\w-]+\.)?([\w-]+)[;:]")
# Which property says each field.
_SAYS = {"name": ("FN", "N"), "line": ("TITLE", "ROLE"), "organisation": ("ORG",)}


def edited(
    text: str, changed: Mapping[str, str], *, emails: Iterable[str] = (), phones: Iterable[str] = ()
) -> bytes:
    """The card with these fields (`name`, `line`, `organisation`) said anew, and these addresses too."""
    gone = {name for field in changed for name in _SAYS[field]}
    lines = [line for line in _unfolded(text) if _property(line) not in gone]
    is_four = any(line.strip().upper() == "VERSION:4.0" for line in lines)
    added = [line for field, value in changed.items() for line in _said(field, value)]
    added += [f"EMAIL:{escaped(one)}" for one in emails]
    added += [f"TEL;VALUE=uri:tel:{one}" if is_four else f"TEL:{one}" for one in phones]
    end = next((n for n, line in enumerate(lines) if line.strip().upper() == "END:VCARD"), len(lines))
    return b"".join(folded(line) for line in (*lines[:end], *added, "END:VCARD"))


def _said(field: str, value: str) -> list[str]:
    if field == "name":
        *given, family = value.split() or [""]
        structured = f"N:{part(family)};{part(' '.join(given))};;;" if given else f"N:;{part(family)};;;"
        return [f"FN:{escaped(value)}", structured]
    if not value:
        return []
    return [f"ORG:{part(value)}"] if field == "organisation" else [f"TITLE:{escaped(value)}"]


def _property(line: str) -> str:
    found = _NAME.match(line)
    return found[1].upper() if found else ""


def _unfolded(text: str) -> list[str]:
    """RFC 6350, 3.2. What 2.1 breaks by an equals sign is left as it stands."""
    lines: list[list[str]] = []
    for line in text.replace("\r\n", "\n").strip().split("\n"):
        if line[:1] in (" ", "\t") and lines:
            lines[-1].append(line[1:])
        else:
            lines.append([line])
    return ["".join(one) for one in lines]
