"""The audit: what does our own mail say about us? A program without Django; it imports `kit` alone."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from byhand.audit.library import Messages, audit, hand_over, read

__all__ = ["Messages", "audit", "hand_over", "read"]


def __getattr__(name: str) -> object:
    """The library, loaded when asked for: a page that shows a report must not wait for Polars, nor need it."""
    if name in __all__:
        return getattr(import_module("byhand.audit.library"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
