"""The people in the address fields of many letters: each address is looked at once, however often it stands there."""

from __future__ import annotations

import polars as pl

from byhand.audit.letter_people import person_in, readers_of, writer_of
from byhand.audit.rows import Rows
from byhand.kit.limits import DEFAULT

_NOT_SIMPLE = (
    r"""['";:(\\\[]|\n[^ \t]|\n$"""  # quotes, comments, groups, fields that stand twice: for the long way
)
_BLANKS = " \t\n"
_KINDS = {"at": pl.UInt32(), "to": pl.UInt64()}


def writers_of_all(rows: Rows, writers: pl.Series, senders: pl.Series) -> pl.Series:
    """Who wrote each letter, by From, or else by Sender; 0 where it does not say."""
    known, pairs = rows.writers, zip(writers.to_list(), senders.to_list(), strict=True)
    found = [known.get(writer) or writer_of(rows, writer, sender) for writer, sender in pairs]
    return pl.Series(found, dtype=pl.UInt64)


def readers_of_all(rows: Rows, fields: pl.DataFrame) -> pl.Series:
    """A list of everybody each letter went to, once; `fields` are to, cc and bcc."""
    fields = fields.with_row_index("at")
    together = pl.concat_str("to", "cc", "bcc", separator=",")
    words = fields.select("at", word=together, is_simple=~together.str.contains(_NOT_SIMPLE))
    apart = words.filter(~pl.col("is_simple"))["at"]
    words = words.filter("is_simple").select("at", pl.col("word").str.split(",")).explode("word")
    words = words.with_columns(pl.col("word").str.strip_chars(_BLANKS)).filter(pl.col("word") != "")
    people = _people_of(words["word"])
    crowded = words.group_by("at").len().filter(pl.col("len") > DEFAULT.addresses)["at"]
    apart = pl.concat([apart, words.filter(people == 0)["at"], crowded]).unique()
    simple = words.with_columns(to=people).filter(~pl.col("at").is_in(apart.implode()))
    _meet_all(rows, simple["word"])
    return _listed(fields.height, pl.concat([simple.select(*_KINDS), _one_by_one(rows, fields, apart)]))


def _people_of(words: pl.Series) -> pl.Series:
    """The person each word names, 0 where it is no plain address."""
    if not len(words):
        return pl.Series(dtype=pl.UInt64)
    each = words.unique()
    people = [known[0] if (known := person_in(word)) else 0 for word in each.to_list()]
    return words.replace_strict(each, pl.Series(people, dtype=pl.UInt64))


def _meet_all(rows: Rows, words: pl.Series) -> None:
    for word in words.unique(maintain_order=True).to_list():
        known = person_in(word)
        if known and (known[2] or known[0] not in rows.people):
            rows.meet(*known)


def _one_by_one(rows: Rows, fields: pl.DataFrame, apart: pl.Series) -> pl.DataFrame:
    some = fields[apart].select("at", "to", "cc", "bcc").iter_rows()
    pairs = [(at, person) for at, to, cc, bcc in some for person in readers_of(rows, to, cc, bcc)]
    return pl.DataFrame(pairs, schema=_KINDS, orient="row")


def _listed(height: int, pairs: pl.DataFrame) -> pl.Series:
    grouped = pairs.unique(maintain_order=True).group_by("at", maintain_order=True).agg("to")
    every = pl.DataFrame({"at": pl.int_range(height, dtype=pl.UInt32, eager=True)})
    listed = every.join(grouped, on="at", how="left", maintain_order="left")["to"]
    return listed.fill_null(pl.Series([[]], dtype=pl.List(pl.UInt64)))
