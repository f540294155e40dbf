"""A report to share: people, addresses and domains by made-up names, no words of theirs."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, cast

from byhand.audit.report import Example, Report, Script

_ADDRESS = re.compile(r"[\w.+%'-]+@[\w.-]+|(?:https?://|www\.)\S+")
_QUOTED = re.compile(r"“.*”", re.DOTALL)
_NAMED = re.compile(r"\b(?!I\b)[^\W\d_a-z][\w'’-]*|\w*\d\w*")  # filled-in names begin with a capital
_PEOPLE = {"person", "colleague", "ours", "theirs"}
_LEFT_OUT = "left out"


def mask(report: Report) -> Report:
    """The same figures; whoever is named becomes “Person 12”, the same one everywhere."""
    return cast(Report, _Mask().over(report))


class _Mask:
    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def over(self, value: Any, name: str = "") -> Any:
        if isinstance(value, Example):
            return Example("", value.date, _LEFT_OUT, _LEFT_OUT)
        if isinstance(value, Script):
            value = replace(value, sentence=_nameless(value.sentence))
        if is_dataclass(value) and not isinstance(value, type):
            changed = {one.name: self.over(getattr(value, one.name), one.name) for one in fields(value)}
            return replace(value, **changed)
        if isinstance(value, tuple):
            return self._over_many(cast("tuple[Any, ...]", value), name)
        if isinstance(value, str):
            return self._over_words(value, name)
        return value

    def _over_many(self, values: tuple[Any, ...], name: str) -> tuple[Any, ...]:
        if name == "us":
            return tuple("us" for _ in values)
        if name == "senders":
            return tuple((self._person(one), count) for one, count in values)
        if name == "listed":
            return tuple((_LEFT_OUT, why) for _, why in values)
        return tuple(self.over(one, name) for one in values)

    def _over_words(self, words: str, name: str) -> str:
        if name in _PEOPLE:
            return self._person(words)
        if name == "sentence":  # a script's own, or advice that quotes one between “ and ”
            return self._over_sentence(words)
        return _LEFT_OUT if name == "subject" else _ADDRESS.sub("@", words)

    def _over_sentence(self, words: str) -> str:
        return _QUOTED.sub(lambda found: _nameless(found[0]), words) if "“" in words else words

    def _person(self, words: str) -> str:
        return self.names.setdefault(words, f"Person {len(self.names) + 1}")


def _nameless(words: str) -> str:
    """A sentence without what may name somebody: addresses, links, numbers, words with a capital."""
    return _NAMED.sub("…", _ADDRESS.sub("@", words))
