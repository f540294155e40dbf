"""A TURN server of our own on loopback: coturn, with the secret its credentials are made of."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.servers import machine

SECRET = "a secret the relay knows"


@dataclass(frozen=True)
class Coturn:
    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        machine.stop(self.process)


def start_coturn(folder: Path) -> Coturn:
    program, port, log = machine.needs("turnserver", "coturn"), machine.free_port(), folder / "turn.log"
    lowest = machine.free_port()
    options = {
        "listening-ip": "127.0.0.1", "relay-ip": "127.0.0.1", "listening-port": str(port), "min-port": str(lowest),
        "max-port": str(lowest + 60), "realm": "kiln.example", "static-auth-secret": SECRET, "log-file": "stdout",
        "pidfile": str(folder / "turn.pid"), "userdb": str(folder / "turn.db"),
    }  # fmt: skip
    switches = (
        "use-auth-secret",
        "fingerprint",
        "no-tls",
        "no-dtls",
        "no-cli",
        "allow-loopback-peers",
        "verbose",
    )
    settings = folder / "turn.conf"
    lines = [f"{name}={value}" for name, value in options.items()]
    settings.write_text("\n".join([*lines, *switches]) + "\n")
    process = machine.start([program, "-c", str(settings)], log=log)
    machine.wait_for_port(port, process, log)
    return Coturn(f"turn:127.0.0.1:{port}", log, process)
