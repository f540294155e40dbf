"""The files a page loads, each under an address that changes with its content."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static

STATIC = Path(__file__).parent / "static"
# The order of the layers stands in layers.css; within a layer the files do not depend on each other.
FIRST = ("vendor/fonts.css", "css/layers.css")
PUBLIC = "css/public/"
SHARED = (
    "reset", "tokens", "base", "parts/a_call", "parts/button", "parts/face", "parts/field", "parts/icon",
    "parts/notice", "parts/skip",
)  # fmt: skip
SCRIPTS = ("vendor/htmx/htmx.min.js", "vendor/idiomorph/idiomorph-ext.min.js")


@cache
def asset(path: str) -> str:
    """The address of a static file with the first letters of its digest: a browser may keep it for ever."""
    found = finders.find(path)
    mark = sha256(Path(found).read_bytes()).hexdigest()[:10] if isinstance(found, str) else "none"
    return f"{static(path)}?v={mark}"


@cache
def stylesheets() -> tuple[str, ...]:
    """Every stylesheet of the desk, the order of layers first."""
    return _in_order(path for path in _sheets() if not path.startswith(PUBLIC))


@cache
def public_stylesheets() -> tuple[str, ...]:
    """Those of the public pages: the same look, without what only the desk shows."""
    shared = {f"css/{one}.css" for one in SHARED}
    return _in_order(path for path in _sheets() if path.startswith(PUBLIC) or path in shared)


def _in_order(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(asset(path) for path in (*FIRST, *(path for path in paths if path not in FIRST)))


def _sheets() -> list[str]:
    return sorted(str(file.relative_to(STATIC)) for file in (STATIC / "css").rglob("*.css"))


@cache
def scripts() -> tuple[str, ...]:
    """The libraries, loaded in this order."""
    return tuple(asset(path) for path in SCRIPTS)


@cache
def modules() -> tuple[str, ...]:
    """Our own behaviours, one a file. None imports another: under two addresses it would run twice."""
    return tuple(asset(f"js/{file.name}") for file in sorted((STATIC / "js").glob("*.js")))
