"""The module Django's SESSION_ENGINE names."""

from byhand.team.session import SessionStore

__all__ = ["SessionStore"]
