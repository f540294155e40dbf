"""E-mail: IMAP in, SMTP out."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy

from byhand.channels.adapter import Check, Fetched, Handover
from byhand.channels.email import checking, fetching, filing, sending
from byhand.channels.envelope import Outgoing
from byhand.channels.inbox import Inbox
from byhand.kit.reach import is_email


class EmailAdapter:
    """See `Adapter`."""

    kind = "email"
    label = gettext_lazy("Mailbox")
    icon = "mail"
    undo_seconds = 10
    can_send = True
    holds_mail = True

    def reaches(self, address: str) -> bool:
        return is_email(address)

    def fetch(self, inbox: Inbox) -> Fetched:
        return fetching.fetch(inbox)

    def send(
        self, inbox: Inbox, outgoing: Outgoing, recipient: str, about_to_speak: Callable[[], None]
    ) -> Handover:
        return sending.send(inbox, outgoing, recipient, about_to_speak)

    def file_sent(self, inbox: Inbox, outgoing: Outgoing) -> None:
        filing.file_sent(inbox, outgoing)

    def verify(self, inbox: Inbox) -> list[Check]:
        return checking.verify(inbox)
