"""Filing what we sent in the mailbox's own Sent folder, once."""

from __future__ import annotations

import time

from imap_tools import BaseMailBox, MailMessageFlags
from imap_tools.errors import UnexpectedCommandStatusError

from byhand.channels.email.account import provider_of, smtp_of
from byhand.channels.email.composing import compose
from byhand.channels.email.folders import sent_folder
from byhand.channels.email.imap import signed_in
from byhand.channels.envelope import Outgoing
from byhand.channels.inbox import Inbox

# These file what went through their SMTP by themselves, a moment later.
_FILES_BY_ITSELF = ("gmail.com", "googlemail.com", "office365.com", "outlook.com")
PATIENCE = 6.0


def file_sent(inbox: Inbox, outgoing: Outgoing) -> None:
    """Finding it there already is success; a mailbox without such a folder keeps no copy. Raises Refused."""
    with signed_in(inbox) as mailbox:
        folder = sent_folder(mailbox, inbox)
        if not folder or _is_filed(mailbox, folder, outgoing, patience=_patience(inbox)):
            return
        mailbox.append(compose(outgoing), folder, dt=outgoing.written_at, flag_set=[MailMessageFlags.SEEN])


def _patience(inbox: Inbox) -> float:
    by_itself = provider_of(inbox) or smtp_of(inbox).host.endswith(_FILES_BY_ITSELF)
    return PATIENCE if by_itself else 0.0


def _is_filed(mailbox: BaseMailBox, folder: str, outgoing: Outgoing, *, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while True:
        mailbox.folder.set(folder, readonly=True)
        if _lies_in(mailbox, outgoing.message_id):
            return True
        if time.monotonic() >= deadline:
            return False
        time.sleep(1.0)


def _lies_in(mailbox: BaseMailBox, message_id: str) -> bool:
    """Ids of ours hold no quote nor backslash, so they may stand in a quoted string."""
    try:
        return bool(mailbox.uids(f'HEADER Message-ID "<{message_id}>"', charset=None))
    except UnexpectedCommandStatusError:  # a server that cannot search headers: look at the newest
        return _is_among_the_newest(mailbox, message_id)


def _is_among_the_newest(mailbox: BaseMailBox, message_id: str) -> bool:
    newest = mailbox.fetch(limit=100, reverse=True, headers_only=True, mark_seen=False, bulk=True)
    return any(f"<{message_id}>" in (message.headers.get("message-id") or ()) for message in newest)
