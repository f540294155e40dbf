"""A clamd of our own that knows one virus, the EICAR test file: its real database is hundreds of megabytes."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.servers import machine

# In two halves, so that no scanner of a developer's machine takes this file for it.
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()
MOST = 1024 * 1024


@dataclass(frozen=True)
class Clamd:
    port: int
    socket: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        machine.stop(self.process)


def start_clamd(folder: Path) -> Clamd:
    program, port, log = machine.needs("clamd", "clamav-daemon"), machine.free_port(), folder / "clamd.log"
    known = folder / "known"
    known.mkdir()
    (known / "test.ndb").write_text(f"Eicar-Test-Signature:0:0:{EICAR.hex()}\n")
    (folder / "clamd.conf").write_text(
        f"TCPSocket {port}\nTCPAddr 127.0.0.1\nLocalSocket {folder}/clamd.socket\nDatabaseDirectory {known}\n"
        f"StreamMaxLength {MOST}\nForeground yes\nMaxThreads 2\nTemporaryDirectory {folder}\n"
    )
    process = machine.start([program, f"--config-file={folder}/clamd.conf"], log=log)
    machine.wait_for_port(port, process, log)
    return Clamd(port, f"{folder}/clamd.socket", process)
