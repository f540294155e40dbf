"""Pages and the parts of them that htmx asks for by the id of what it replaces."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from byhand.web.at_the_desk import DeskRequest


def asks_for(request: DeskRequest) -> str:
    """The id of the element to be replaced; empty for a whole page."""
    if not request.htmx or request.htmx.history_restore_request:
        return ""
    return request.htmx.target or ""


def answer(
    request: DeskRequest, template: str, parts: dict[str, str], context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The part that was asked for, else the whole page."""
    part = parts.get(asks_for(request), "")
    response = render(request, part or template, {**context, "fragment": bool(part)}, status=status)
    # The same address answers with a page or a part of it: no browser may keep one for the other.
    patch_vary_headers(response, ("HX-Request", "HX-Target"))
    response.headers["Cache-Control"] = "no-store"
    return response
