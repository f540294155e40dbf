"""Trying a mailbox live: each step by itself, each outcome a sentence with the exact reason."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

from django.db import connections
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _
from imap_tools import BaseMailBox

from byhand.channels.adapter import Check, Refused
from byhand.channels.email import folders, imap, smtp
from byhand.channels.email.account import Server, imap_of, smtp_of
from byhand.channels.email.addresses import domain_of
from byhand.channels.email.words import TROUBLE, sentence_for
from byhand.channels.folder import Folder
from byhand.channels.inbox import Inbox
from byhand.team.secrets import LostKey

# For each answer of a server, and for everything together; a server that dribbles cannot hold up the page.
PATIENCE = 6.0
ALTOGETHER = 15.0

Side = Callable[[Inbox], Iterator[Check]]


def verify(inbox: Inbox) -> list[Check]:
    """Mail in, then mail out, both tried at the same time. Raises nothing."""
    deadline = time.monotonic() + ALTOGETHER
    tried = [_Trial(_incoming, _("Mail in"), imap_of), _Trial(_outgoing, _("Mail out"), smtp_of)]
    for trial in tried:
        trial.begin(inbox)
    return [check for trial in tried for check in trial.outcome(inbox, deadline)]


class _Trial:
    """One side in a thread of its own."""

    def __init__(self, side: Side, name: str, server_of: Callable[[Inbox], Server]) -> None:
        self.side, self.name, self.server_of = side, name, server_of
        self.done: list[Check] = []

    def begin(self, inbox: Inbox) -> None:
        language = get_language() or "en"
        self.thread = threading.Thread(target=self._try, args=(inbox, language), name="verify", daemon=True)
        self.thread.start()

    def outcome(self, inbox: Inbox, deadline: float) -> list[Check]:
        self.thread.join(max(deadline - time.monotonic(), 0))
        done = list(self.done)
        if self.thread.is_alive():
            done.append(Check(self.name, False, sentence_for(TimeoutError(), self.server_of(inbox))))
        return done

    def _try(self, inbox: Inbox, language: str) -> None:
        with override(language):
            try:
                for check in self.side(inbox):
                    self.done.append(check)
            except (Refused, LostKey, *TROUBLE) as problem:
                self.done.append(Check(self.name, False, str(problem)))
            finally:
                connections.close_all()


def _incoming(inbox: Inbox) -> Iterator[Check]:
    server = imap_of(inbox)
    mailbox = imap.connect(server, patience=PATIENCE)
    try:
        yield Check(_("Mail in"), True, _reached(server))
        imap.sign_in(mailbox, server, inbox)
        yield Check(_("Mail in"), True, _("Signed in as %(user)s.") % {"user": server.user})
        yield _folders(mailbox, server, inbox)
    finally:
        imap.take_leave(mailbox)


def _outgoing(inbox: Inbox) -> Iterator[Check]:
    server = smtp_of(inbox)
    connection = smtp.connect(server, own_name=domain_of(inbox.address), patience=PATIENCE)
    try:
        yield Check(_("Mail out"), True, _reached(server))
        smtp.sign_in(connection, server, inbox)
        if server.user:
            yield Check(_("Mail out"), True, _("Signed in as %(user)s.") % {"user": server.user})
    finally:
        smtp.take_leave(connection)


def _reached(server: Server) -> str:
    if server.security == "none":
        return _("%(server)s answers, without encryption.") % {"server": server}
    return _("%(server)s answers, encrypted.") % {"server": server}


def _folders(mailbox: BaseMailBox, server: Server, inbox: Inbox) -> Check:
    try:
        places = folders.to_read(mailbox, inbox)
        holds = mailbox.folder.status("INBOX", ["MESSAGES"])["MESSAGES"]
    except TROUBLE as problem:
        return Check(_("Folders"), False, sentence_for(problem, server))
    named = {str(place.role): place.name for place in places}
    sentence = ngettext(
        "The inbox holds %(count)s message.", "The inbox holds %(count)s messages.", holds
    ) % {"count": holds}
    if Folder.Role.SENT not in named:
        sentence += " " + _("No folder for sent mail was found: copies of what you send are not filed.")
    return Check(_("Folders"), True, sentence, named | {"messages": str(holds)})
