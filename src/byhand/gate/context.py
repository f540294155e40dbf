"""What the caller knows and the gate must judge."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Context:
    """What these words answer, what the writer had seen, and what is newest there now.

    `about` names the conversation for the journal's reader; `seen` and `newest` are ids of messages, 0 for none.
    """

    about: str
    answers_them: bool
    seen: int = 0
    newest: int = 0
