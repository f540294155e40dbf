"""Voice: people talk. Nothing is fetched, nothing written leaves by it; its one check is of its servers' settings."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.channels.adapter import Check, Fetched, Handover, Refused
from byhand.channels.envelope import Outgoing
from byhand.channels.inbox import Inbox
from byhand.channels.voice.line import line_of


class VoiceAdapter:
    """See `Adapter`."""

    kind = "voice"
    label = gettext_lazy("Voice in the browser")
    icon = "phone"
    undo_seconds = 0
    can_send = False
    holds_mail = False

    def reaches(self, address: str) -> bool:
        return False

    def fetch(self, inbox: Inbox) -> Fetched:
        return Fetched()

    def send(
        self, inbox: Inbox, outgoing: Outgoing, recipient: str, about_to_speak: Callable[[], None]
    ) -> Handover:
        raise Refused(_("Nothing is written here: people talk. Write to them by mail."), permanent=True)

    def file_sent(self, inbox: Inbox, outgoing: Outgoing) -> None:
        return

    def verify(self, inbox: Inbox) -> list[Check]:
        """Whether voices find their way: without a relay, some networks let none through."""
        line = line_of(inbox)
        if line.turn:
            return [Check(_("Relay"), True, _("Voices find a way through every network."))]
        sentence = _(
            "Without a TURN server some visitors cannot be heard, in hotels and large offices most of all."
        )
        return [Check(_("Relay"), False, sentence)]
