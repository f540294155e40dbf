"""Looking at a page as it is: what axe finds, whether it fits, and, if asked for, a picture of it.

BYHAND_SCREENSHOTS=1 writes the pictures of docs/screenshots anew; other runs leave the tree as it was.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
AXE = (ROOT / "tests/browser/vendor/axe/axe.min.js").read_text(encoding="utf-8")
PICTURES = ROOT / "docs" / "screenshots"
HEIGHT = {360: 740, 1440: 900}
COLOURS = ("light", "dark")
# Everything once; and what depends on colours in each.
EVERYTHING, COLOURS_ALONE = "undefined", "{type: 'rule', values: ['color-contrast', 'link-in-text-block']}"


def look_at(page: Page, name: str, *, width: int = 0, colours: str = "") -> list[str]:
    """Every violation as a line, narrow and wide, light and dark, or only in the form that is named.

    The page is left in the form in which it came.
    """
    before, found = page.viewport_size, list[str]()
    page.wait_for_load_state()
    _hide_where_the_tests_run(page)
    for wide, colour in _forms(page, width, colours):
        rules = COLOURS_ALONE if colour == "dark" and not colours else EVERYTHING
        found += [f"{name} {wide} {colour}: {one}" for one in (*violations(page, rules), *overflow(page))]
        if os.environ.get("BYHAND_SCREENSHOTS"):
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(
                path=PICTURES / f"{name}-{wide}-{colour}.png", animations="disabled", caret="hide"
            )
    if before:
        page.set_viewport_size(before)
    return found


def _forms(page: Page, width: int, colours: str) -> Iterator[tuple[int, str]]:
    """Each form the page is to be looked at in, once it has taken it."""
    for wide in (width,) if width else HEIGHT:
        if not width:
            page.set_viewport_size({"width": wide, "height": HEIGHT[wide]})
        for colour in (colours,) if colours else COLOURS:
            page.emulate_media(color_scheme=colour, reduced_motion="reduce")
            wait_until(page, "document.fonts.status === 'loaded'")
            yield wide, colour
    if not colours:
        page.emulate_media(color_scheme="light")


def wait_until(page: Page, true: str, seconds: float = 15) -> None:
    """Waits for a sentence of JavaScript to be true. Playwright's own way evaluates text, which our policy forbids."""
    for _ in range(int(seconds * 20)):
        if page.evaluate(true):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"It never came true: {true}")


def violations(page: Page, rules: str = EVERYTHING) -> list[str]:
    """What axe finds, one line an element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    told = page.evaluate(
        f"axe.run(document, {{resultTypes: ['violations'], iframes: false, runOnly: {rules}}})"
    )
    return [f"{one['id']}: {node['html'][:160]}" for one in told["violations"] for node in one["nodes"]]


def overflow(page: Page) -> list[str]:
    """Whether the page, or a pane of it, can be scrolled sideways."""
    return page.evaluate("""
      [document.documentElement, ...document.querySelectorAll(".list, .scroll, .page, .card, .head")]
        .filter(pane => pane.clientWidth && pane.scrollWidth > pane.clientWidth + 1)
        .map(pane => `is ${pane.scrollWidth - pane.clientWidth} pixels too wide: ${pane.className || pane.tagName}`)
    """)


def _hide_where_the_tests_run(page: Page) -> None:
    """A picture of a page tells nobody the folder of this run."""
    page.evaluate(
        "folder => document.querySelectorAll('code').forEach(one => {"
        " if (one.textContent.includes(folder)) one.textContent = one.textContent.replace(folder, '/srv/byhand') })",
        str(settings.DATA_FOLDER),
    )
