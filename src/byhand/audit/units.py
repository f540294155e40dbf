"""Sentences as numbers: what a message says, each sentence known by a hash that filled-in words do not change.

Cut at blank lines, at `.!?` before a space, at bullets. Links, numbers and codes are masked. If enough of the
sentence is left without its capitalised words (names, products, places), the rest alone is hashed: the sentence
"Dear Anna, your Blue Vase is ready" is the same as "Dear Ben, your Red Bowl is ready".
"""

from __future__ import annotations

import polars as pl

SHORTEST = 20  # letters; what is shorter says too little to be recognised
_CUT = "\x01"
_ENDS = r"([.!?…]+[\"'”’)]*)[ \n\t]+|([。！？])"
_BULLET = r"\n[ \t]*(?:[-*•·–]|\d{1,2}[.)])[ \t]+"
_BLANK = r"\n[ \t]*\n"
_LINK = r"(?:https?://|www\.)\S+|\S+@\S+"
_CODE = r"\S*\d\S*"
_NAMED = r"\p{Lu}[\p{L}\p{M}'’.-]*(?:[ ,&]+\p{Lu}[\p{L}\p{M}'’.-]*)*[ ,]*"
_HEADING = (  # of a forwarded letter
    r"(?i)^[ \t>*]*(?:from|to|cc|sent|date|subject|von|an|gesendet|betreff|de|à|objet):[ \t]"
)
_FEWEST = 5  # words that must be left
_FOOTER = (
    r"confidential|privileged|intended (?:only|solely|recipient)|disclaimer|unsubscribe|registered (?:office|in)"
    r"|company (?:number|no)|vertraulich|geschäftsführer|handelsregister|ust-id|\bhrb\b|virus|abmelden|abbestellen"
    r"|désabonner|confidentiel|mailing list"
)


def units_of(messages: pl.DataFrame) -> pl.DataFrame:
    """A row a sentence: `row`, `unit`, `chars`, `back` (0 for the last of its message), `footer`."""
    said = pl.col("said")
    cut = messages.lazy().select("row", sentences(pl.col("text")).alias("said")).explode("said")
    return (
        hashed(long_enough(cut))
        .with_columns(chars=said.str.len_chars().clip(0, 60_000).cast(pl.UInt16))
        .with_columns(back=(pl.len() - 1 - pl.int_range(pl.len())).over("row").clip(0, 255).cast(pl.UInt8))
        .with_columns(footer=is_footer(said, pl.col("back")))
        .drop("said")
        .collect()
    )


def long_enough(cut: pl.LazyFrame) -> pl.LazyFrame:
    """Each sentence in `said` as one line, without those too short to be recognised."""
    said = pl.col("said")
    line = said.str.replace_all("\n", " ", literal=True).str.replace_all("  ", " ", literal=True)
    cut = cut.with_columns(line.str.strip_chars()).filter(said.str.len_chars() >= SHORTEST)
    return cut.filter(~said.str.contains(_HEADING))


def sentences(text: pl.Expr) -> pl.Expr:
    """The sentences of a text, in order."""
    return (
        text.str.replace_all(_BLANK, _CUT)
        .str.replace_all(_BULLET, _CUT)
        .str.replace_all(_ENDS, "${1}${2}" + _CUT)
        .str.split(_CUT)
    )


def hashed(cut: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `unit`: 64 bits that are the same however the merge fields of `said` are filled in. Bare links fall out."""
    masked, bare = pl.col("masked"), pl.col("bare")
    cut = cut.with_columns(masked=pl.col("said").str.replace_all(_LINK, "@").str.replace_all(_CODE, "0"))
    cut = cut.filter(masked.str.len_chars() >= SHORTEST)  # a link alone is no sentence
    cut = cut.with_columns(bare=masked.str.replace_all(_NAMED, "").str.strip_chars())
    kept, whole = (
        bare.str.count_matches(" ", literal=True) + 1,
        masked.str.count_matches(" ", literal=True) + 1,
    )
    enough = (kept >= _FEWEST) & (2 * kept >= whole)
    hash_ = pl.when(enough).then(bare).otherwise(masked.str.to_lowercase()).hash(seed=7)
    return cut.with_columns(unit=hash_).drop("masked", "bare")


def is_footer(said: pl.Expr, back: pl.Expr) -> pl.Expr:
    """Whether it has the shape of a signature or a legal footer: near the end and no sentence, or in its words."""
    no_sentence = ~said.str.contains(r"[.!?…。！？][\"'”’)]*$")
    return said.str.to_lowercase().str.contains(_FOOTER) | (no_sentence & (back <= 7))
