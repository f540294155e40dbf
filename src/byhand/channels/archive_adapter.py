"""An archive: mail imported from files. It brings nothing new by itself and sends nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.channels.adapter import Check, Fetched, Handover, Refused
from byhand.channels.envelope import Outgoing
from byhand.channels.inbox import Inbox
from byhand.kit.reach import is_email


class ArchiveAdapter:
    """See `Adapter`."""

    kind = "archive"
    label = gettext_lazy("Archive")
    icon = "file"
    undo_seconds = 0
    can_send = False
    holds_mail = True

    def reaches(self, address: str) -> bool:
        return is_email(address)

    def fetch(self, inbox: Inbox) -> Fetched:
        return Fetched()

    def send(
        self, inbox: Inbox, outgoing: Outgoing, recipient: str, about_to_speak: Callable[[], None]
    ) -> Handover:
        raise Refused(_("An archive cannot send."), permanent=True)

    def file_sent(self, inbox: Inbox, outgoing: Outgoing) -> None:
        return

    def verify(self, inbox: Inbox) -> list[Check]:
        return []
