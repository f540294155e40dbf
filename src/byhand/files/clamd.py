"""Asking clamd about bytes: its INSTREAM command (clamd(8)), over TCP or a socket of this machine."""

from __future__ import annotations

import socket
from contextlib import suppress
from struct import pack

from django.conf import settings
from django.utils.translation import gettext as _

PIECE = 256 * 1024
PATIENCE = 60.0


class NoAnswer(Exception):
    """The scanner said neither yes nor no; the text is a sentence for a person."""


def is_wanted() -> bool:
    """Whether this house has a scanner."""
    return bool(settings.CLAMD)


def scan(content: bytes) -> str:
    """The name of what was found in the bytes; empty if they are clean. Raises NoAnswer."""
    try:
        with _connected() as line:
            line.sendall(b"zINSTREAM\0")
            # It answers and hangs up early when the bytes are too many: what it said is still to be read.
            with suppress(BrokenPipeError, ConnectionResetError):
                _say(line, content)
            return _understood(_heard(line))
    except OSError as trouble:
        told = {"why": trouble.strerror or type(trouble).__name__}
        raise NoAnswer(_("The virus scanner does not answer: %(why)s") % told) from None


def _connected() -> socket.socket:
    place = settings.CLAMD
    if isinstance(place, tuple):
        return socket.create_connection(place, timeout=PATIENCE)
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(PATIENCE)
    try:
        line.connect(place)
    except OSError:
        line.close()
        raise
    return line


def _say(line: socket.socket, content: bytes) -> None:
    for start in range(0, len(content), PIECE):
        piece = content[start : start + PIECE]
        line.sendall(pack("!L", len(piece)) + piece)
    line.sendall(pack("!L", 0))


def _heard(line: socket.socket) -> str:
    heard = b""
    while not heard.endswith(b"\0") and len(heard) < 4096:
        piece = line.recv(1024)
        if not piece:
            break
        heard += piece
    return heard.rstrip(b"\0\n").decode("utf-8", "replace")


def _understood(answer: str) -> str:
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")[:200] or "unnamed"
    if "size limit" in said:
        raise NoAnswer(
            _("The file is larger than the virus scanner takes; its StreamMaxLength says how much.")
        )
    raise NoAnswer(_("The virus scanner does not answer: %(why)s") % {"why": said[:200] or _("it hung up")})
