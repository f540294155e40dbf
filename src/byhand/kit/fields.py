"""Values with parameters: Content-Type and Content-Disposition (RFC 2045, 5.1; RFC 2183)."""

from __future__ import annotations

import re
from functools import lru_cache

# Separators and words that are no parameter are each taken in one piece: no place is looked at twice over.
_PARAMETER = re.compile(
    r"""([^\s=;"]++)\s*+=\s*+(?:"((?:[^"\\]++|\\.)*+)(?:"|\Z)|([^;]*+))|[;\s]++|[^\s;]++""", re.DOTALL
)
_ESCAPED = re.compile(r'\\(["\\])')
_CACHED = 300  # letters; longer values are rare and not kept
_LONGEST = 20_000
_MOST = 100

Parameters = dict[str, str]


def parse_parameters(value: str) -> tuple[str, Parameters]:
    """The value itself in lower case, and its parameters by lower-case name. Not to be changed: it is shared."""
    return _cached(value) if len(value) <= _CACHED else _parse(value[:_LONGEST])


def _parse(value: str) -> tuple[str, Parameters]:
    main, _, rest = value.replace("\n", "").partition(";")
    parameters: Parameters = {}
    for found in _PARAMETER.finditer(rest):
        if found[1] and len(parameters) < _MOST:
            quoted = found[2]
            content = _ESCAPED.sub(r"\1", quoted) if quoted is not None else found[3].strip()
            parameters.setdefault(found[1].lower(), content)
    return main.strip().lower(), parameters


_cached = lru_cache(maxsize=2048)(_parse)
