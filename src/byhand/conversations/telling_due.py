"""Who is to be told something now, and how: nobody in their quiet hours, nobody twice within a quarter of an hour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from byhand.conversations.telling import Telling
from byhand.pocket.browser import Browser
from byhand.pocket.wishes import Wishes
from byhand.team.desk import is_away

# What comes within a minute is one bundle, and the next comes a quarter of an hour later at the earliest. Whoever tells
# us off waits for neither; quiet hours hold for them, too: nobody answers anger well at three in the morning.
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

    def is_for_push(self, one: Telling) -> bool:
        return one.pushed_at is None and (one.kind == Telling.Kind.OFF or one.made_at <= self.gathered)

    def is_for_mail(self, one: Telling) -> bool:
        """The daily mail tells what was not looked at; what is mailed soon is what no browser was told."""
        if one.mailed_at is not None or (one.made_at > self.gathered and one.kind != Telling.Kind.OFF):
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
        if is_away(wishes.colleague, now):
            continue  # what comes meanwhile waits until they are back
        ours, here = untold[wishes.colleague_id], browsers.get(wishes.colleague_id, [])
        pushes = bool(here) and bool(ours["unpushed"]) and (ours["off"] or _is_apart(wishes.pushed_at, now))
        mails = _mails(wishes, ours, now, reachable=bool(here))
        quiet_again = wishes.quiet_again(now) if pushes or mails else None
        if quiet_again is not None:
            yield Due(wishes, here, now, quiet_again, pushes, mails)


def _untold(now: datetime) -> dict[int, dict[str, Any]]:
    """Since when something waits, by colleague: to be pushed, to be mailed, to be told in any way."""
    unpushed, unmailed = Q(pushed_at__isnull=True), Q(mailed_at__isnull=True)
    ripe = Q(made_at__lte=now - GATHER) | Q(kind=Telling.Kind.OFF)
    rows = Telling.objects.unseen().filter(ripe, unpushed | unmailed)
    since = rows.order_by().values("colleague").annotate(
        unpushed=Min("made_at", filter=unpushed), unmailed=Min("made_at", filter=unmailed),
        untold=Min("made_at", filter=unpushed & unmailed),
        off=Count("pk", filter=unpushed & unmailed & Q(kind=Telling.Kind.OFF)),
    )  # fmt: skip
    return {row["colleague"]: row for row in since}


def _mails(wishes: Wishes, untold: dict[str, Any], now: datetime, *, reachable: bool) -> bool:
    """One way is enough for what is said soon."""
    if wishes.mail == Wishes.Mail.DAILY:
        since = untold["unmailed"]
        return since is not None and since <= wishes.last_mail_hour(now)
    if wishes.mail == Wishes.Mail.AT_ONCE and not reachable:
        return bool(untold["untold"]) and (untold["off"] or _is_apart(wishes.mailed_at, now))
    return False


def _is_apart(before: datetime | None, now: datetime) -> bool:
    return before is None or now - before >= APART
