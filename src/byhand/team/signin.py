"""SignIn: a colleague's live, checked presence in front of the desk.

Only with one in hand can words leave the house (laws 1 and 2). It is made from the session cookie, which
no table holds, lives as long as the request that brought the cookie, and is read again from the session
store when it matters. A token, a chore, a schedule and the shell have no cookie, so they have no SignIn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, cast

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils.crypto import constant_time_compare

from byhand.team.session import SessionStore, digest
from byhand.team.user import User


class NotSignedIn(Exception):
    """No colleague stands behind this; the text is a sentence for a person."""


@dataclass(slots=True)
class Presence:
    """Whether the request that brought the cookie is still being answered."""

    over: bool = False


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who is at the desk, as shown by their session cookie."""

    user: User
    cookie: str = field(repr=False)
    presence: Presence = field(repr=False, compare=False)

    @classmethod
    def from_cookie(cls, cookie: str | None) -> SignIn | None:
        """The sign-in a session cookie proves; None if it proves none. For the web's middleware alone."""
        user = _colleague_behind(cookie) if cookie else None
        return cls(user, cookie or "", Presence()) if user else None

    @property
    def digest(self) -> str:
        """Names this sign-in in a seal without giving the cookie away: SHA-256, hex."""
        return sha256(f"sign-in:{digest(self.cookie)}".encode()).hexdigest()

    def end(self) -> None:
        """The request is answered; whoever kept this sign-in holds nothing."""
        self.presence.over = True

    def confirm(self) -> User:
        """The colleague, read again from the session store. Raises NotSignedIn when no longer at the desk."""
        user = None if self.presence.over else _colleague_behind(self.cookie)
        if user is None or user.pk != self.user.pk:
            raise NotSignedIn("You are no longer signed in. Sign in again; your words are kept.")
        return user


def _colleague_behind(cookie: str) -> User | None:
    session = SessionStore(cookie)
    return proven(cast("Mapping[str, Any]", session), session.colleague) if session.get(SESSION_KEY) else None


def proven(session: Mapping[str, Any], user: User | None) -> User | None:
    """The colleague, if what their session holds proves them: signed in, at work, the password the same since."""
    if not session.get(SESSION_KEY) or not session.get(BACKEND_SESSION_KEY):
        return None
    if user is None or not user.is_active or str(user.pk) != session[SESSION_KEY]:
        return None
    known = constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
    return user if known else None
