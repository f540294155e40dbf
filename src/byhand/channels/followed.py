"""What became of a link that was followed."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Outcome(enum.StrEnum):
    """What became of a link."""

    ANSWERS = "answers"
    ELSEWHERE = "elsewhere"  # it answers at another host
    MISSING = "missing"  # 404, 410
    REFUSES = "refuses"  # any other error; many sites refuse whatever is no browser
    CERTIFICATE = "certificate"
    UNKNOWN = "unknown"  # its name stands in no directory
    SILENT = "silent"  # nobody answers there, not in time, or nothing that is HTTP
    CIRCLES = "circles"  # it leads on and on
    NOT_PUBLIC = "not public"  # not asked: an address inside a house
    NAMES_A_USER = "names a user"  # not asked: https://bank.example@other.example
    NO_ADDRESS = "no address"  # not asked: nothing one could ask
    OURS = "ours"  # not asked: this desk
    FIELD = "field"  # not asked: a fact of a reader stands in it
    TOO_MANY = "too many"  # not asked


@dataclass(frozen=True, slots=True)
class Followed:
    """`at`: the address where it ended. `status`: what was answered there; 0: nothing."""

    outcome: Outcome
    at: str
    status: int = 0
