"""Sessions whose key is known to the browser alone.

The database holds a digest of the key. Whoever reads the table (a backup, a chore, the shell) learns
that somebody is signed in and still cannot speak for them.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone

from byhand.team.kept import Given, kept
from byhand.team.user import User


def digest(key: str) -> str:
    """What stands in the table for a session key: the first 160 bits of its SHA-256, as hex."""
    return sha256(key.encode()).hexdigest()[:40]


class Session(AbstractBaseSession):
    """One browser's session; its primary key is the digest of the key in the cookie."""

    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="sessions"
    )
    colleague_id: int | None

    objects = BaseSessionManager()

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore


@kept
def _session() -> models.QuerySet[Session]:
    alive = Session.objects.filter(
        session_key=Given("key"), expire_date__gt=Given("now", models.DateTimeField())
    )
    return alive.select_related("colleague")[:1]


class SessionStore(DatabaseStore):
    """Django's database sessions, looked up by digest; the colleague comes with the row."""

    colleague: User | None = None

    @classmethod
    def get_model_class(cls) -> type[AbstractBaseSession]:
        return Session

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        if not self.session_key:
            return None
        row = _session().first(key=digest(self.session_key), now=timezone.now())
        if row is None:
            self._session_key = None
        else:
            self.colleague = row.colleague
        return row

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=digest(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast("Session", super().create_model_instance(data))
        row.session_key = digest(row.session_key)
        row.colleague_id = data.get(SESSION_KEY)
        return row

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=digest(key)).delete()
