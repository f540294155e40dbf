"""What the caller knows and the gate must judge."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Context:
    """What these words answer, what the writer had seen, and what is newest there now.

    `about` names the conversation for the journal's reader; `seen` and `newest` are ids of messages, 0 for none.
    `answers_them`: they spoke, and this belongs to it. `is_owed`: we promised it, or it belongs to an open order or
    invoice. What is neither draws on their budget; past that it needs a `reason`, in its author's words.
    """

    about: str
    answers_them: bool
    seen: int = 0
    newest: int = 0
    is_owed: bool = False
    reason: str = ""

    @property
    def draws_on_the_budget(self) -> bool:
        return not (self.answers_them or self.is_owed)
