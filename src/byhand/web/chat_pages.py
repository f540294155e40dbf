"""What a visitor's chat is shown in: who may put it into a frame, what its frame may load, what its script is told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

LOADER = Path(__file__).parent / "static" / "chat" / "loader.js"
USUAL_COLOUR = "#3d3a55"


def allowed_expression(origins: Iterable[str], own: str) -> str:
    """A regular expression, of Python and JavaScript alike, for the origins that may show it; our own is one."""
    ways = [re.escape(one).replace(r"\*\.", r"[^/:]+\.").replace("/", r"\/") for one in (own, *origins)]
    return f"^(?:{'|'.join(ways)})$"


def policy_of_frame(origins: Sequence[str]) -> str:
    """Content-Security-Policy of the chat's own page: nothing but ours inside, and only those pages around it."""
    around = " ".join(("'self'", *origins))
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
        f"frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {around}"
    )


def loader(*, key: str, desk: str, origins: Iterable[str], colour: str) -> str:
    """The script of the host page, with its settings in it."""
    told = {
        "key": key, "desk": desk, "allowed": allowed_expression(origins, desk), "colour": colour or USUAL_COLOUR,
        "words": {code: _words(code) for code, _name in settings.LANGUAGES},
    }  # fmt: skip
    # What could end a script or a line of it, wherever it is put (U+2028, JSON in HTML).
    safe = json.dumps(told).replace("<", "\\u003c")
    return _source().replace('"SETTINGS"', safe)


def desk_of(request: HttpRequest) -> str:
    """Our own origin, as that browser reaches it."""
    return request.build_absolute_uri("/").rstrip("/")


def where(name: str, **asked: str) -> str:
    """The address of a page of another room, or nothing while the house has no such room."""
    try:
        address = reverse(name)
    except NoReverseMatch:
        return ""
    return address + ("?" + "&".join(f"{key}={value}" for key, value in asked.items()) if asked else "")


def is_of_ours(request: HttpRequest) -> bool:
    """Whether a page of ours sent this: a cookie of another site's making it go along proves nothing."""
    origin = request.headers.get("Origin", "")
    return origin == desk_of(request) or origin in settings.CSRF_TRUSTED_ORIGINS


@cache
def _source() -> str:
    """Without its comments, which nobody reads on a shop's page."""
    lines = LOADER.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("//")) + "\n"


def _words(language: str) -> dict[str, str]:
    with override(language):
        return {
            "open": _("Talk to us"), "close": _("Close the chat"), "answered": _("You have an answer"),
            "title": _("Chat with a person"),
        }  # fmt: skip
