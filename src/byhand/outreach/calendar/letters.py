"""Letters that leave at a moment their author chose: seen by whoever sees the conversation, moved by their author."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from byhand.conversations.message import Message, MessageQuerySet
from byhand.gate.delivery import Delivery
from byhand.gate.dispatch import Dispatch
from byhand.gate.leaving import Stage
from byhand.gate.moving import move_letter
from byhand.gate.refusals import Refusal
from byhand.outreach.calendar.entry import Entry, Looker
from byhand.team.signin import SignIn
from byhand.team.user import User


class Letters:
    """Words to one person."""

    name, url_name, icon = "letter", "conversation", "mail"

    def label(self) -> str:
        return _("Letter")

    def between(self, since: datetime, until: datetime, looker: Looker) -> list[Entry]:
        rows = _rows(looker).filter(dispatch__leaves_at__gte=since, dispatch__leaves_at__lt=until)
        return [_entry(one, looker.user) for one in rows]

    def find(self, key: str, looker: Looker) -> Entry | None:
        if not key.isdecimal() or len(key) > 18:
            return None
        one = _rows(looker).filter(dispatch=int(key)).first()
        return _entry(one, looker.user) if one else None

    def move(self, key: str, at: datetime, *, by: SignIn) -> str:
        if not move_letter(Dispatch.objects.get(pk=int(key)), at, by=by):
            raise Refusal(_("It is leaving, or has left, or is held already."), rule="is_waiting")
        return ""

    def clashes(self, key: str, now: datetime, looker: Looker) -> list[str]:
        """Its budget was asked when it was written."""
        return []


def _rows(looker: Looker) -> MessageQuerySet:
    theirs = Delivery.objects.filter(dispatch=OuterRef("dispatch"))
    rows = Message.objects.standing().filter(conversation__in=looker.seen, dispatch__leaves_at__isnull=False)
    rows = rows.annotate(
        waits=Exists(theirs.filter(stage=Stage.WAITING, attempts=0))
        & ~Exists(theirs.exclude(stage=Stage.WAITING, attempts=0))
    )
    return rows.select_related("dispatch", "conversation")


def _entry(one: Message, user: User) -> Entry:
    dispatch, waits = one.dispatch, bool(one.waits)  # type: ignore[attr-defined]
    assert dispatch is not None and dispatch.leaves_at is not None
    first = dispatch.to[0] if dispatch.to else {"name": "", "address": ""}
    return Entry(
        kind=Letters.name, key=str(dispatch.pk), page=one.conversation.public_id, at=dispatch.leaves_at,
        title=dispatch.subject, to=first["name"] or first["address"], author=dispatch.author_name, is_open=waits,
        may_move=waits and dispatch.author_id == user.pk and not user.is_guest,
    )  # fmt: skip
