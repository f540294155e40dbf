"""Many letters to many rows: their headers together, whatever is not plain letter by letter (`letters`).

The columns mean the same either way; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import polars as pl

from byhand.audit.letter_times import time_of
from byhand.audit.letter_words import LONGEST, form_as_it_stands, words
from byhand.audit.letters import BEFORE, FAILED, add_letter, is_daemon, kind_of_machine
from byhand.audit.many_heads import read_heads
from byhand.audit.many_people import readers_of_all, writers_of_all
from byhand.audit.rows import AUTOMATIC, WRITTEN, Rows
from byhand.kit.headers import plain
from byhand.kit.machines import Sign, automatic_by

_NOT_AS_IT_STANDS = r"=\?|[^ -~]"  # of a subject
_ROOT = r"<([^>]*)"
_AROUND = " \t\n<>"
_REPORT = r"(?i)^\s*multipart/report"


class _Taken(NamedTuple):
    """A letter as it lies in an archive."""

    place: str
    raw: bytes
    head: str  # "" where it cannot be told from the rest
    body: int  # where it begins
    text: str  # the body, if all its letters are ASCII and none is rare; "" otherwise


def add_letters(rows: Rows, letters: Iterable[tuple[str, bytes]]) -> None:
    """Reads letters (place, bytes) into the rows, or notes why they cannot be read. Never raises."""
    taken = [_taken(place, raw) for place, raw in letters]
    heads = read_heads([one.head for one in taken])
    frame = heads.columns.with_row_index("at").with_columns(sign=heads.signs).filter(heads.is_plain)
    frame = frame.with_columns(sender=writers_of_all(rows, frame["from"], frame["sender"]))
    frame = frame.filter(pl.col("sender") > 0)
    together = _together(rows, taken, frame)
    apart = sorted(set(range(len(taken))).difference(frame["at"].to_list()))
    rows.take(together, _one_by_one(rows, taken, apart))


def _taken(place: str, raw: bytes) -> _Taken:
    if b"\r" in raw:
        raw = raw.replace(b"\r\n", b"\n")
    end = raw.find(b"\n\n")
    if end <= 0 or raw.startswith(BEFORE) or b"\0" in raw:
        return _Taken(place, raw, "", 0, "")
    if raw.isascii() and b"\r" not in raw and b"\x1b" not in raw:
        whole = raw.decode("ascii")
        return _Taken(place, raw, whole[:end], end + 2, whole[end + 2 :])
    try:
        return _Taken(place, raw, raw[:end].decode(), end + 2, "")
    except UnicodeDecodeError:
        return _Taken(place, raw, "", 0, "")


def _one_by_one(rows: Rows, taken: Sequence[_Taken], apart: Sequence[int]) -> list[int]:
    """Those that became rows."""
    found: list[int] = []
    for at in apart:
        before = len(rows.found)
        add_letter(rows, taken[at].raw, taken[at].place)
        if len(rows.found) > before:
            found.append(at)
    return found


def _together(rows: Rows, taken: Sequence[_Taken], frame: pl.DataFrame) -> pl.DataFrame:
    """The columns of `Row`, and `at`."""
    own = [taken[at] for at in frame["at"].to_list()]
    times = list(map(time_of, frame["date"].to_list()))
    texts, forms = _texts(own, frame["content-type"], frame["content-transfer-encoding"])
    return frame.select(
        "at",
        place=pl.Series([one.place for one in own], dtype=pl.String),
        id=pl.col("message-id").str.strip_chars(_AROUND),
        root=_root(),
        time=pl.Series([when for when, _ in times], dtype=pl.Int64),
        zone=pl.Series([zone for _, zone in times], dtype=pl.Int32),
        sender="sender",
        to=readers_of_all(rows, frame.select("to", "cc", "bcc")),
        automatic=_automatic(rows, own, frame),
        subject=_subjects(frame["subject"]),
        text=texts,
        quoted=pl.lit(0, pl.Int32),
        form=forms,
    )


def _texts(own: Sequence[_Taken], kinds: pl.Series, encodings: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Texts and their forms: most lie there as they are."""
    pairs = list(zip(kinds.to_list(), encodings.to_list(), strict=True))
    known = {pair: form_as_it_stands(*pair) for pair in set(pairs)}
    texts: list[str] = []
    forms: list[int] = []
    for one, pair in zip(own, pairs, strict=True):
        text, form = one.text, known[pair]
        if form is None or not 0 < len(text) <= LONGEST:
            text, form = words(one.raw, one.body, *pair)
        texts.append(text)
        forms.append(form)
    return pl.Series(texts, dtype=pl.String), pl.Series(forms, dtype=pl.Int8)


def _root() -> pl.Expr:
    references = pl.col("references").str.strip_chars()
    value = pl.when(references != "").then(references).otherwise("in-reply-to")
    return value.str.extract(_ROOT).str.strip_chars().fill_null("")


def _subjects(values: pl.Series) -> pl.Series:
    odd = values.str.contains(_NOT_AS_IT_STANDS).arg_true()
    return values.str.strip_chars(" ").scatter(odd, [plain(value) for value in values.gather(odd)])


def _automatic(rows: Rows, own: Sequence[_Taken], frame: pl.DataFrame) -> pl.Series:
    """Most letters show it by their strongest sign alone; of the rest each is asked."""
    plain_signs = {sign: AUTOMATIC[automatic_by(sign, "")] for sign in Sign if sign != Sign.PERHAPS}
    found = frame["sign"].replace_strict(plain_signs, default=WRITTEN, return_dtype=pl.Int8)
    daemons = [person for person in frame["sender"].unique() if is_daemon(rows.people[person][0])]
    unclear = pl.col("sign").is_in([FAILED, Sign.PERHAPS]) | pl.col("sender").is_in(daemons)
    some = frame.select(unclear | pl.col("content-type").str.contains(_REPORT)).to_series().arg_true()
    asked = frame.select("sign", "content-type", "subject", "sender")[some]
    kinds = [
        kind_of_machine(own[place].raw, sign, kind, subject, rows.people[sender][0])
        for place, (sign, kind, subject, sender) in zip(some, asked.iter_rows(), strict=True)
    ]
    return found.scatter(some, pl.Series(kinds, dtype=pl.Int8))
