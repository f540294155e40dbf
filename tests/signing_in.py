"""Signing in for tests: the same session and cookie a browser would have."""

from __future__ import annotations

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from byhand.team.session import SessionStore
from byhand.team.signin import SignIn
from byhand.team.user import User


def cookie_of(user: User) -> str:
    """A living session's cookie, as the sign-in page would set it."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    assert session.session_key
    return session.session_key


def sign_in(user: User) -> SignIn:
    """What the middleware makes of that cookie."""
    found = SignIn.from_cookie(cookie_of(user))
    assert found is not None
    return found
