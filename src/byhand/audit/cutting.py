"""What was written now, of many letters at once: most hold no quote, and one pass over all of them says which."""

from __future__ import annotations

import polars as pl

from byhand.kit.quote_hints import MAY_BE_QUOTED, MAY_BE_SIGNED
from byhand.kit.quoting import new_text_of

# Outlook's line above what was written before; nothing below it need be looked at.
_BELOW = r"(?m)^[ \t>]{0,4}-{5,} ?(?:Original Message|Forwarded by|Ursprüngliche Nachricht)"
_ODD_BLANKS = r"\A[\x1c-\x1f]|[\x1c-\x1f]\z"


def new_texts(texts: pl.Series) -> pl.Series:
    """The new words of each letter, as `new_text_of` gives them above Outlook's line."""
    above = _above(texts)
    quotes, signs = above.str.contains(MAY_BE_QUOTED), above.str.contains(MAY_BE_SIGNED)
    some = (quotes | signs).arg_true()
    looked_at = zip(above.gather(some), quotes.gather(some), signs.gather(some), strict=True)
    return _stripped(above.scatter(some, [new_text_of(*one) for one in looked_at]))


def _above(texts: pl.Series) -> pl.Series:
    below = texts.str.find(_BELOW)
    some = below.is_not_null().arg_true()
    cut = zip(texts.gather(some), below.gather(some), strict=True)
    return texts.scatter(some, [text.encode()[:end].decode() for text, end in cut])


def _stripped(texts: pl.Series) -> pl.Series:
    """As Python strips: to it, FS, GS, RS and US are blanks as well."""
    stripped = texts.str.strip_chars()
    odd = stripped.str.contains(_ODD_BLANKS).arg_true()
    return stripped.scatter(odd, [one.strip() for one in stripped.gather(odd)]) if len(odd) else stripped
