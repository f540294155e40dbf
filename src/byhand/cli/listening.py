"""Listening: the one socket of the desk, bound before anything else is begun."""

from __future__ import annotations

import errno
import socket

from byhand.cli.saying import Problem


def listen(host: str, port: int) -> socket.socket:
    """A bound socket for the server. Raises Problem with a sentence when it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(2048)
    except OSError as problem:
        bound.close()
        raise Problem(_why_not(host, port, problem)) from None
    return bound


def _why_not(host: str, port: int, problem: OSError) -> str:
    if problem.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8000
        return f"Port {port} is in use. Stop what uses it, or choose another: --port {other}."
    if problem.errno == errno.EACCES:
        return f"Port {port} is reserved for the system. Choose one over 1023, such as --port 8000."
    return f"Byhand cannot listen on {host}, port {port}: {problem.strerror or problem}."
