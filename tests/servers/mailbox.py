"""One mailbox on the tests' mail server, from its owner's and from the post's side."""

import itertools
import os
import pwd
import time
from dataclasses import dataclass
from pathlib import Path

from imap_tools import BaseMailBox, MailBoxUnencrypted
from imap_tools.message import MailMessage

delivered = itertools.count()


@dataclass(frozen=True)
class Mailbox:
    address: str
    password: str
    host: str
    port: int
    maildir: Path
    owner: pwd.struct_passwd

    def open(self, folder: str = "INBOX") -> BaseMailBox:
        """A signed-in connection; use it by `with`."""
        return MailBoxUnencrypted(self.host, self.port).login(self.address, self.password, folder)

    def append(self, raw: bytes, folder: str = "INBOX", *, flags: tuple[str, ...] = ()) -> None:
        """Lay a message into a folder over IMAP, exactly these bytes (line ends apart)."""
        with self.open() as mailbox:
            mailbox.append(raw, folder, flag_set=list(flags))

    def deliver(self, raw: bytes) -> None:
        """Deliver to INBOX as a mail server does, by a rename: much quicker than `append`."""
        self.make_maildir()
        name = f"{time.time():.6f}.{os.getpid()}_{next(delivered)}.test"
        path = self.maildir / "tmp" / name
        path.write_bytes(raw)
        os.chown(path, self.owner.pw_uid, self.owner.pw_gid)
        path.rename(self.maildir / "new" / name)

    def messages(self, folder: str = "INBOX") -> list[MailMessage]:
        """What lies in the folder, oldest first; looking marks nothing as seen."""
        with self.open(folder) as mailbox:
            return list(mailbox.fetch(mark_seen=False, bulk=True))

    def folders(self) -> list[str]:
        with self.open() as mailbox:
            return [folder.name for folder in mailbox.folder.list()]

    def make_maildir(self) -> None:
        for path in (
            self.maildir.parent,
            self.maildir,
            *(self.maildir / part for part in ("tmp", "new", "cur")),
        ):
            if not path.exists():
                path.mkdir(mode=0o700)
                os.chown(path, self.owner.pw_uid, self.owner.pw_gid)
