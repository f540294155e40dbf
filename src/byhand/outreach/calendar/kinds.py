"""Every kind of entry the calendar knows: what goes out by a new way is a line here."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.gate.refusals import Refusal
from byhand.outreach.calendar.broadcasts import Broadcasts
from byhand.outreach.calendar.entry import Entry, Kind, Looker
from byhand.outreach.calendar.letters import Letters
from byhand.team.signin import SignIn

KINDS: tuple[Kind, ...] = (Broadcasts(), Letters())
BY_NAME = {one.name: one for one in KINDS}


def entries(since: datetime, until: datetime, looker: Looker) -> list[Entry]:
    """Everything of this span that they may see, in its order. One query a kind."""
    found = [entry for kind in KINDS for entry in kind.between(since, until, looker)]
    return sorted(found, key=lambda one: (one.at, one.kind, one.key))


def move(entry: Entry, at: datetime, *, by: SignIn) -> str:
    """Gives it another moment, later than now. Raises Refusal and NotSignedIn; then nothing has changed."""
    if not entry.may_move:
        raise Refusal(_("Only %(name)s can move this, and only before it leaves.") % {"name": entry.author},
                      rule="is_theirs_to_move")  # fmt: skip
    if at <= timezone.now():
        raise Refusal(_("That moment is past. Choose a later one."), rule="is_to_come")
    return BY_NAME[entry.kind].move(entry.key, at, by=by)
