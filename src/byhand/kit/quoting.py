"""What of a letter is new, what is quoted, what is signature. Nothing is deleted: the pieces are spans."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from byhand.kit.attributions import quoted_lines
from byhand.kit.signatures import may_hold_signature, signature_start

Kind = Literal["new", "quoted", "signature"]
_RUN = re.compile(rb"\x00+|\x01+|\x02+")
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
    spans = _taken_apart(text)
    if spans is None:
        return Pieces(text.strip(), "", "", (Span("new", 0, len(text)),) if text else ())
    return Pieces(
        _joined(text, spans, "new"), _joined(text, spans, "quoted"), _joined(text, spans, "signature"), spans
    )


def new_text_of(text: str, quotes: bool | None = None, signs: bool | None = None) -> str:
    """What its author wrote now: without quotes and signature. Whoever knows that there are none may say so."""
    spans = _taken_apart(text, quotes, signs)
    return text.strip() if spans is None else _joined(text, spans, "new")


def _taken_apart(text: str, quotes: bool | None = None, signs: bool | None = None) -> tuple[Span, ...] | None:
    """The spans of a text; None if all of it is new."""
    quotes = _may_hold_quotes(text) if quotes is None else quotes
    signs = may_hold_signature(text) if signs is None else signs
    if not quotes and not signs:
        return None
    lines = (text.replace("：", ":") if "：" in text else text).split("\n")
    kinds = quoted_lines(lines) if quotes else bytearray(len(lines))
    if signs:
        _mark_signatures(lines, kinds)
    elif 1 not in kinds:
        return None
    return _spans(lines, kinds)


def _may_hold_quotes(text: str) -> bool:
    return ">" in text or ":" in text or "--" in text or "__" in text or "：" in text


def _mark_signatures(lines: list[str], kinds: bytearray) -> None:
    for run in _RUN.finditer(bytes(kinds)):
        if run[0][0] == 0:
            start = signature_start(lines, run.start(), run.end())
            kinds[start : run.end()] = b"\2" * (run.end() - start)


def _spans(lines: list[str], kinds: bytearray) -> tuple[Span, ...]:
    spans: list[Span] = []
    offset = 0
    for run in _RUN.finditer(kinds):
        start, stop = run.span()
        end = offset + sum(map(len, lines[start:stop])) + (stop - start)
        spans.append(Span(_KINDS[run[0][0]], offset, end - (stop == len(lines))))
        offset = end
    return tuple(spans)


def _joined(text: str, spans: tuple[Span, ...], kind: Kind) -> str:
    pieces = (text[span.start : span.end].rstrip().lstrip("\r\n") for span in spans if span.kind == kind)
    return "\n\n".join(piece for piece in pieces if piece).strip()
