"""The environment variables Byhand reads, typed, each with what it is for.

This is the whole list: nothing else in the product looks at the environment.
`docs/settings.md` is checked against it.
"""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

PACKAGE = Path(__file__).resolve().parents[1]


class BadSetting(Exception):
    """A setting cannot be used; the text is a sentence for the person who set it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, its default, what it is for."""

    name: str
    default: str
    purpose: str

    def read(self) -> str:
        return os.environ.get(self.name, "").strip() or self.default


DATA = Setting("BYHAND_DATA", "var", "The folder that holds everything Byhand keeps: database, mail, keys.")
DATABASE_URL = Setting(
    "BYHAND_DATABASE_URL", "", "A postgresql:// address. Empty: SQLite, a file in the data folder."
)
HOST = Setting("BYHAND_HOST", "127.0.0.1", "The address to listen on.")
PORT = Setting("BYHAND_PORT", "8000", "The port to listen on.")
BASE_URL = Setting(
    "BYHAND_BASE_URL", "", "How colleagues reach the desk, https://desk.example.org. Empty: http://localhost."
)
TRUST_PROXY = Setting(
    "BYHAND_TRUST_PROXY", "no", "yes: believe X-Forwarded-For and X-Forwarded-Proto of a proxy before us."
)
CHORES = Setting("BYHAND_CHORES", "yes", "no: this process serves pages only and does no chores.")
LANGUAGE = Setting("BYHAND_LANGUAGE", "en", "The language of pages before someone has chosen one.")
TIME_ZONE = Setting("BYHAND_TIME_ZONE", "UTC", "The time zone of the desk, such as Europe/Berlin.")
LOG_LEVEL = Setting("BYHAND_LOG_LEVEL", "INFO", "How much is logged: DEBUG, INFO, WARNING or ERROR.")
CLAMD = Setting(
    "BYHAND_CLAMD",
    "",
    "Where clamd listens, host:port or /a/socket. Empty: files are not checked for viruses.",
)
REDIS_URL = Setting(
    "BYHAND_REDIS_URL", "", "A redis:// address that carries live news between nodes. Empty: PostgreSQL does."
)
PROCESSES = Setting(
    "BYHAND_PROCESSES", "", "How many processes serve pages. Empty: two on PostgreSQL, one on SQLite."
)
WRITES_DOWN = Setting(
    "BYHAND_WRITES_DOWN",
    "",
    "A command that reads a recording and prints what it hears. Empty: nothing is written down.",
)

ALL = (
    DATA, DATABASE_URL, HOST, PORT, BASE_URL, TRUST_PROXY, CHORES, LANGUAGE, TIME_ZONE, LOG_LEVEL, CLAMD, REDIS_URL,
    PROCESSES, WRITES_DOWN,
)  # fmt: skip


def data_folder() -> Path:
    """The data folder, absolute; it may not exist yet."""
    return Path(DATA.read()).expanduser().resolve()


def port() -> int:
    """The port as a number. Raises BadSetting."""
    text = PORT.read()
    if not text.isdigit() or not 0 <= int(text) <= 65535:
        raise BadSetting(f"{PORT.name} is “{text}”, which is no port. Give a number from 1 to 65535.")
    return int(text)


def base_url() -> str:
    """Where the desk is reached, without a slash at the end. Raises BadSetting."""
    text = BASE_URL.read().rstrip("/") or f"http://localhost:{port()}"
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadSetting(f"{BASE_URL.name} is “{text}”. Give the whole address, https://desk.example.org.")
    return text


def clamd() -> str | tuple[str, int]:
    """The socket's path, or host and port; empty without a scanner. Raises BadSetting."""
    text = CLAMD.read()
    host, colon, number = text.rpartition(":")
    if not text or text.startswith("/"):
        return text
    if not colon or not host or not number.isdigit() or not 0 < int(number) <= 65535:
        raise BadSetting(
            f"{CLAMD.name} is “{text}”. Give host:port, or the path of a socket beginning with /."
        )
    return host.strip("[]"), int(number)


def writes_down() -> tuple[str, ...]:
    """The program that writes recordings down, with its words; empty without one. Raises BadSetting."""
    try:
        return tuple(shlex.split(WRITES_DOWN.read()))
    except ValueError as broken:
        raise BadSetting(
            f"{WRITES_DOWN.name} cannot be read as a command: a quote is not closed."
        ) from broken


def processes() -> int:
    """How many processes serve pages. Raises BadSetting."""
    text, has_postgresql = PROCESSES.read(), bool(DATABASE_URL.read())
    if not text:
        return min(2, os.cpu_count() or 1) if has_postgresql else 1
    if not text.isdigit() or not 0 < int(text) <= 64:
        raise BadSetting(f"{PROCESSES.name} is “{text}”. Give a number from 1 to 64.")
    if int(text) > 1 and not has_postgresql:
        raise BadSetting(
            f"{PROCESSES.name} is {text}, but SQLite is served by one process. PostgreSQL takes more."
        )
    return int(text)


def redis_url() -> str:
    """Where Redis is, or nothing. Raises BadSetting."""
    text = REDIS_URL.read()
    if text and (urlsplit(text).scheme not in ("redis", "rediss", "unix") or len(text) < 9):
        raise BadSetting(f"{REDIS_URL.name} must look like redis://:password@host:6379/0.")
    return text


def yes_or_no(setting: Setting) -> bool:
    """A switch. Raises BadSetting on anything but yes and no."""
    text = setting.read().lower()
    if text not in ("yes", "no"):
        raise BadSetting(f"{setting.name} is “{text}”. Say yes or no.")
    return text == "yes"
