"""Sentences as numbers: what a message says, each sentence known by a hash that filled-in words do not change.

Cut at blank lines, at `.!?` before a space, at bullets. Links, numbers and codes are masked. If enough of the
sentence is left without its capitalised words (names, products, places), the rest alone is hashed: the sentence
"Dear Anna, your Blue Vase is ready" is the same as "Dear Ben, your Red Bowl is ready".
"""

from __future__ import annotations

import polars as pl

SHORTEST = 20  # letters; what is shorter says too little to be recognised
_CUT = "\x01"
_ENDS = r"([.!?…][\"'”’)]*[ \t]|[。！？])"
_BULLET = r"\n[ \t]*(?:[-*•·–]|\d{1,2}[.)])[ \t]+"
_BLANK = r"\n[ \t]*\n"
_CODE = r"(?:https?://|www\.)\S+|\S*[@0-9]\S*"  # links, addresses, numbers
_NAMED = r"\p{Lu}[\p{L}\p{M}'’.-]*(?:[ ,&]+\p{Lu}[\p{L}\p{M}'’.-]*)*[ ,]*"
_HEADING = (  # of a forwarded letter
    r"(?i)^[ \t>*]*(?:from|to|cc|sent|date|subject|von|an|gesendet|betreff|de|à|objet):[ \t]"
)
_FEWEST = 25  # letters that must be left, and half of the sentence
_FOOTER = [
    "confidential", "privileged", "intended only", "intended solely", "intended recipient", "disclaimer",
    "unsubscribe", "registered office", "registered in", "company number", "company no", "vertraulich",
    "geschäftsführer", "handelsregister", "ust-id", "hrb ", "virus", "abmelden", "abbestellen", "désabonner",
    "confidentiel", "mailing list",
]  # fmt: skip


def units_of(messages: pl.DataFrame) -> pl.DataFrame:
    """A row a sentence: `row`, `unit`, `chars`, `back` (0 for the last of its message), `footer`."""
    said = pl.col("said")
    cut = messages.lazy().select("row", sentences(pl.col("text")).alias("said")).explode("said")
    return (
        hashed(long_enough(cut))
        .with_columns(back=_back(pl.col("row")), chars=said.str.len_chars().clip(0, 60_000).cast(pl.UInt16))
        .with_columns(footer=is_footer(said, pl.col("back")))
        .drop("said")
        .collect()
    )


def long_enough(cut: pl.LazyFrame) -> pl.LazyFrame:
    """Each sentence in `said` as one line, without those too short to be recognised."""
    said = pl.col("said")
    return (
        cut.with_columns(said.str.strip_chars())
        .filter(said.str.len_chars() >= SHORTEST)
        .filter(~said.str.contains(_HEADING))
    )


def sentences(text: pl.Expr) -> pl.Expr:
    """The sentences of a text, in order."""
    return (
        text.str.replace_all(_BLANK, _CUT)
        .str.replace_all(_BULLET, _CUT)
        .str.replace_all("\n", " ", literal=True)
        .str.replace_all("  ", " ", literal=True)
        .str.replace_all(_ENDS, "${1}" + _CUT)
        .str.split(_CUT)
    )


def hashed(cut: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `unit`: 64 bits that are the same however the merge fields of `said` are filled in. Bare links fall out."""
    masked, bare = pl.col("masked"), pl.col("bare")
    cut = cut.with_columns(masked=pl.col("said").str.replace_all(_CODE, "0"))
    cut = cut.filter(masked.str.len_bytes() >= SHORTEST)  # a link alone is no sentence
    cut = cut.with_columns(bare=masked.str.replace_all(_NAMED, "").str.strip_chars())
    kept, whole = bare.str.len_bytes(), masked.str.len_bytes()
    enough = (kept >= _FEWEST) & (2 * kept >= whole)
    hash_ = pl.when(enough).then(bare).otherwise(masked.str.to_lowercase()).hash(seed=7)
    return cut.with_columns(unit=hash_).drop("masked", "bare")


def is_footer(said: pl.Expr, back: pl.Expr) -> pl.Expr:
    """Whether it has the shape of a signature or a legal footer: near the end and no sentence, or in its words."""
    no_sentence = ~said.str.contains(r"[.!?…。！？][\"'”’)]*$")
    return said.str.contains_any(_FOOTER, ascii_case_insensitive=True) | (no_sentence & (back <= 7))


def _back(row: pl.Expr) -> pl.Expr:
    """How many sentences of its message follow each: rows of one message stand together."""
    at = pl.int_range(pl.len())
    last = pl.when((row != row.shift(-1)).fill_null(True)).then(at).backward_fill()
    return (last - at).clip(0, 255).cast(pl.UInt8)
