"""Practice: the channel of the demo studio. What is sent ends in a folder and reaches nobody."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.channels.adapter import Check, Fetched, Handover
from byhand.channels.email.composing import compose
from byhand.channels.envelope import Outgoing
from byhand.channels.inbox import Inbox
from byhand.kit.reach import is_email


class PracticeAdapter:
    """See `Adapter`. New mail is put in by the demo itself."""

    kind = "practice"
    label = gettext_lazy("Practice mailbox")
    icon = "inbox"
    undo_seconds = 10
    can_send = True
    holds_mail = True

    def reaches(self, address: str) -> bool:
        return is_email(address)

    def fetch(self, inbox: Inbox) -> Fetched:
        return Fetched()

    def send(
        self, inbox: Inbox, outgoing: Outgoing, recipient: str, about_to_speak: Callable[[], None]
    ) -> Handover:
        about_to_speak()
        letter = compose(outgoing)
        folder = Path(settings.DATA_FOLDER) / "practice-outbox"
        folder.mkdir(parents=True, exist_ok=True)
        name = sha256(f"{outgoing.message_id} {recipient}".encode()).hexdigest()[:24]
        (folder / f"{name}.eml").write_bytes(letter)
        return Handover(_("Put in the practice outbox; it reaches nobody."))

    def file_sent(self, inbox: Inbox, outgoing: Outgoing) -> None:
        return

    def verify(self, inbox: Inbox) -> list[Check]:
        return [Check(_("Practice"), True, _("Nothing leaves this mailbox."))]
