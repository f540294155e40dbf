"""A little SMTP server that does what the test tells it at each step: answer, stay silent, or hang up."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

HANG_UP, SILENCE = "hang up", "silence"
ANSWERS = {"greeting": "220 mail.test", "EHLO": "250-mail.test\r\n250-8BITMIME\r\n250 SIZE 100000", "MAIL": "250 ok",
           "RCPT": "250 ok", "DATA": "354 go on", ".": "250 2.0.0 queued as 42", "QUIT": "221 bye",
           "RSET": "250 ok", "HELO": "250 mail.test"}  # fmt: skip


@dataclass
class ScriptedSmtp:
    """What was said to it, one list a connection."""

    port: int
    script: dict[str, str]
    heard: list[list[str]] = field(default_factory=list)
    letters: list[bytes] = field(default_factory=list)
    let_go: threading.Event = field(default_factory=threading.Event)

    def speak(self, connection: socket.socket) -> None:
        with suppress(ConnectionError):
            self.listen(connection)

    def listen(self, connection: socket.socket) -> None:
        heard: list[str] = []
        self.heard.append(heard)
        with connection, connection.makefile("rb") as lines:
            if not self.answer(connection, "greeting"):
                return
            while line := lines.readline():
                heard.append(line.decode().strip())
                verb = line.decode().split()[0].upper()
                if not self.answer(connection, verb):
                    return
                if verb == "DATA" and self.said(verb).startswith("354") and not self.take(connection, lines):
                    return

    def take(self, connection: socket.socket, lines) -> bool:
        letter = b""
        if self.said("content") == HANG_UP:
            connection.recv(100)
            return False
        while (line := lines.readline()) != b".\r\n":
            if not line:
                return False
            letter += line
        self.letters.append(letter)
        return self.answer(connection, ".")

    def said(self, verb: str) -> str:
        return {**ANSWERS, **self.script}.get(verb, "502 what?")

    def answer(self, connection: socket.socket, verb: str) -> bool:
        said = self.said(verb)
        if said == SILENCE:
            self.let_go.wait(3)
        if said in (SILENCE, HANG_UP):
            return False
        connection.sendall(f"{said}\r\n".encode())
        return True


@contextmanager
def scripted_smtp(**script: str) -> Iterator[ScriptedSmtp]:
    """`scripted_smtp(MAIL="550 no")`; `dot` is the answer to the last dot."""
    script = {{"dot": "."}.get(verb, verb): said for verb, said in script.items()}
    with socket.create_server(("127.0.0.1", 0)) as door:
        server = ScriptedSmtp(door.getsockname()[1], script)

        def wait() -> None:
            while True:
                try:
                    connection, _ = door.accept()
                except OSError:
                    return
                threading.Thread(target=server.speak, args=(connection,), daemon=True).start()

        threading.Thread(target=wait, daemon=True).start()
        yield server
        server.let_go.set()
        door.shutdown(socket.SHUT_RDWR)
