"""The language and time zone a colleague chose for themselves."""

from __future__ import annotations

import zoneinfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from byhand.team.user import User
from byhand.web.middleware import Answer

KNOWN = frozenset(code for code, _ in settings.LANGUAGES)


class OwnWords:
    """Before sign-in the browser's language holds; afterwards the colleague's choice, if they made one."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user if isinstance(request.user, User) else None
        if user and user.language in KNOWN:
            translation.activate(user.language)
        with timezone.override(_zone(user.time_zone) if user else None):
            return self.answer(request)


def _zone(name: str) -> zoneinfo.ZoneInfo | None:
    try:
        return zoneinfo.ZoneInfo(name) if name else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None
