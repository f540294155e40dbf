"""A Radicale of our own: CardDAV for one name, in a folder that goes with it."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.servers import machine


@dataclass(frozen=True)
class Radicale:
    url: str
    folder: Path
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        machine.stop(self.process)


def start_radicale(folder: Path) -> Radicale:
    port, log, users = machine.free_port(), folder / "radicale.log", folder / "users"
    users.write_text("ana:kiln\n")
    config = folder / "config"
    config.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = htpasswd\nhtpasswd_filename = {users}\n"
        f"htpasswd_encryption = plain\ndelay = 0\n[storage]\nfilesystem_folder = {folder / 'books'}\n"
        "[logging]\nlevel = warning\n"
    )
    process = machine.start([sys.executable, "-m", "radicale", "--config", str(config)], log=log)
    machine.wait_for_port(port, process, log)
    return Radicale(f"http://127.0.0.1:{port}", folder, process)
