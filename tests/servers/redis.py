"""A Redis server of our own, which keeps nothing."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.servers import machine


@dataclass(frozen=True)
class Redis:
    url: str
    port: int
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        machine.stop(self.process)


def start_redis(folder: Path) -> Redis:
    program, port, log = (
        machine.needs("redis-server", "redis-server"),
        machine.free_port(),
        folder / "redis.log",
    )
    command = [program, "--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder)]
    command += ["--save", "", "--appendonly", "no", "--daemonize", "no"]
    process = machine.start(command, log=log)
    machine.wait_for_port(port, process, log)
    return Redis(f"redis://127.0.0.1:{port}/0", port, process)
