"""The phone channel: a number at a provider. Calls and texts come by webhook; texts go out by its REST API."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy

from byhand.channels.adapter import Check, Fetched, Handover
from byhand.channels.envelope import Outgoing
from byhand.channels.inbox import Inbox
from byhand.channels.phone import checking, sending
from byhand.channels.phone.account import KIND
from byhand.kit.phone import e164


class PhoneAdapter:
    """See `Adapter`. There is nothing to fetch: the provider comes to us."""

    kind = KIND
    label = gettext_lazy("Phone number")
    icon = "phone"
    undo_seconds = 10
    can_send = True
    holds_mail = False

    def reaches(self, address: str) -> bool:
        """Telephone numbers in E.164."""
        return address.startswith("+") and e164(address) == address

    def fetch(self, inbox: Inbox) -> Fetched:
        return Fetched()

    def send(
        self, inbox: Inbox, outgoing: Outgoing, recipient: str, about_to_speak: Callable[[], None]
    ) -> Handover:
        return sending.send(inbox, outgoing, recipient, about_to_speak)

    def file_sent(self, inbox: Inbox, outgoing: Outgoing) -> None:
        """The provider keeps its own list; nothing is filed there."""

    def verify(self, inbox: Inbox) -> list[Check]:
        return checking.verify(inbox)
