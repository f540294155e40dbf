"""A connection that ends in time: who dribbles an answer byte by byte is given no more time than anybody else."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore


class Hurried(httpcore.NetworkBackend):
    """Connects as another does, and reads until a moment (of `time.monotonic`) and no longer."""

    def __init__(self, until: float, through: httpcore.NetworkBackend | None = None) -> None:
        self._until = until
        self._through = through or httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        line = self._through.connect_tcp(host, port, timeout, local_address, socket_options)
        return _HurriedLine(line, self._until)


class _HurriedLine(httpcore.NetworkStream):
    def __init__(self, line: httpcore.NetworkStream, until: float) -> None:
        self._line, self._until = line, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if time.monotonic() > self._until:
            raise httpcore.ReadTimeout
        return self._line.read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._line.write(buffer, timeout)

    def close(self) -> None:
        self._line.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _HurriedLine(self._line.start_tls(ssl_context, server_hostname, timeout), self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._line.get_extra_info(info)
