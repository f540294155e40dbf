"""What was written now, of many letters at once: most hold no quote, and one pass over all of them says which."""

from __future__ import annotations

import polars as pl

from byhand.kit.quote_hints import MAY_BE_QUOTED, MAY_BE_SIGNED
from byhand.kit.quoting import new_text_of

# Outlook's line above what was written before; nothing below it need be looked at.
_BELOW = r"(?m)^[ \t>]{0,4}-{5,} ?(?:Original Message|Forwarded by|Ursprüngliche Nachricht)"


def new_texts(texts: list[str]) -> list[str]:
    """The new words of each letter, as `new_text_of` gives them above Outlook's line."""
    above = _above(texts)
    every = pl.Series(above, dtype=pl.String)
    quotes, signs = every.str.contains(MAY_BE_QUOTED), every.str.contains(MAY_BE_SIGNED)
    some = (quotes | signs).arg_true()
    for at, quoted, signed in zip(some, quotes.gather(some), signs.gather(some), strict=True):
        above[at] = new_text_of(above[at], quoted, signed)
    return [one.strip() for one in above]


def _above(texts: list[str]) -> list[str]:
    found = list(texts)
    below = pl.Series(texts, dtype=pl.String).str.find(_BELOW)
    some = below.is_not_null().arg_true()
    for at, end in zip(some, below.gather(some), strict=True):
        text = texts[at]
        found[at] = text[:end] if text.isascii() else text.encode()[:end].decode()
    return found
