"""What the exchange told: the fields of its request, by name; those of the address begin with a question mark."""

from __future__ import annotations

from collections.abc import Mapping

Told = Mapping[str, str]

# `CallStatus` of a call whose caller is no longer on the line.
GONE = ("completed", "canceled", "busy", "failed", "no-answer")
