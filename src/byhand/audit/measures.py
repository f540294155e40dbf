"""What is counted over every message and every sentence, and what the findings tell of."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Measures:
    """Frames of one history: what a row is, and its columns."""

    shares: pl.DataFrame  # a message of ours: row, sender, share of its words that are scripts
    spread: pl.DataFrame  # one of the widest scripts: unit, people, messages, colleagues
    saying: pl.DataFrame  # a message that says one of these: unit, row
    pairs: pl.DataFrame  # an answer given twice: first, row, person, covered, asked
    outcomes: pl.DataFrame  # a touch of ours: row, person, automatic, touch, answered, left
    waits: pl.DataFrame  # a person's message to us: row, person, here, anywhere (times of the next answers)
    ties: pl.DataFrame  # a colleague and a person: sent, came, messages, last, wrote, spoke
