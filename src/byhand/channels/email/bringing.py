"""Bringing one message that was left on the server, because a person wants it all the same."""

from __future__ import annotations

from django.utils.translation import gettext as _

from byhand.channels.adapter import Refused
from byhand.channels.arrival import Arrival
from byhand.channels.email.imap import signed_in
from byhand.channels.email.looking import OpenFolder


def bring(arrival: Arrival) -> None:
    """Downloads it whatever its size, and has it read. Raises Refused with a sentence."""
    if not arrival.is_left_on_server or arrival.folder is None:
        return
    with signed_in(arrival.inbox) as mailbox:
        folder = OpenFolder(mailbox, arrival.folder.name)
        known = folder.uid_validity == arrival.uid_validity
        raw = folder.bodies([arrival.uid]).get(arrival.uid) if known else None
    if raw is None:
        raise Refused(_("The mail server no longer has it, or does not hand it over."), permanent=False)
    arrival.bring(raw)
