"""Broadcasts in the calendar: planned ones, which their author moves, and those that were let go, which nobody does."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.gate.many.reading import Reading
from byhand.gate.refusals import Refusal
from byhand.outreach.broadcast import Broadcast, BroadcastQuerySet
from byhand.outreach.calendar.entry import Entry, Looker
from byhand.outreach.calendar.no_room import short_of_room
from byhand.outreach.calendar.said import moment
from byhand.outreach.planning import plan_of
from byhand.team.signin import SignIn
from byhand.team.user import User

MOMENT = Case(
    When(dispatch__isnull=True, then=F("leaves_at")),
    default=Coalesce("dispatch__terms__leaves_at", "dispatch__released_at"),
)
MOST_UNPLANNED = 12


class Broadcasts:
    """One letter to many."""

    name, url_name, icon = "broadcast", "broadcast", "send"

    def label(self) -> str:
        return _("Broadcast")

    def between(self, since: datetime, until: datetime, looker: Looker) -> list[Entry]:
        rows = _rows(looker.user).filter(moment__gte=since, moment__lt=until)
        return [_entry(one, one.moment, looker.user) for one in rows]  # type: ignore[attr-defined]

    def find(self, key: str, looker: Looker) -> Entry | None:
        one = _rows(looker.user).filter(public_id=key).first()
        if one is None:
            return None
        return _entry(one, one.moment or timezone.now(), looker.user)  # type: ignore[attr-defined]

    @transaction.atomic
    def move(self, key: str, at: datetime, *, by: SignIn) -> str:
        """The moment is part of what was read: another one is read again, unless just that was read before."""
        author = by.confirm()
        row = Broadcast.objects.select_for_update(of=("self",)).get(public_id=key)
        if not row.is_by(author) or not row.is_being_written():
            raise Refusal(_("It was let go already, or is not yours."), rule="is_being_written")
        if row.latest_at and at >= row.latest_at:
            latest = moment(row.latest_at)
            raise Refusal(
                _("It must have left by %(latest)s. Choose an earlier moment, or change that first.")
                % {"latest": latest},
                rule="is_not_too_late",
            )
        was_read = _is_read(row, author)
        row.leaves_at, row.changed_at = at, timezone.now()
        row.save(update_fields=["leaves_at", "changed_at"])
        if was_read and not _is_read(row, author):
            return _("Its moment is part of what was read, so a colleague reads it again.")
        return ""

    def clashes(self, key: str, now: datetime, looker: Looker) -> list[str]:
        one = Broadcast.objects.select_related("inbox", "topic", "audience__said_by").get(public_id=key)
        return short_of_room(one, now, looker.user)


def unplanned(looker: Looker) -> list[Entry]:
    """Broadcasts being written, of the looker, that have no moment yet: the newest of them."""
    rows = _rows(looker.user).filter(author=looker.user, dispatch__isnull=True, leaves_at__isnull=True)
    now = timezone.now()
    return [_entry(one, now, looker.user) for one in rows.order_by("-begun_at")[:MOST_UNPLANNED]]


def _rows(user: User) -> BroadcastQuerySet:
    rows = Broadcast.objects.visible_to(user).annotate(moment=MOMENT)
    return rows.select_related("author", "audience", "dispatch").prefetch_related("words")


def _entry(one: Broadcast, at: datetime, user: User) -> Entry:
    return Entry(
        kind=Broadcasts.name, key=one.public_id, page=one.public_id, at=at, title=one.called(),
        to=one.audience.name if one.audience else "", author=one.author.name, is_open=one.is_being_written(),
        may_move=one.is_being_written() and one.is_by(user) and not user.is_guest, latest_at=one.latest_at,
        awaits_quiet_end=not one.because or one.may_wait,
    )  # fmt: skip


def _is_read(row: Broadcast, author: User) -> bool:
    plan = plan_of(row)
    if plan is None:
        return False
    return bool(Reading.objects.agreed(plan, author=author)) or Reading.objects.is_read_alone(
        plan, author=author
    )
