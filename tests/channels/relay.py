"""A line between a client and a server that a test can cut."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Relay:
    """Hands bytes on in both directions."""

    def __init__(self, door: socket.socket, port: int) -> None:
        self.door, self.target = door, port
        self.port: int = door.getsockname()[1]
        self.connections = 0
        self.open: list[socket.socket] = []

    def cut(self) -> None:
        """Every line ends, without a word."""
        for line in list(self.open):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.door.accept()
                server = socket.create_connection(("127.0.0.1", self.target))
                self.connections += 1
                self.open.append(client)
                for one, other in ((client, server), (server, client)):
                    threading.Thread(target=self.hand_on, args=(one, other, client), daemon=True).start()

    def hand_on(self, one: socket.socket, other: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
        for line in (one, other):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        with suppress(ValueError):
            self.open.remove(client)


@contextmanager
def relay_to(port: int, *, host: str = "127.0.0.1") -> Iterator[Relay]:
    with socket.create_server((host, 0)) as door:
        relay = Relay(door, port)
        threading.Thread(target=relay.serve, daemon=True).start()
        yield relay
        door.shutdown(socket.SHUT_RDWR)
        relay.cut()
