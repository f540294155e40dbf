"""How much of one message is understood before a person has to decide."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Whatever lies beyond a limit stays in the raw bytes and is named in `problems`."""

    depth: int = 60  # parts within parts
    parts: int = 1_000
    header_bytes: int = 1_000_000  # of one header block
    addresses: int = 2_000  # of one field
    references: int = 500
    text_bytes: int = 5_000_000  # of all text shown
    html_bytes: int = 3_000_000
    links: int = 5_000
    unpacked_bytes: int = 50_000_000  # of one winmail.dat
    seconds: float = 20.0


DEFAULT = Limits()
