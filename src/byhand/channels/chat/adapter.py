"""The adapter of a website's chat. A colleague's words become a line in the visitor's stream."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.channels.adapter import Check, Fetched, Handover, Refused
from byhand.channels.chat.line import Line
from byhand.channels.chat.verifying import verify
from byhand.channels.chat.visitor import PREFIX, Visitor
from byhand.channels.envelope import Outgoing
from byhand.channels.inbox import Inbox
from byhand.live import bus


class ChatAdapter:
    """See `Adapter`. Words come in by the visitor's own line; there is nothing to fetch."""

    kind = "chat"
    label = gettext_lazy("Website chat")
    icon = "message-square"
    undo_seconds = 0
    can_send = True
    holds_mail = False

    def reaches(self, address: str) -> bool:
        return address.startswith(PREFIX)

    def fetch(self, inbox: Inbox) -> Fetched:
        return Fetched()

    def send(
        self, inbox: Inbox, outgoing: Outgoing, recipient: str, about_to_speak: Callable[[], None]
    ) -> Handover:
        """One row, once: said again under the same id it is the same line. Raises Refused."""
        visitor = Visitor.objects.filter(inbox=inbox, key=recipient.removeprefix(PREFIX)).first()
        if visitor is None:
            raise Refused(_("This visitor is not known here any more."), permanent=True)
        # The row is the handing over: while it is not committed nothing was said, and it is tried again.
        bring(visitor, outgoing)
        return Handover(_("On their page."))

    def file_sent(self, inbox: Inbox, outgoing: Outgoing) -> None:
        return

    def verify(self, inbox: Inbox) -> list[Check]:
        return verify(inbox)


@transaction.atomic
def bring(visitor: Visitor, outgoing: Outgoing) -> Line:
    """The words under the next number of the stream, pushed on commit."""
    row = Visitor.objects.select_for_update().get(pk=visitor.pk)
    here = Line.objects.filter(visitor=row, message_id=outgoing.message_id).first()
    if here is not None:
        return here
    row.numbered += 1
    row.spoken_at = timezone.now()
    row.save(update_fields=["numbered", "spoken_at"])
    line = Line.objects.create(
        visitor=row, number=row.numbered, message_id=outgoing.message_id, author=outgoing.author,
        words=outgoing.envelope.words(), files=[asdict(one) for one in outgoing.envelope.files],
    )  # fmt: skip
    bus.visitors_told([row.pk])
    return line
