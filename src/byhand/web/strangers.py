"""The pages of one line for strangers: what they post comes from our own page alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from byhand.channels.inbox import Inbox
from byhand.channels.voice.line import inbox_with_key, line_of
from byhand.web.in_public import in_public, policy

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Inbox, Given], HttpResponse]
LONGEST = 4_000


def for_strangers(view: View[Given]) -> Callable[Concatenate[HttpRequest, str, Given], HttpResponse]:
    """Gives the view the inbox whose page it is; sites it names may show that page, and none may speak for it."""

    @in_public
    @wraps(view)
    def guarded(request: HttpRequest, key: str, *args: Given.args, **named: Given.kwargs) -> HttpResponse:
        inbox = inbox_with_key(key)
        if inbox is None:
            raise Http404
        if request.method == "POST" and not _is_ours(request):
            return HttpResponse("This page of ours alone may do that.", status=403, content_type="text/plain")
        response = view(request, inbox, *args, **named)
        framed_by = ("'self'", *line_of(inbox).origins)
        response.headers["Content-Security-Policy"] = policy(
            scripts=True, connects=True, media=True, framed_by=framed_by
        )
        response.headers["Permissions-Policy"] = "camera=(), microphone=(self), geolocation=()"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return guarded


def said(request: HttpRequest) -> dict[str, Any]:
    """What a page says in JSON; empty for anything else."""
    try:
        word = json.loads(request.body[: LONGEST + 1]) if len(request.body) <= LONGEST else None
    except (ValueError, RecursionError):
        word = None
    return cast("dict[str, Any]", word) if isinstance(word, dict) else {}


def text(word: dict[str, Any], name: str, most: int = 320) -> str:
    """One line a stranger typed: no control characters, no more than that; empty if it is no text."""
    value = word.get(name)
    return "".join(one for one in value[:most] if one.isprintable()).strip() if isinstance(value, str) else ""


def refused(sentence: str, status: int = 422) -> JsonResponse:
    return JsonResponse({"sentence": sentence}, status=status)


def _is_ours(request: HttpRequest) -> bool:
    origin = request.headers.get("origin", "")
    return origin in settings.CSRF_TRUSTED_ORIGINS or (
        bool(origin) and urlsplit(origin).netloc == request.get_host()
    )
