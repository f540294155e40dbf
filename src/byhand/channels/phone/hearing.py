"""Hearing: a request of the exchange, read. Nothing in it is believed before its signature is found to be right."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, cast
from urllib.parse import parse_qsl

from byhand.channels.phone.account import Line
from byhand.channels.phone.signature import is_genuine

# A genuine request has some forty short fields.
LONGEST_BODY = 64 * 1024
MOST_FIELDS = 200
LONGEST_ID = 64
FORM = "application/x-www-form-urlencoded"


class TooMuch(Exception):
    """No exchange says so much at once."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What came: the step of the address it came to (`call`, `rang/1` …), that address's query, the fields."""

    step: str
    query: str
    pairs: tuple[tuple[str, str], ...] = field(repr=False)
    is_form: bool = True

    @property
    def fields(self) -> Mapping[str, str]:
        """By name, as they can be stored; of several of one name, the last."""
        return {_plain(name): _plain(value) for name, value in self.pairs}

    def asked(self) -> Mapping[str, str]:
        """What the address itself says behind its question mark, each name with that mark before it."""
        return {f"?{name}": _plain(value) for name, value in parse_qsl(self.query)[:MOST_FIELDS]}

    @property
    def about(self) -> str:
        """The exchange's id of the call or text it is about; empty if it names none."""
        told = self.fields
        return (told.get("CallSid") or told.get("MessageSid") or told.get("SmsSid") or "")[:LONGEST_ID]

    def digest(self) -> str:
        """Equal for the same request."""
        told = json.dumps([self.step, self.query, sorted(self.pairs)], ensure_ascii=True)
        return sha256(told.encode()).hexdigest()

    def is_genuine(self, line: Line, signature: str, *, url: str, body: bytes) -> bool:
        """Whether the exchange sent it to that address of ours, with that body."""
        return is_genuine(
            signature, token=line.token, url=url, fields=self.pairs, body=body, is_form=self.is_form
        )


def hear(step: str, query: str, content_type: str, body: bytes) -> Heard:
    """Reads a request. Raises TooMuch; fields that cannot be read are simply not there."""
    if len(body) > LONGEST_BODY:
        raise TooMuch
    if content_type.partition(";")[0].strip().lower() == "application/json":
        return Heard(step, query, _of_json(body), is_form=False)
    text = body.decode("utf-8", "replace")
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise TooMuch from None
    return Heard(step, query, tuple(pairs))


def _of_json(body: bytes) -> tuple[tuple[str, str], ...]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    rows = cast(dict[str, Any], told).items() if isinstance(told, dict) else ()
    return tuple((name, str(value)) for name, value in rows if not isinstance(value, dict | list))


def _plain(text: str) -> str:
    """Without what PostgreSQL cannot store."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
