"""Who is to be told something now, and how: nobody in their quiet hours, nobody twice within a quarter of an hour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min, Q, QuerySet

from byhand.conversations.telling import Telling
from byhand.pocket.browser import Browser
from byhand.pocket.wishes import Wishes

# What comes within a minute is one bundle, and the next comes a quarter of an hour later at the earliest.
GATHER = timedelta(minutes=1)
APART = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Due:
    """One colleague, and what is to be tried. `quiet_again`: when their quiet hours begin."""

    wishes: Wishes
    browsers: Sequence[Browser]
    now: datetime
    quiet_again: datetime
    pushes: bool
    mails: bool

    @property
    def gathered(self) -> datetime:
        """What came later waits for what may come with it."""
        return self.now - GATHER

    def is_for_mail(self, one: Telling) -> bool:
        """The daily mail tells what was not looked at; what is mailed soon is what no browser was told."""
        if one.mailed_at is not None or one.made_at > self.gathered:
            return False
        if self.wishes.mail == Wishes.Mail.DAILY:
            return one.made_at <= self.wishes.last_mail_hour(self.now)
        return one.pushed_at is None

    def still_listening(self, way: str) -> QuerySet[Wishes]:
        """Their row, if nobody else has told them anything that way since it was read."""
        mine = Wishes.objects.filter(pk=self.wishes.pk, **{way: getattr(self.wishes, way)})
        return mine.exclude(what=Wishes.What.NOTHING).exclude(paused_until__gt=self.now)


def due_now(now: datetime) -> Iterator[Due]:
    """Read afresh, three queries; none of it is claimed yet."""
    untold = _untold(now)
    browsers: dict[int, list[Browser]] = {}
    for one in Browser.objects.awake(now).filter(colleague__in=untold) if untold else ():
        browsers.setdefault(one.colleague_id, []).append(one)
    for wishes in Wishes.objects.listening(now).filter(colleague__in=untold) if untold else ():
        ours, here = untold[wishes.colleague_id], browsers.get(wishes.colleague_id, [])
        pushes = bool(here) and bool(ours["unpushed"]) and _is_apart(wishes.pushed_at, now)
        mails = _mails(wishes, ours, now, reachable=bool(here))
        quiet_again = wishes.quiet_again(now) if pushes or mails else None
        if quiet_again is not None:
            yield Due(wishes, here, now, quiet_again, pushes, mails)


def _untold(now: datetime) -> dict[int, dict[str, Any]]:
    """Since when something waits, by colleague: to be pushed, to be mailed, to be told in any way."""
    unpushed, unmailed = Q(pushed_at__isnull=True), Q(mailed_at__isnull=True)
    rows = Telling.objects.unseen().filter(unpushed | unmailed, made_at__lte=now - GATHER)
    since = rows.order_by().values("colleague").annotate(
        unpushed=Min("made_at", filter=unpushed), unmailed=Min("made_at", filter=unmailed),
        untold=Min("made_at", filter=unpushed & unmailed),
    )  # fmt: skip
    return {row["colleague"]: row for row in since}


def _mails(wishes: Wishes, untold: dict[str, Any], now: datetime, *, reachable: bool) -> bool:
    """One way is enough for what is said soon."""
    if wishes.mail == Wishes.Mail.DAILY:
        since = untold["unmailed"]
        return since is not None and since <= wishes.last_mail_hour(now)
    if wishes.mail == Wishes.Mail.AT_ONCE and not reachable:
        return bool(untold["untold"]) and _is_apart(wishes.mailed_at, now)
    return False


def _is_apart(before: datetime | None, now: datetime) -> bool:
    return before is None or now - before >= APART
