"""Figures of articles: how often each was looked at and did not help, over the last days; each with its number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Sum
from django.utils import timezone

from byhand.help.did_not_help import DidNotHelp
from byhand.help.viewed import Unfound, Viewed

DAYS = 30
MOST_UNFOUND = 30


@dataclass(frozen=True, slots=True)
class Figures:
    """Of so many views by people (machines apart), so many readers wrote that it did not help."""

    people: int = 0
    machines: int = 0
    did_not_help: int = 0


def figures_by(what: str, **among: object) -> dict[int, Figures]:
    """By `edition__article`, `edition` or `pk` of versions, of the last thirty days. Two queries."""
    since = timezone.localdate() - timedelta(days=DAYS)
    views = Viewed.objects.filter(day__gt=since, **among).order_by().values(f"version__{what}")
    seen = {row[f"version__{what}"]: row for row in views.annotate(p=Sum("people"), m=Sum("machines"))}
    said = DidNotHelp.objects.filter(at__date__gt=since, **among).order_by().values(f"version__{what}")
    not_helped = {row[f"version__{what}"]: row["n"] for row in said.annotate(n=Count("pk"))}
    return {
        pk: Figures(seen.get(pk, {}).get("p", 0), seen.get(pk, {}).get("m", 0), not_helped.get(pk, 0))
        for pk in {*seen, *not_helped}
    }


def unfound_lately() -> list[dict[str, object]]:
    """Searches that found nothing, the most frequent first: words, language, times, since the ninety days began."""
    rows = Unfound.objects.order_by().values("words", "language").annotate(n=Sum("times"))
    return list(rows.order_by("-n", "words")[:MOST_UNFOUND])
