"""A Postfix of our own, which delivers into a Dovecot of ours and sends nothing away.

Whatever is under .test is delivered; some local parts are refused, as `REFUSALS` tells. Mail to any
other domain is taken from whoever signs in, and bounces.
"""

import shutil
import stat
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from string import Template

from tests.servers import machine
from tests.servers.dovecot import LMTP, Dovecot
from tests.servers.maillog import Accepted, accepted

PACKAGE = "postfix"
HERE = Path(__file__).parent
REFUSALS = {
    "gone": "550 5.1.1 Nobody of that name lives here",
    "full": "552 5.2.2 The mailbox is full",
    "busy": "450 4.2.0 Greylisted, please come again",
    "down": "451 4.3.0 Something is out of order here",
}


@dataclass(frozen=True)
class Postfix:
    """`smtp` takes mail for .test from anyone.

    `submission` (STARTTLS) and `submissions` (TLS) want a mailbox's address and password.
    """

    folder: Path
    host: str
    smtp: int
    submission: int
    submissions: int
    certificate: Path
    process: subprocess.Popen[bytes]

    def log(self) -> str:
        path = self.folder / "maillog"
        return path.read_text(errors="replace") if path.exists() else ""

    def accepted(self) -> list[Accepted]:
        """What it took over SMTP, one entry a recipient, in order; waits until all is delivered."""
        machine.wait_until(lambda: not self.queued(), f"Mail is still in the queue: {self.log()[-2000:]}")
        mark = f"all delivered {time.monotonic_ns()}"
        subprocess.run(["postlog", "-c", str(self.folder), mark], check=True, capture_output=True)
        machine.wait_until(lambda: mark in self.log(), "Postfix does not write its log")
        return accepted(self.log())

    def queued(self) -> list[Path]:
        """Messages it answered for and has not got rid of; Postfix sets the x bit once a file is whole."""
        files = (
            path
            for name in ("incoming", "active", "deferred")
            for path in self.folder.glob(f"queue/{name}/**/*")
        )
        return [path for path in files if is_whole(path)]

    def stop(self) -> None:
        machine.stop(self.process)


def is_whole(path: Path) -> bool:
    try:
        facts = path.stat()
    except FileNotFoundError:  # moved on or delivered since it was listed
        return False
    return stat.S_ISREG(facts.st_mode) and bool(facts.st_mode & stat.S_IXUSR)


def start_postfix(folder: Path, dovecot: Dovecot) -> Postfix:
    """Start a server in `folder`, which other users must be able to enter, before the given Dovecot."""
    program = machine.needs("postfix", PACKAGE)
    machine.needs(LMTP, "dovecot-lmtpd")
    machine.needs_root("Postfix")
    ports = {name: machine.free_port() for name in ("smtp", "submission", "submissions")}
    write_config(folder, dovecot, ports)
    check = subprocess.run(
        [program, "-c", str(folder), "check"], stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if check.returncode:
        raise RuntimeError(f"Postfix does not like its configuration: {check.stderr}")
    master, log = "/usr/lib/postfix/sbin/master", folder / "postfix.out"
    process = machine.start_guarded([master, "-c", str(folder), "-d"], log=log)
    for port in ports.values():
        machine.wait_for_port(port, process, log)
    return Postfix(folder, "localhost", **ports, certificate=dovecot.certificate, process=process)


def write_config(folder: Path, dovecot: Dovecot, ports: dict[str, int]) -> None:
    (folder / "queue").mkdir()
    (folder / "data").mkdir(mode=0o700)
    shutil.chown(folder / "data", "postfix", "postfix")
    (folder / "domains").write_text("/\\.test$/ yes\n")
    refusals = [f"/^{name}([-+].*)?@/ {answer}\n" for name, answer in REFUSALS.items()]
    (folder / "refusals").write_text("".join(refusals))
    places = {"folder": folder, "lmtp": dovecot.lmtp, "sasl": dovecot.sasl}
    keys = {"certificate": dovecot.certificate, "key": dovecot.folder / "key.pem"}
    for name in ("main.cf", "master.cf"):
        text = Template((HERE / name).read_text()).substitute(places, **keys, **ports)
        (folder / name).write_text(text)
