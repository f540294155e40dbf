"""The public page: broadcasts wished to stand there that have begun to leave, as whoever we do not know reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from byhand.kit.personal import filled
from byhand.outreach.broadcast import Broadcast, BroadcastQuerySet
from byhand.team.typed import this_row
from byhand.team.user import User

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Shown:
    """One of them in one language: `body` is Markdown with its fields, of which nothing is known to anyone.

    `is_first_of_two`: some readers had another version; the first stands here.
    """

    public_id: str
    language: str
    subject: str
    body: str
    author: str
    at: datetime
    is_first_of_two: bool = False


def on_the_page() -> BroadcastQuerySet:
    """The newest first."""
    begun = Q(dispatch__terms__leaves_at__isnull=True) | Q(dispatch__terms__leaves_at__lte=timezone.now())
    rows = Broadcast.objects.filter(
        begun, is_public_since__isnull=False, dispatch__terms__gathered_at__isnull=False
    )
    left = rows.filter(dispatch__terms__spoken__gt=0)
    return left.select_related("dispatch__terms").order_by("-dispatch__released_at", "-pk")


def shown_in(broadcast: Broadcast, language: str) -> Shown | None:
    """As it was released, in that language if it has it, else in its main one. None where it was not let go."""
    dispatch = broadcast.dispatch
    if dispatch is None:
        return None
    words = dispatch.terms.words_in(language)
    return Shown(
        broadcast.public_id, words.language, filled(words.subject, {}), words.body, dispatch.author_name,
        dispatch.leaves_at or dispatch.released_at, bool(words.version),
    )  # fmt: skip


def show_to_all(broadcast: Broadcast, *, by: User) -> None:
    """It stands on the public page from now on, or once it leaves."""
    hidden = this_row(broadcast).filter(is_public_since__isnull=True, dropped_at__isnull=True)
    hidden.update(is_public_since=timezone.now(), made_public_by=by)


def show_to_nobody(broadcast: Broadcast, *, by: User) -> None:
    """Off the public page; whoever has the letter keeps it."""
    this_row(broadcast).update(is_public_since=None, made_public_by=None)
