"""The language and time zone a colleague chose for themselves."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from byhand.team.clock import KNOWN, own_zone
from byhand.team.user import User
from byhand.web.middleware import Answer


class OwnWords:
    """Before sign-in the browser's language holds; afterwards the colleague's choice, if they made one."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user if isinstance(request.user, User) else None
        if user and user.language in KNOWN:
            translation.activate(user.language)
        with timezone.override(own_zone(user) if user else None):
            return self.answer(request)
