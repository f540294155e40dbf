"""The stages of a copy, and what is true in each when the power goes: those of `leaving.py`, and one more.

waiting    nothing was said; it is spoken when its turn comes
claimed    in some worker's hand, rendered, nothing said; when that worker is gone it waits again
speaking   committed just before the words: nobody knows whether they arrived -> "perhaps"
accepted, refused, perhaps, held, left out    settled
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CopyStage(models.TextChoices):
    WAITING = "waiting", _("waiting to leave")
    CLAIMED = "claimed", _("on its way")
    SPEAKING = "speaking", _("on its way")
    ACCEPTED = "accepted", _("delivered")
    REFUSED = "refused", _("refused")
    PERHAPS = "perhaps", _("perhaps delivered")
    HELD = "held", _("held")
    LEFT_OUT = "left out", _("left out")


# What a colleague reads one by one.
LOOKED_AT = ("refused", "perhaps", "held")


class LeftOut(models.TextChoices):
    """Why somebody of the audience is not written to. The first that holds is said."""

    GONE = "gone", _("not among the people any more")
    BLOCKED = "blocked", _("blocked by a colleague")
    ERASED = "erased", _("erased, and never written to again")
    NO_ADDRESS = "no address", _("without an e-mail address")
    BOUNCED = "bounced", _("their address does not work")
    STOPPED = "stopped", _("wants nothing more of us")
    NOT_BY_MAIL = "not by mail", _("wants no letters by e-mail")
    NEVER_AGREED = "never agreed", _("never agreed to be written to about this")
    WITHDRAWN = "withdrawn", _("agreed once and took it back")
    PAUSED = "paused", _("asked for a pause")
    SILENT = "silent", _("silent for so long that we are, too")
    NO_ROOM = "no room", _("written to lately: no room in their budget")
    TWICE = "twice", _("the same person again, at another address")
    MISSING = "missing", _("a fact for the letter is missing")
    CALLED_OFF = "called off", _("the broadcast was stopped before their turn")


LEFT_OUT = CopyStage.LEFT_OUT
