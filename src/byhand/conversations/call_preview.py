"""What the list says of a call, in the language of the house: the row is everybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from byhand.conversations.call import Call


def preview_of_call(call: Call) -> str:
    """One line: that they call now, who talks with them, or what became of it."""
    with translation.override(settings.LANGUAGE_CODE):
        by = {"name": call.taken_by.name if call.taken_by else ""}
        if call.called_by is not None and call.taken_by is None:
            return (_("%(name)s called them in vain") if call.ended_at else _("%(name)s calls them")) % {
                "name": call.called_by.name
            }
        if call.is_ringing():
            return _("Calls now, since %(time)s") % {
                "time": timezone.localtime(call.begun_at).strftime("%H:%M")
            }
        if call.is_talking():
            return _("%(name)s talks with them") % by
        told = {
            "word": _("Left a word"),
            "back": _("Asks to be called back"),
            "missed": _("Called, and nobody could take it"),
        }
        return told.get(call.outcome) or _("%(name)s talked with them") % by
