"""Looking at a page as it is: what axe finds, whether it fits, and, if asked for, a picture of it.

BYHAND_SCREENSHOTS=1 writes the pictures of docs/screenshots anew; other runs leave the tree as it was.
"""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
AXE = (ROOT / "tests/browser/vendor/axe/axe.min.js").read_text(encoding="utf-8")
PICTURES = ROOT / "docs" / "screenshots"
HEIGHT = {360: 740, 1440: 900}


def look_at(page: Page, name: str, *, width: int, colours: str) -> list[str]:
    """Every violation of the page as it stands, as a line."""
    wait_until(page, "document.fonts.status === 'loaded'")
    found = [f"{name} {width} {colours}: {one}" for one in (*violations(page), *overflow(page))]
    if os.environ.get("BYHAND_SCREENSHOTS"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}-{width}-{colours}.png", animations="disabled", caret="hide")
    return found


def wait_until(page: Page, true: str, seconds: float = 15) -> None:
    """Waits for a sentence of JavaScript to be true. Playwright's own way evaluates text, which our policy forbids."""
    for _ in range(int(seconds * 20)):
        if page.evaluate(true):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"It never came true: {true}")


def violations(page: Page) -> list[str]:
    """What axe finds, one line an element."""
    page.evaluate(AXE)
    told = page.evaluate("axe.run(document, {resultTypes: ['violations'], iframes: false})")
    return [f"{one['id']}: {node['html'][:160]}" for one in told["violations"] for node in one["nodes"]]


def overflow(page: Page) -> list[str]:
    """Whether the page, or a pane of it, can be scrolled sideways."""
    return page.evaluate("""
      [document.documentElement, ...document.querySelectorAll(".list, .scroll, .page, .card, .head")]
        .filter(pane => pane.clientWidth && pane.scrollWidth > pane.clientWidth + 1)
        .map(pane => `is ${pane.scrollWidth - pane.clientWidth} pixels too wide: ${pane.className || pane.tagName}`)
    """)
