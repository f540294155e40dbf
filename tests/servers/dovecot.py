"""A Dovecot of our own: IMAP in clear, by STARTTLS and by TLS, with passwords and with tokens."""

import grp
import os
import pwd
import subprocess
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path
from string import Template

from tests.servers import machine
from tests.servers.certificate import write_certificate
from tests.servers.mailbox import Mailbox
from tests.servers.tokens import Tokens, start_tokens

PACKAGE = "dovecot-imapd"
LMTP = "/usr/lib/dovecot/lmtp"
CONFIG = Path(__file__).parent / "dovecot.conf"
PASSWORD = "clay & glaze 7"


@dataclass(frozen=True)
class Dovecot:
    """`imap` takes clear connections and STARTTLS, `imaps` speaks TLS from the first byte."""

    folder: Path
    host: str
    imap: int
    imaps: int
    certificate: Path
    owner: pwd.struct_passwd
    tokens: Tokens
    token_server: ThreadingHTTPServer
    process: subprocess.Popen[bytes]

    @property
    def mail(self) -> Path:
        """Where every mailbox has its Maildir, as `<address>/Maildir`."""
        return self.folder / "mail"

    @property
    def lmtp(self) -> Path:
        """The socket at which Postfix hands over mail."""
        return self.folder / "run/lmtp"

    @property
    def sasl(self) -> Path:
        """The socket at which Postfix asks whether a password is right."""
        return self.folder / "run/sasl"

    def add_mailbox(self, address: str, password: str = PASSWORD) -> Mailbox:
        (self.folder / "users" / address).write_text(f"{address}:{password}\n")
        return Mailbox(address, password, self.host, self.imap, self.mail / address / "Maildir", self.owner)

    def log(self) -> str:
        return (self.folder / "dovecot.log").read_text(errors="replace")

    def stop(self) -> None:
        machine.stop(self.process)
        self.token_server.shutdown()
        self.token_server.server_close()


def start_dovecot(folder: Path) -> Dovecot:
    """Start a server in `folder`, which other users must be able to enter."""
    program, owner = machine.needs("dovecot", PACKAGE), machine.unprivileged("nobody")
    imap, imaps, log = machine.free_port(), machine.free_port(), folder / "dovecot.log"
    certificate, _ = write_certificate(folder)
    tokens, token_server = start_tokens()
    write_config(folder, owner, imap, imaps, tokens)
    process = machine.start([program, "-F", "-c", str(folder / "dovecot.conf")], log=folder / "dovecot.out")
    machine.wait_for_port(imap, process, folder / "dovecot.out")
    log.touch()
    return Dovecot(folder, "localhost", imap, imaps, certificate, owner, tokens, token_server, process)


def write_config(folder: Path, owner: pwd.struct_passwd, imap: int, imaps: int, tokens: Tokens) -> None:
    (folder / "mail").mkdir()
    os.chown(folder / "mail", owner.pw_uid, owner.pw_gid)
    (folder / "users").mkdir()
    (folder / "oauth2.conf").write_text(
        f"introspection_mode = post\nintrospection_url = {tokens.introspection_url}\n"
        "username_attribute = email\nactive_attribute = active\nactive_value = true\n"
    )
    places = {"folder": folder, "mail": folder / "mail", "name": folder.name, "imap": imap, "imaps": imaps}
    protocols = "imap lmtp" if Path(LMTP).exists() else "imap"
    keys = {"certificate": folder / "certificate.pem", "key": folder / "key.pem"}
    text = Template(CONFIG.read_text()).substitute(
        places, protocols=protocols, **keys, **users_of_dovecot(owner)
    )
    (folder / "dovecot.conf").write_text(text)


def users_of_dovecot(owner: pwd.struct_passwd) -> dict[str, str | int]:
    """Root starts the parts as Debian's users; anyone else has only themselves, and cannot chroot."""
    own = {"uid": owner.pw_uid, "gid": owner.pw_gid}
    if os.geteuid() == 0:
        return own | {
            "internal_user": "dovecot",
            "internal_group": "dovecot",
            "login_user": "dovenull",
            "chroot": "login",
        }
    group = grp.getgrgid(owner.pw_gid).gr_name
    return own | {
        "internal_user": owner.pw_name,
        "internal_group": group,
        "login_user": owner.pw_name,
        "chroot": "",
    }
