"""E-mail: IMAP in, SMTP out."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy

from byhand.channels.adapter import Check, Fetched, Handover
from byhand.channels.envelope import Outgoing
from byhand.channels.inbox import Inbox


class EmailAdapter:
    """See `Adapter`."""

    kind = "email"
    label = gettext_lazy("Mailbox")
    icon = "mail"
    undo_seconds = 10
    can_send = True

    def fetch(self, inbox: Inbox) -> Fetched:
        raise NotImplementedError

    def send(self, inbox: Inbox, outgoing: Outgoing, recipient: str, about_to_speak: Callable[[], None]) -> Handover:
        raise NotImplementedError

    def file_sent(self, inbox: Inbox, outgoing: Outgoing) -> None:
        raise NotImplementedError

    def verify(self, inbox: Inbox) -> list[Check]:
        raise NotImplementedError
