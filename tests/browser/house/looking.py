"""Looking at a page as it is: what axe finds, whether it fits, and a picture of it.

BYHAND_SCREENSHOTS=1 writes the pictures of docs/screenshots anew; other runs leave the tree as it was.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Page

ROOT = Path(__file__).parents[3]
AXE = (ROOT / "tests/browser/vendor/axe/axe.min.js").read_text(encoding="utf-8")
PICTURES = ROOT / "docs" / "screenshots"
SIZES = ((360, 780), (1440, 900))


def look_at(page: Page, name: str) -> list[str]:
    """Narrow and wide, light and dark: every violation as a line; pictures are kept by that name."""
    found: list[str] = []
    _hide_where_the_tests_run(page)
    for width, height in SIZES:
        for colours in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=colours, reduced_motion="reduce")
            page.wait_for_function("document.fonts.status === 'loaded'")
            found += [f"{name} {width} {colours}: {one}" for one in (*_violations(page), *_overflow(page))]
            if os.environ.get("BYHAND_SCREENSHOTS"):
                page.screenshot(path=PICTURES / f"{name}-{width}-{colours}.png", animations="disabled")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light")
    return found


def _hide_where_the_tests_run(page: Page) -> None:
    """A picture of a page tells nobody the folder of this run."""
    page.evaluate(
        "folder => document.querySelectorAll('code').forEach(one => {"
        " if (one.textContent.includes(folder)) one.textContent = one.textContent.replace(folder, '/srv/byhand') })",
        str(settings.DATA_FOLDER),
    )


def _violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    told = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {node['html'][:160]}" for one in told["violations"] for node in one["nodes"]]


def _overflow(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"is {wide} pixels too wide"] if wide > 0 else []
