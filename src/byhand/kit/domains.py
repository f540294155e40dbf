"""Domains beyond ASCII, in both spellings: bücher.example is xn--bcher-kva.example.

IDNA 2008 (RFC 5891) by the rules of UTS 46 without its transition, so straße.example stays another domain than
strasse.example. Python's own codec makes one of them, and a letter would go to whoever owns the other.
"""

from __future__ import annotations

import idna


def in_ascii(domain: str) -> str:
    """As it travels. Raises UnicodeError where it is no domain."""
    return domain if domain.isascii() else idna.encode(domain, uts46=True).decode()


def in_letters(domain: str) -> str:
    """As people write it. Raises UnicodeError where it is no domain."""
    return idna.decode(domain) if "xn--" in domain else domain
