"""A stranger's HTML in a frame of its own, behind three walls.

1. The page was sanitised when the mail was read: no script, no form, no address but http, https, mailto, tel.
2. The answer carries its own policy: nothing loads but styles in the page and pictures; no script whatever.
3. The frame is sandboxed, by attribute and by header, so that even opened by itself it can do nothing.

Why `allow-same-origin`: without it our cookie would not go along when the frame asks for the mail's own inline
pictures, and our page could not measure how tall the letter is. It is harmless only because `allow-scripts` is
never given: code that cannot run has no origin to abuse. Never grant both.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse

from byhand.kit.html import with_inline_images, with_remote_images

SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox"
PAGE = """<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width"><base target="_blank">
<style>
html { color-scheme: light; background: #fff; color: #23201b; overflow: auto hidden }
body { margin: 0; padding: 16px 18px; font: 15px/1.55 system-ui, sans-serif; overflow-wrap: break-word }
img { max-width: 100%; height: auto } table { max-width: 100% } pre { white-space: pre-wrap }
</style>
"""


def framed(clean: str, *, inline: Mapping[str, str], pictures: bool, our_pictures: str) -> HttpResponse:
    """Sanitised HTML as a page. `pictures`: whether those of other houses may be fetched."""
    shown = with_inline_images(clean, inline)
    if pictures:
        shown = with_remote_images(shown)
    response = HttpResponse(PAGE + shown)
    # `self` alone would let a letter send our own addresses requests; only pictures of mail lie below this one.
    sources = f"{our_pictures} data:" + (" https: http:" if pictures else "")
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; img-src {sources}; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
        f"frame-ancestors 'self'; sandbox {SANDBOX}"
    )
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, no-store"
    return response
