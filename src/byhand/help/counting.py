"""Counting what is looked at, without writing once for every look.

Looks gather in memory and are written together: by whoever looks next once five seconds have passed, and by the chore
that runs in the same process. When the power goes, the looks of these seconds are lost; a figure of views bears it.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from threading import Lock
from time import monotonic

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import ngettext

from byhand.help.version import Version
from byhand.help.viewed import Unfound, Viewed
from byhand.search.terms import words_of

WAIT = 5.0
KEPT = timedelta(days=90)
MOST_UNFOUND_A_DAY = 500
_MACHINE = re.compile(
    r"bot\b|bot[/;_ -]|crawl|spider|slurp|preview|monitor|archiver|scan|fetch|headless|phantom|lighthouse|curl|wget"
    r"|python|java/|ruby|perl|php|go-http|okhttp|axios|libwww|httpx|scrapy|feed|facebookexternal|whatsapp|embed",
    re.IGNORECASE,
)
# Whose words these could be: an address, a number of a card, a phone or an order.
_SOMEBODYS = re.compile(r"@|\d{6}|\d[\d ./-]{8,}\d")


def is_machine(user_agent: str) -> bool:
    """Whether a program says of itself that it reads for nobody in particular, or says nothing at all."""
    return not user_agent.strip() or bool(_MACHINE.search(user_agent[:500]))


class Tally:
    """What was looked at in this process and is not yet written."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._views = Counter[tuple[int, date, bool]]()
        self._unfound = Counter[tuple[str, str, date]]()
        self._written_at = monotonic()

    def view(self, version: int, user_agent: str) -> None:
        """Somebody, or something, looked at this version."""
        with self._lock:
            self._views[version, timezone.localdate(), is_machine(user_agent)] += 1
        self._write_if_time()

    def nothing_found(self, words: str, language: str, user_agent: str) -> None:
        """These words led nowhere. What could be about somebody is not kept."""
        said = " ".join(words_of(words))[:80]
        if not said or _SOMEBODYS.search(words) or is_machine(user_agent):
            return
        with self._lock:
            self._unfound[said, language, timezone.localdate()] += 1
        self._write_if_time()

    def write(self) -> int:
        """Writes what has gathered; gives how many looks that were."""
        with self._lock:
            views, self._views = self._views, Counter()
            unfound, self._unfound = self._unfound, Counter()
            self._written_at = monotonic()
        if not views and not unfound:
            return 0
        with transaction.atomic():
            _write_views(views)
            _write_unfound(unfound)
        return views.total()

    def _write_if_time(self) -> None:
        if monotonic() - self._written_at > WAIT:
            self.write()


TALLY = Tally()


def count_views_due() -> str:
    """The chore: writes what this process has counted. Says nothing: it is no news."""
    TALLY.write()
    return ""


def forget_unfound_due() -> str:
    """The chore: forgets what was looked for and not found more than ninety days ago. Says how much."""
    gone, _rows = Unfound.objects.filter(day__lt=timezone.localdate() - KEPT).delete()
    return (
        ngettext("%(n)s search forgotten.", "%(n)s searches forgotten.", gone) % {"n": gone} if gone else ""
    )


def _write_views(views: Counter[tuple[int, date, bool]]) -> None:
    there = set(
        Version.objects.filter(pk__in={version for version, _, _ in views}).values_list("pk", flat=True)
    )
    for (version, day, by_machine), times in sorted(views.items()):
        if version in there:
            column = "machines" if by_machine else "people"
            row, _made = Viewed.objects.get_or_create(version_id=version, day=day)
            Viewed.objects.filter(pk=row.pk).update(**{column: F(column) + times})


def _write_unfound(unfound: Counter[tuple[str, str, date]]) -> None:
    """So many different words a day at most: whoever types nonsense by program fills no disk."""
    room = MOST_UNFOUND_A_DAY - Unfound.objects.filter(day=timezone.localdate()).count()
    for (words, language, day), times in sorted(unfound.items()):
        rows = Unfound.objects.filter(words=words, language=language, day=day)
        if not rows.update(times=F("times") + times) and room > 0:
            Unfound.objects.get_or_create(words=words, language=language, day=day, defaults={"times": times})
            room -= 1
