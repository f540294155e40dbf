"""Standing: who is still signed in, of many at once. For open pages, through which no word can be said."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from byhand.team.session import Session, digest
from byhand.team.signin import proven
from byhand.team.user import User


def colleagues_behind(cookies: Sequence[str]) -> dict[str, User]:
    """The colleague behind each session cookie that still proves one; the others are left out. One query."""
    cookie_of = {digest(cookie): cookie for cookie in cookies}
    alive = Session.objects.filter(session_key__in=cookie_of, expire_date__gt=timezone.now())
    found: dict[str, User] = {}
    for row in alive.select_related("colleague"):
        user = proven(row.get_decoded(), row.colleague)
        if user is not None:
            found[cookie_of[row.session_key]] = user
    return found
