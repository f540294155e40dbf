"""Composing: a letter's exact bytes, the same each time they are asked for."""

from __future__ import annotations

from byhand.channels.envelope import Outgoing


def compose(outgoing: Outgoing) -> bytes:
    raise NotImplementedError
