"""The headers of many letters at once: cut into lines, and the lines into names and values, by Polars.

What is not plain is left to the long way (`letter_fields`), which understands everything; a test holds the two
together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from byhand.audit.letter_fields import AUTOMATIC_FIELDS, READ
from byhand.audit.letters import sign_in
from byhand.kit.machines import BEING_THERE

_FIELDS = (*READ, *sorted(AUTOMATIC_FIELDS))
_REPEATED = [_FIELDS.index(name) for name in ("to", "cc", "bcc", "references")]
_SENDER = _FIELDS.index("return-path")
_SENT = r"^\s*<[^<>\s]+>\s*$"  # a Return-Path that is not null
_ONLY_THERE = [_FIELDS.index(name) for name in (*BEING_THERE, "x-failed-recipients")]
_UNREAD, _NO_NAME = -1, -2
_NAME = re.compile(r"[!-9;-~]++")
_CONTROLS = r"[\x00-\x08\x0b-\x1f\x7f]"
_FOLD = "\0"  # stands for the line's end before a folded line
_MOST = 10_000  # names of fields that are remembered

_codes: dict[str, int] = {}  # a name as it was seen, and its place in _FIELDS


@dataclass(frozen=True, slots=True)
class Heads:
    """What the headers say: a column for each field of READ, "" where there is none; values may begin with blanks."""

    columns: pl.DataFrame
    signs: pl.Series  # of a machine: the strongest of each header (`letters.strongest`)
    is_plain: pl.Series


def read_heads(heads: list[str]) -> Heads:
    """Of headers without NUL: fields, and whether they were plain; columns of those that were not mean nothing."""
    lines = _lines(pl.Series(heads, dtype=pl.String))
    codes = _coded(lines["name"])
    wrong = lines.filter((codes == _NO_NAME) | lines["value"].is_null())["at"]
    found = lines.select("at", "value").with_columns(code=codes).filter(pl.col("code") >= 0)
    found = found.with_columns(pl.col("value").str.replace_all(_FOLD, "\n", literal=True))
    is_first = (found["at"].cast(pl.Int64) * len(_FIELDS) + found["code"]).is_first_distinct()
    twice = found.filter(~is_first & found["code"].is_in(_REPEATED))["at"]
    broken = found.filter(found["value"].str.contains(_CONTROLS))["at"]
    found = found.filter(is_first)
    is_plain = pl.repeat(True, len(heads), dtype=pl.Boolean, eager=True)
    is_plain = is_plain.scatter(pl.concat([wrong, twice, broken]).unique(), False)
    return Heads(_columns(found, len(heads)), _signs(found, len(heads)), is_plain)


def _lines(heads: pl.Series) -> pl.DataFrame:
    """Each field on a line of its own: at (number of the header), name, value (null where there is no colon)."""
    unfolded = heads.str.replace_many(["\n ", "\n\t"], [f"{_FOLD} ", f"{_FOLD}\t"])
    each = pl.DataFrame({"line": unfolded.str.split("\n")}).with_row_index("at").explode("line")
    parts = each["line"].str.splitn(":", 2).struct
    return pl.DataFrame({"at": each["at"], "name": parts.field("field_0"), "value": parts.field("field_1")})


def _coded(names: pl.Series) -> pl.Series:
    if len(_codes) > _MOST:
        _codes.clear()
    codes = _looked_up(names)
    unknown = names.filter(codes.is_null()).unique()
    if not len(unknown):
        return codes
    for name in unknown:
        _codes[name] = _code(name)
    return _looked_up(names)


def _looked_up(names: pl.Series) -> pl.Series:
    if not _codes:
        return pl.repeat(None, len(names), dtype=pl.Int8, eager=True)
    return names.replace_strict(list(_codes), list(_codes.values()), default=None, return_dtype=pl.Int8)


def _code(name: str) -> int:
    if not _NAME.fullmatch(name):
        return _NO_NAME
    lower = name.lower()
    return _FIELDS.index(lower) if lower in _FIELDS else _UNREAD


def _columns(found: pl.DataFrame, height: int) -> pl.DataFrame:
    """The values of each field, in the order of the headers: laid out header by header, then drawn column by column."""
    wide = len(READ)
    own = found.filter(found["code"] < wide)
    at = pl.repeat(None, height * wide, dtype=pl.UInt32, eager=True)
    at = at.scatter(own["at"] * wide + own["code"], pl.int_range(own.height, dtype=pl.UInt32, eager=True))
    values = own["value"].gather(at).fill_null("")
    return pl.DataFrame({name: values.gather_every(wide, code) for code, name in enumerate(READ)})


def _signs(found: pl.DataFrame, height: int) -> pl.Series:
    """Asked once for each thing a field says; whose letter it was says nothing, nor what a list is called."""
    own = found.filter(
        (pl.col("code") >= len(READ)) & ~((pl.col("code") == _SENDER) & pl.col("value").str.contains(_SENT))
    )
    own = own.with_columns(
        value=pl.when(pl.col("code").is_in(_ONLY_THERE)).then(pl.lit("")).otherwise("value")
    )
    said = own.select("code", "value").unique()
    signs = [sign_in(_FIELDS[code], value.lstrip(" \t")) for code, value in said.iter_rows()]
    said = said.with_columns(sign=pl.Series(signs, dtype=pl.Int8)).filter(pl.col("sign") != 0)
    each = own.join(said, on=["code", "value"]).group_by("at").agg(pl.col("sign").min())
    return pl.repeat(0, height, dtype=pl.Int8, eager=True).scatter(each["at"], each["sign"])
