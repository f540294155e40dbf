"""Passwords of mailboxes and address books at rest: Fernet (AES-128-CBC, HMAC-SHA256), its key in the data folder."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class LostKey(Exception):
    """The secrets were sealed with another key; the text says what to do."""


def seal_up(text: str) -> bytes:
    return _box().encrypt(text.encode())


def unseal(sealed: bytes) -> str:
    """The text again. Raises LostKey."""
    try:
        return _box().decrypt(sealed).decode()
    except InvalidToken:
        raise LostKey(
            "The key in the data folder is not the one this password was stored with. Enter the password again."
        ) from None


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(settings.SECRETS_KEY))
