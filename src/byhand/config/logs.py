"""Logs: one line an event, name and fields, never a message's words, an address or a secret."""

from __future__ import annotations

import logging
from typing import Any

_KNOWN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class Fields(logging.Formatter):
    """`time level logger event key=value …`, with the traceback below if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        extra = {key: value for key, value in vars(record).items() if key not in _KNOWN}
        fields = " ".join(
            f"{key}={value}" for key, value in sorted(extra.items()) if isinstance(value, str | int)
        )
        head, newline, traceback = line.partition("\n")
        return f"{head} {fields}".rstrip() + newline + traceback


def configuration(level: str) -> dict[str, Any]:
    """Django's LOGGING."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"fields": {"()": Fields, "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "fields"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {"byhand": {"level": level.upper()}},
    }
