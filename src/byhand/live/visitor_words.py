"""What a visitor's page may say, read from the bytes of a stranger: everything is cut, nothing is believed."""

from __future__ import annotations

import json
import re
from typing import Any, cast

from byhand.live.attending import Hello, Word

LONGEST_WORDS = 6_000
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32,64}", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9-]{6,40}", re.ASCII)
_CHAT = re.compile(r"[a-z0-9]{8,40}", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)


def read_object(text: str | bytes | None, most: int) -> dict[str, Any] | None:
    """An object of JSON, short. None for anything else."""
    if not text or len(text) > most:
        return None
    try:
        word = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", word) if isinstance(word, dict) else None


def hello_in(said: dict[str, Any]) -> Hello | None:
    """Who says they are who; None if that is no hello."""
    chat, token = said.get("chat"), said.get("token")
    if not _is(_CHAT, chat) or not _is(_TOKEN, token):
        return None
    language = said.get("language")
    return Hello(
        cast("str", chat), cast("str", token), identity=text_in(said, "identity", 2_000),
        page=text_in(said, "page", 500), language=cast("str", language)[:16] if _is(_LANGUAGE, language) else "",
    )  # fmt: skip


def word_in(hello: Hello, said: object) -> Word | None:
    """What they say; None if it is no word."""
    if not isinstance(said, dict):
        return None
    found = cast("dict[str, Any]", said)
    words = text_in(found, "words", LONGEST_WORDS + 1)
    if not _is(_ID, found.get("id")) or not words.strip() or len(words) > LONGEST_WORDS:
        return None
    return Word(hello, found["id"], words)


def text_in(said: dict[str, Any], name: str, most: int) -> str:
    """A text as PostgreSQL can keep it: no NUL, no half of a surrogate pair."""
    found = said.get(name)
    if not isinstance(found, str):
        return ""
    return found[:most].replace("\x00", "").encode("utf-8", "ignore").decode()


def number_in(said: dict[str, Any], name: str) -> int:
    found = said.get(name)
    return min(max(found, 0), 2**31 - 1) if isinstance(found, int) and not isinstance(found, bool) else 0


def _is(form: re.Pattern[str], given: object) -> bool:
    return isinstance(given, str) and form.fullmatch(given) is not None
