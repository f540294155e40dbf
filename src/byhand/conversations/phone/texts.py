"""Texts (SMS): one comes in and is taken like every word; and what became of ours is told later."""

from __future__ import annotations

from django.utils.translation import gettext as _

from byhand.channels.inbox import Inbox
from byhand.channels.phone.texts import take_text
from byhand.conversations.phone import saying
from byhand.conversations.phone.told import Told
from byhand.gate.delivery import Delivery

LOST = ("failed", "undelivered")


def comes_in(inbox: Inbox, told: Told) -> str:
    take_text(inbox, told)
    return saying.nothing_more()


def status(inbox: Inbox, told: Told) -> str:
    """A text the provider had taken did not arrive: its author is told, and it comes back to the list."""
    if told.get("MessageStatus") in LOST:
        ours = Delivery.objects.filter(dispatch__inbox=inbox, dispatch__message_id=told.get("?of", ""))
        for delivery in ours.filter(recipient=told.get("To", "")):
            delivery.bounce(_why(told.get("ErrorCode", "")))
    return saying.nothing_more()


def _why(code: str) -> str:
    """The provider's numbers that a colleague can do something about; else the number itself."""
    known = {
        "30003": _("The telephone is switched off or out of reach."),
        "30004": _("The other side takes no texts from us."),
        "30005": _("This number does not exist."),
        "30006": _("This number takes no texts; it may be a landline."),
        "30007": _("The network took it for an unwanted text and held it back."),
        "21610": _("They asked not to be sent texts from this number."),
    }
    return known.get(code) or _("The text did not arrive; the provider’s number for why is %(code)s.") % {
        "code": code or "–"
    }
