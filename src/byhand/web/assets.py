"""The files a page loads, each under an address that changes with its content."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static

STATIC = Path(__file__).parent / "static"
# The order of the layers stands in layers.css; within a layer the files do not depend on each other.
FIRST = ("vendor/fonts.css", "css/layers.css")
SCRIPTS = ("vendor/htmx/htmx.min.js", "vendor/idiomorph/idiomorph-ext.min.js")


@cache
def asset(path: str) -> str:
    """The address of a static file with the first letters of its digest: a browser may keep it for ever."""
    found = finders.find(path)
    mark = sha256(Path(found).read_bytes()).hexdigest()[:10] if isinstance(found, str) else "none"
    return f"{static(path)}?v={mark}"


@cache
def stylesheets() -> tuple[str, ...]:
    """Every stylesheet of ours, the order of layers first."""
    ours = sorted(str(file.relative_to(STATIC)) for file in (STATIC / "css").rglob("*.css"))
    return tuple(asset(path) for path in (*FIRST, *(path for path in ours if path not in FIRST)))


@cache
def scripts() -> tuple[str, ...]:
    """The libraries, loaded in this order."""
    return tuple(asset(path) for path in SCRIPTS)


@cache
def modules() -> tuple[str, ...]:
    """Our own behaviours, one a file. None imports another: under two addresses it would run twice."""
    return tuple(asset(f"js/{file.name}") for file in sorted((STATIC / "js").glob("*.js")))
