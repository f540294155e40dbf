"""A matter: one conversation as another desk tells of it. Nothing in it is believed or checked yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Entry = Mapping[str, Any]
State = Literal["open", "done", "spam", "gone"]


class NotAnExport(ValueError):
    """The JSON has no shape we know. Its text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody there. `ours`: a colleague; None where the entry does not say."""

    name: str = ""
    address: str = ""
    phone: str = ""
    id: str = ""
    ours: bool | None = None

    def __str__(self) -> str:
        """`Name <address>`, or whichever of them there is."""
        name = self.name.strip().replace('"', "")
        return f'"{name}" <{self.address}>' if name and self.address else self.address or name


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that went along: its bytes if the entry holds them, else where an export may have them."""

    name: str
    type: str = ""
    id: str = ""
    path: str = ""
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """One thing said in it: to a customer, by one, or among colleagues (`is_note`)."""

    id: str
    by: Who
    to: tuple[Who, ...]
    when: object  # seconds since 1970, ISO 8601 or a mail's date, as it stands there
    subject: str = ""
    text: str = ""
    html: str = ""
    cc: tuple[Who, ...] = ()
    files: tuple[Enclosed, ...] = ()
    message_id: str = ""
    by_rule: bool = False
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """A conversation: where it stood, what it was tagged with, who had it, and what was said, in order."""

    desk: str
    id: str
    place: str  # for the account: "ticket 7"
    words: tuple[Word, ...] = ()
    subject: str = ""
    state: State = "done"
    since: object = None  # since when it is done
    until: object = None  # put off until then
    tags: tuple[str, ...] = ()
    has_it: Who = field(default_factory=Who)
