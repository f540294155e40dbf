"""Scanners: programs that open the links of a mail before, or without, its reader.

Nothing tells them for sure. What gives them away: they ask for the head alone, they name themselves, they come within
seconds of the delivery, or open several links at once. A person who did that would be counted as one; so clicks are a
lower bound, and the page says so.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

AT_ONCE = timedelta(seconds=10)  # after the letter was taken: nobody has read it by then
TOGETHER = timedelta(seconds=2)  # between two links of one letter

# What mail filters, previews and programs call themselves; a browser has none of these in its name.
_AGENTS = re.compile(
    r"bot\b|bots\b|crawl|spider|scan|preview|prefetch|monitor|headless|phantom|python|curl|wget|httpx|okhttp|libwww"
    r"|go-http|java/|axios|node-fetch|barracuda|proofpoint|mimecast|messagelabs|symantec|trendmicro|fortinet|cisco"
    r"|safelinks|ms-office|imageproxy|slack|facebookexternalhit|whatsapp|telegram|skypeuri",
    re.IGNORECASE,
)


def machine_of(
    method: str, agent: str, *, prefetches: bool, delivered_at: datetime | None, at: datetime
) -> str:
    """Why it is a machine's: head, prefetch, agent or at once; empty for what may be a person's."""
    if method != "GET":
        return "head"
    if prefetches:
        return "prefetch"
    if not agent.strip() or _AGENTS.search(agent):
        return "agent"
    if delivered_at is None or at - delivered_at < AT_ONCE:
        return "at once"
    return ""
