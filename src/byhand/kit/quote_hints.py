"""Patterns that stand in every letter with a quote, or a signature, to set the other letters aside quickly.

In the syntax that Python's and Rust's regular expressions share. A test holds them to what `quoting` finds.
"""

from __future__ import annotations

from byhand.kit.quote_words import BLOCK_STARTS
from byhand.kit.signatures import HINTS

MAY_BE_QUOTED = "|".join((
    r"(?m:^[ \t]{0,3}>)",
    r"(?m:[:：][ \t\r*]*$)",  # a line that says who wrote what follows
    rf"(?m:^[ \t*_]*(?:{'|'.join(sorted(BLOCK_STARTS))})[ \t*_]*[:：])",
    r"(?m:^\s{0,8}(?:--|__|\*\*|==|\*-))",
))  # fmt: skip
MAY_BE_SIGNED = "|".join(
    (r"\A[-~–—]", *HINTS)
)  # words and dashes, none of which means anything else in a pattern
