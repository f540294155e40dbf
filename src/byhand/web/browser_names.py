"""What a browser is called, from what it says of itself, so that a colleague knows their own again."""

from __future__ import annotations

from django.utils.translation import gettext as _

# In this order: nearly all of them say that they are Safari, too, and most that they are Chrome.
BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
DEVICES = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip


def browser_name(user_agent: str) -> str:
    """“Firefox, Android”; only words of ours, whatever was sent."""
    found = [next((name for mark, name in known if mark in user_agent), "") for known in (BROWSERS, DEVICES)]
    return ", ".join(filter(None, found)) or _("a browser")
