"""Forms: words come in by a page; answers go by mail, through the mailbox the form names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.channels.adapter import Adapter, Check, Fetched, Handover, Refused
from byhand.channels.envelope import Outgoing
from byhand.channels.form.form import mailbox_of
from byhand.channels.inbox import Inbox
from byhand.kit.reach import is_email


class FormAdapter:
    """See `Adapter`. Nothing is fetched: the page hands the words in (`taking_words.py`)."""

    kind = "form"
    label = gettext_lazy("Form")
    icon = "pen-line"
    undo_seconds = 10
    can_send = True
    holds_mail = False

    def __init__(self, adapter_of: Callable[[str], Adapter]) -> None:
        """`adapter_of`: the adapter of each kind of mailbox; the registry knows them, and knows this one, too."""
        self._adapter_of = adapter_of

    def reaches(self, address: str) -> bool:
        return is_email(address)

    def fetch(self, inbox: Inbox) -> Fetched:
        return Fetched()

    def send(
        self, inbox: Inbox, outgoing: Outgoing, recipient: str, about_to_speak: Callable[[], None]
    ) -> Handover:
        mailbox = mailbox_of(inbox)
        if mailbox is None:
            none = _(
                "“%(form)s” has no mailbox for answers. Choose one under Settings › Inboxes; it leaves then."
            )
            raise Refused(none % {"form": inbox.name}, permanent=False)
        letter = replace(outgoing, envelope=replace(outgoing.envelope, inbox=mailbox))
        return self._adapter_of(mailbox.kind).send(mailbox, letter, recipient, about_to_speak)

    def file_sent(self, inbox: Inbox, outgoing: Outgoing) -> None:
        mailbox = mailbox_of(inbox)
        if mailbox is not None:
            letter = replace(outgoing, envelope=replace(outgoing.envelope, inbox=mailbox))
            self._adapter_of(mailbox.kind).file_sent(mailbox, letter)

    def verify(self, inbox: Inbox) -> list[Check]:
        mailbox = mailbox_of(inbox)
        said = (
            _("Answers go through %(mailbox)s.") % {"mailbox": mailbox.name}
            if mailbox
            else _("No mailbox is chosen for answers.")
        )
        return [Check(_("Answers"), mailbox is not None, said)]
