"""Quoting facts: which facts a letter repeats, and which of its words are the writer's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from byhand.conversations.fact import Fact, FactQuoted, barred, plain

if TYPE_CHECKING:
    from byhand.conversations.message import Message

BAR = "|"


def is_barred(line: str) -> bool:
    """Whether a line is a fact's and not the writer's."""
    return line.startswith(f"{BAR} ") or line.rstrip() == BAR


def own_words(text: str) -> str:
    """A letter without the facts it quotes: they never count as said again."""
    return "\n".join(line for line in text.split("\n") if not is_barred(line)).strip()


def note_facts(message: Message) -> None:
    """Links a letter to every fact it repeats word for word. Asks nothing of a letter without bars."""
    lines = plain(message.new_text)
    if not any(map(is_barred, lines.split("\n"))):
        return
    said = f"\n{lines}\n"
    FactQuoted.objects.bulk_create(
        FactQuoted(fact=fact, message=message, words=fact.text)
        for fact in Fact.objects.living()
        if f"\n{barred(fact.text)}\n" in said
    )
