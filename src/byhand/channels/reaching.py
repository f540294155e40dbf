"""Reaching our own public address as a colleague's browser would: does the desk answer there, and is it ours?"""

from __future__ import annotations

import httpx

from byhand.channels.adapter import Check

PATIENCE = 10.0
NAME = "address"


def reach(base_url: str, *, path: str, content: bytes) -> Check:
    """Asks for a file whose bytes we know. Never raises."""
    try:
        answer = httpx.get(f"{base_url}{path}", timeout=PATIENCE)
    except httpx.HTTPError as problem:
        reason = str(problem).strip() or type(problem).__name__
        return Check(
            NAME, False, f"{base_url} cannot be reached: {reason}. Is the desk running, and TLS before it?"
        )
    if answer.is_redirect:
        return Check(NAME, False, f"{base_url} leads elsewhere: {answer.headers.get('location', '')[:200]}.")
    if answer.status_code != 200 or answer.content != content:
        return Check(
            NAME, False, f"Something else than this desk answers at {base_url} ({answer.status_code})."
        )
    return Check(NAME, True, f"The desk answers at {base_url}.")
