"""A PostgreSQL server of our own."""

import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.servers import machine

NAME, PASSWORD = "byhand", "only-for-tests"
PACKAGE = "postgresql postgresql-contrib"
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True)
class Postgres:
    url: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """End the server at once, whoever is still connected."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait()


def start_postgres(folder: Path, *, durable: bool = False) -> Postgres:
    """Make and start a server in `folder`, whose parents an unprivileged user must be able to enter.

    `durable` keeps fsync on, for tests that pull the plug.
    """
    folder.chmod(0o755)
    user, port = machine.unprivileged("postgres"), machine.free_port()
    data, log = folder / "data", folder / "postgres.log"
    for path in (data, folder / "socket"):
        path.mkdir(mode=0o700)
        os.chown(path, user.pw_uid, user.pw_gid)
    make_cluster(folder, data)
    options = ["listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={folder / 'socket'}"]
    options += ["max_connections=100", "shared_buffers=64MB", "timezone=UTC", *(() if durable else FORGETFUL)]
    postgres = machine.needs("postgres", PACKAGE)
    command = [postgres, "-D", str(data), *(word for option in options for word in ("-c", option))]
    process = machine.start(command, log=log, user=user)
    machine.wait_for_port(port, process, log)
    make_database(folder, port)
    return Postgres(f"postgresql://{NAME}:{PASSWORD}@127.0.0.1:{port}/{NAME}", process)


def make_cluster(folder: Path, data: Path) -> None:
    secret = folder / "password"
    secret.write_text(PASSWORD)
    initdb = machine.needs("initdb", PACKAGE)
    command = [initdb, "-D", str(data), "-U", NAME, f"--pwfile={secret}", "--no-sync"]
    command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"]
    log = folder / "initdb.log"
    if machine.start(command, log=log, user=machine.unprivileged("postgres")).wait():
        raise RuntimeError(f"initdb failed: {log.read_text(errors='replace')}")


def make_database(folder: Path, port: int) -> None:
    command = [machine.needs("createdb", PACKAGE), "-h", "127.0.0.1", "-p", str(port), "-U", NAME, NAME]

    def made() -> bool:
        return (
            subprocess.run(command, env=os.environ | {"PGPASSWORD": PASSWORD}, capture_output=True).returncode
            == 0
        )

    machine.wait_until(made, f"PostgreSQL makes no database: {folder / 'postgres.log'}")
