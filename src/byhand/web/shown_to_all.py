"""A page that anyone may open: in its own language, without a cookie, kept by whoever wants and asked for anew."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers

from byhand.help.pages import HelpPages
from byhand.team.clock import KNOWN
from byhand.team.house import House
from byhand.team.languages import direction_of, name_of

# Nothing inline, nothing from elsewhere, and a form that leads to us alone.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def shown(
    request: HttpRequest, template: str, context: dict[str, Any], *, language: str, status: int = 200
) -> HttpResponse:
    """The page. With its ETag it is asked for anew each time, so what is taken off the pages is off them at once."""
    pages, spoken = HelpPages.current(), spoken_for(language)
    around = {
        "house": House.with_contact(),
        "door": pages.door(), "unlisted": pages.unlisted_at is not None, "language": language, "spoken": spoken,
        "direction": direction_of(language), "spoken_direction": direction_of(spoken), "name_of": name_of,
    }  # fmt: skip
    with translation.override(spoken):
        # Without the request: who is signed in would be asked for, and the page is the same for everyone.
        response = HttpResponse(render_to_string(template, {**around, **context}), status=status)
    if pages.unlisted_at is not None or status != 200:
        response.headers["X-Robots-Tag"] = "noindex"
    return _kept(request, response, language)


def part(request: HttpRequest, template: str, context: dict[str, Any], *, language: str) -> HttpResponse:
    """A part of a page, for a page that puts it in anew."""
    spoken = spoken_for(language)
    with translation.override(spoken):
        around = {"language": language, "spoken": spoken, "name_of": name_of}
        response = HttpResponse(render_to_string(template, {**around, **context}))
    response.headers["X-Robots-Tag"] = "noindex"
    return _kept(request, response, language)


def _kept(request: HttpRequest, response: HttpResponse, language: str) -> HttpResponse:
    """With its walls, and its ETag: unchanged, it is not sent again."""
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Content-Language"] = language
    if response.status_code != 200 or request.method not in ("GET", "HEAD"):
        response.headers["Cache-Control"] = "no-store"
        return response
    response.headers["Cache-Control"] = "public, no-cache"
    etag = f'"{sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def spoken_for(language: str) -> str:
    """The language of the frame around an article: its own if the house speaks it, else the house's."""
    return language if language in KNOWN else settings.LANGUAGE_CODE


def by_language(response: HttpResponse) -> HttpResponse:
    """It depends on what the browser says its reader reads."""
    patch_vary_headers(response, ("Accept-Language",))
    return response
