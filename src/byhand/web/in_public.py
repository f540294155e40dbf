"""A page for everyone: no session, no cookie, no tracking, its own policy. A colleague is a stranger here, too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse

from byhand.team.house import House

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponse]

# Whoever asks below these is asked for no cookie, and given none.
PUBLIC = (
    "/who-we-are/", "/tell-us-off/", "/forms/", "/chat/", "/talk/", "/call-us/", "/help/", "/faces/",
    "/sign-up/", "/confirm/", "/yours/", "/stop/", "/letters/", "/must-know/",
)  # fmt: skip


def policy(
    *, scripts: bool = False, connects: bool = False, media: bool = False, framed_by: Sequence[str] = ()
) -> str:
    """What a public page may load: what we serve ourselves and nothing else; who may put it into a frame: nobody else.

    `framed_by`: origins such as `https://shop.example`, already checked; they stand in the header as they are.
    """
    rules = ["default-src 'none'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'"]
    rules += ["script-src 'self'"] if scripts else []
    rules += ["connect-src 'self'"] if connects else []
    rules += ["media-src 'self' blob:"] if media else []
    ancestors = " ".join(framed_by) or "'none'"
    return "; ".join([*rules, "form-action 'self'", "base-uri 'none'", f"frame-ancestors {ancestors}"])


def in_public(view: View[Given]) -> Callable[Concatenate[HttpRequest, Given], HttpResponse]:
    """A view of the public frame, whose address begins with one of PUBLIC. What it sets itself stays as it is."""

    @wraps(view)
    def open_to_all(request: HttpRequest, *args: Given.args, **named: Given.kwargs) -> HttpResponse:
        response = view(request, *args, **named)
        response.headers.setdefault("Content-Security-Policy", policy())
        response.headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    # Nobody's authority goes along with what is posted here, so there is nothing to forge.
    open_to_all.csrf_exempt = True  # type: ignore[attr-defined]
    return open_to_all


def for_seconds(response: HttpResponse, seconds: int) -> HttpResponse:
    """Anyone on the way may keep this page so long: it is the same for everybody who reads that language."""
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    return response


def house_or_404() -> House:
    """The house whose page this is. Raises Http404 before it is founded."""
    house = House.current()
    if house is None:
        raise Http404
    return house
