"""What of a letter is new, what is quoted, what is signature. Nothing is deleted: the pieces are spans."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from byhand.kit.attributions import quoted_lines
from byhand.kit.signatures import SIGNS, may_hold_signature, signature_start

Kind = Literal["new", "quoted", "signature"]
_RUN = re.compile(rb"\x00+|\x01+|\x02+")
_NEW = re.compile(rb"\x00+")
_KINDS: tuple[Kind, ...] = ("new", "quoted", "signature")


@dataclass(frozen=True, slots=True)
class Span:
    """text[start:end] of one kind; spans follow each other without gaps."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text taken apart; `spans` say where, so that a page can fold without losing a letter."""

    new_text: str
    quoted: str
    signature: str
    spans: tuple[Span, ...]


def split(text: str) -> Pieces:
    """Takes a letter's text apart, in time proportional to its length."""
    lines, kinds = _taken_apart(text)
    if _is_all_new(kinds):
        return Pieces(text.strip(), "", "", (Span("new", 0, len(text)),) if text else ())
    spans = _spans(lines, kinds)
    return Pieces(
        _all(text, spans, "new"), _all(text, spans, "quoted"), _all(text, spans, "signature"), spans
    )


def new_text_of(text: str, quotes: bool | None = None, signs: bool | None = None) -> str:
    """`split(text).new_text`, without the work for the rest. Whoever knows that there are no quotes may say so."""
    if quotes is False and signs is False:
        return text.strip()
    lines, kinds = _taken_apart(text, quotes, signs)
    if _is_all_new(kinds):
        return text.strip()
    return _joined("\n".join(lines[run.start() : run.end()]) for run in _NEW.finditer(kinds))


def _taken_apart(
    text: str, quotes: bool | None = None, signs: bool | None = None
) -> tuple[list[str], bytearray]:
    """The lines of a text, and one byte for each of them: 0 new, 1 quoted, 2 signature."""
    lines = text.split("\n")
    plain = text.replace("：", ":").split("\n") if "：" in text else lines
    quotes = _may_hold_quotes(text) if quotes is None else quotes
    kinds = quoted_lines(plain) if quotes else bytearray(len(lines))
    _mark_signatures(text, plain, kinds, signs)
    return lines, kinds


def _is_all_new(kinds: bytearray) -> bool:
    return 1 not in kinds and 2 not in kinds


def _may_hold_quotes(text: str) -> bool:
    return ">" in text or ":" in text or "--" in text or "__" in text or "：" in text


def _mark_signatures(text: str, lines: list[str], kinds: bytearray, signs: bool | None) -> None:
    """`signs` says whether the letter may hold a signature; None if nobody looked."""
    for run in _NEW.finditer(bytes(kinds)) if signs is not False else ():
        start, end = run.span()
        signed = signature_start(lines, start, end)
        if signed == end:
            continue
        if signs is None:  # asked late: the look at the whole letter takes longer
            signs = lines[signed][0] in SIGNS or may_hold_signature(text)
        if not signs:
            return
        kinds[signed:end] = b"\2" * (end - signed)


def _spans(lines: list[str], kinds: bytearray) -> tuple[Span, ...]:
    spans: list[Span] = []
    offset = 0
    for run in _RUN.finditer(kinds):
        start, stop = run.span()
        end = offset + sum(map(len, lines[start:stop])) + (stop - start)
        spans.append(Span(_KINDS[run[0][0]], offset, end - (stop == len(lines))))
        offset = end
    return tuple(spans)


def _all(text: str, spans: tuple[Span, ...], kind: Kind) -> str:
    return _joined(text[span.start : span.end] for span in spans if span.kind == kind)


def _joined(stretches: Iterable[str]) -> str:
    pieces = (stretch.rstrip().lstrip("\r\n") for stretch in stretches)
    return "\n\n".join(piece for piece in pieces if piece).strip()
