"""An SMTP server that records what it took, and behaves as badly as it is told to: in a process of its own.

It refuses, puts off, closes and hangs by chance, each at its own step, and writes down what it took before it answers:
so whoever has no answer cannot know, and the record does. One line a letter: recipient and Message-ID.
"""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers import machine

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Moody:
    """Where it listens and what it wrote down."""

    port: int
    record: Path

    def took(self) -> Counter[str]:
        """How often it took a letter to each recipient."""
        return Counter(line.split("\t")[0] for line in self._lines() if not line.startswith(("!", "?")))

    def asked_to_slow_down(self) -> int:
        """How often it said that too much comes."""
        return sum(line.startswith("?") for line in self._lines())

    def left_open(self) -> int:
        """How often it hung or closed once it had been told everything."""
        return sum(line.startswith("!") for line in self._lines())

    def _lines(self) -> list[str]:
        return self.record.read_text().splitlines()


@contextmanager
def moody(folder: Path, *, moods: str = "") -> Iterator[Moody]:
    """`moods`: a chance in a thousand for each of refuse, defer, defer-after, refuse-after, hang, drop, drop-before;
    slow: that too much comes to `slow.` domains."""
    record, log, port = folder / "taken", folder / "moody.log", machine.free_port()
    record.touch()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.servers.moody", str(port), str(record), moods],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=log.open("wb"), stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        machine.wait_for_port(port, process, log)
        yield Moody(port, record)
    finally:
        process.kill()
        process.wait()


class Talk(asyncio.Protocol):
    """One connection."""

    def __init__(self, moods: dict[str, float], record) -> None:
        self.moods, self.record, self.rest = moods, record, b""
        self.to, self.letter, self.hangs = "", None, False

    def connection_made(self, transport) -> None:
        self.wire = transport
        self.say("220 moody")

    def data_received(self, data: bytes) -> None:
        self.rest += data
        while self.rest and not self.hangs and not self.wire.is_closing():
            if self.letter is not None:
                end = self.rest.find(b"\r\n.\r\n")
                if end < 0:
                    return
                letter, self.rest, self.letter = self.rest[:end], self.rest[end + 5 :], None
                self.take(letter)
                continue
            line, found, rest = self.rest.partition(b"\r\n")
            if not found:
                return
            self.rest = rest
            self.hear(line.decode())

    def hear(self, line: str) -> None:
        verb = line[:4].upper()
        if verb == "EHLO":
            groups = "" if "one-by-one" in self.moods else "250-PIPELINING\r\n"
            self.say(f"250-moody\r\n{groups}250 SIZE 50000000")
        elif verb == "RCPT":
            self.to = line.partition("<")[2].rstrip(">")
            too_much = "@slow." in self.to and self.feels("slow")
            if too_much:
                self.write(f"? {self.to}")
            self.say(
                "421 4.7.0 Too many messages from you" if too_much
                else "550 5.7.1 Not from you" if self.feels("refuse", self.to)
                else "450 4.2.0 Come again" if self.feels("defer") else "250 2.1.5 Ok"
            )  # fmt: skip
        elif verb == "DATA":
            if self.feels("drop-before"):
                self.wire.close()
            else:
                self.letter = b""
                self.say("354 Go ahead")
        elif verb == "QUIT":
            self.say("221 Bye")
            self.wire.close()
        else:
            self.say("250 2.0.0 Ok")

    def take(self, letter: bytes) -> None:
        if self.feels("defer-after"):
            return self.say("451 4.3.0 Come again")
        if self.feels("refuse-after"):
            return self.say("554 5.6.0 I do not like it")
        self.hangs, drops = self.feels("hang"), self.feels("drop")
        if not self.hangs or random.random() < 0.5:  # who hangs may have taken it, or not
            name = next((one for one in letter.split(b"\r\n") if one.lower().startswith(b"message-id:")), b"")
            self.write(f"{self.to}\t{name.decode()}")
        if self.hangs or drops:
            self.write("! no answer")
            return self.wire.abort() if drops else None
        return self.say("250 2.0.0 Taken")

    def write(self, line: str) -> None:
        self.record.write(line + "\n")
        self.record.flush()

    def feels(self, what: str, by: str = "") -> bool:
        """By chance; where `by` is given, always the same for the same."""
        dice = random.Random(by) if by else random
        return dice.random() < self.moods.get(what, 0) / 1000

    def say(self, line: str) -> None:
        self.wire.write(f"{line}\r\n".encode())


async def serve(port: int, record: Path, moods: dict[str, float]) -> None:
    with record.open("a") as file:
        server = await asyncio.get_running_loop().create_server(lambda: Talk(moods, file), "127.0.0.1", port)
        await server.serve_forever()


if __name__ == "__main__":
    _port, _record, _moods = sys.argv[1:]
    said = dict(one.split("=") for one in _moods.split(",") if one)
    asyncio.run(serve(int(_port), Path(_record), {name: float(chance) for name, chance in said.items()}))
