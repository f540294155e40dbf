"""Signing in at Google and Microsoft without a password: OAuth 2.0 (RFC 6749) and its XOAUTH2 form in mail.

The tokens lie in the inbox's secrets: refresh_token, access_token, expires_at (seconds since 1970),
client_id and client_secret. `inbox.options["token_url"]` puts another server in the place of theirs.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx
from django.utils.translation import gettext as _

from byhand.channels.adapter import Refused
from byhand.channels.email.account import Provider, provider_of
from byhand.channels.email.words import said
from byhand.channels.inbox import Inbox
from byhand.team.secrets import seal_up

PATIENCE = 15.0
# Renewed this long before it ends, so that it does not end between our asking and the server's looking.
RENEW_BEFORE = 120.0
_LONGEST_ANSWER = 100_000


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a provider hands out tokens, and what we ask to be allowed."""

    name: str
    authorisation_url: str
    token_url: str
    scope: str
    extras: tuple[tuple[str, str], ...] = ()


DESKS: Mapping[Provider, Desk] = {
    "google": Desk(
        "Google",
        "https://accounts.google.com/o/oauth2/v2/auth",
        "https://oauth2.googleapis.com/token",
        "https://mail.google.com/",
        (("access_type", "offline"), ("prompt", "consent")),
    ),
    "microsoft": Desk(
        "Microsoft",
        "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        "https://login.microsoftonline.com/common/oauth2/v2.0/token",
        "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
        (("prompt", "select_account"),),
    ),
}

_locks: dict[int, threading.Lock] = {}
_locks_lock = threading.Lock()


def access_token(inbox: Inbox, *, renew: bool = False) -> str:
    """A token that is good now; one thread renews it and the others wait for that. Raises Refused.

    `renew`: the server did not take the one we have, although it should last.
    """
    held = str(inbox.secrets.get("access_token", ""))
    if held and not renew and _lasts(inbox.secrets):
        return held
    if not inbox.pk:  # being tried before it is kept
        inbox.sealed_secrets = seal_up(json.dumps(_asked(inbox, inbox.secrets)))
        return str(inbox.secrets["access_token"])
    with _lock_of(inbox):
        fresh = Inbox.objects.get(pk=inbox.pk)
        secrets = fresh.secrets
        if not _lasts(secrets) or (renew and secrets.get("access_token") == held):
            secrets = _renewed(fresh, secrets)
        inbox.sealed_secrets = fresh.sealed_secrets
        return str(secrets["access_token"])


def authorisation_url(
    provider: Provider, *, client_id: str, redirect_uri: str, state: str, address: str = ""
) -> str:
    """Where the owner of the mailbox agrees; they come back to `redirect_uri` with `code` and `state`."""
    desk = DESKS[provider]
    question = {
        "client_id": client_id, "redirect_uri": redirect_uri, "response_type": "code", "scope": desk.scope,
        "state": state, **dict(desk.extras), **({"login_hint": address} if address else {}),
    }  # fmt: skip
    return f"{desk.authorisation_url}?{urlencode(question)}"


def exchange_code(inbox: Inbox, *, code: str, redirect_uri: str) -> None:
    """Turns the code they came back with into tokens and keeps them. Raises Refused."""
    secrets = inbox.secrets
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
    answer = _ask(inbox, secrets, form)
    if not answer.get("refresh_token"):
        raise Refused(_("%(name)s gave no lasting permission. Connect again and agree.") % {"name": _name(inbox)},
                      permanent=False)  # fmt: skip
    inbox.keep_secrets({**secrets, **_kept(answer)})


def _renewed(inbox: Inbox, secrets: dict[str, Any]) -> dict[str, Any]:
    """Asks for a new token and keeps it, unless another process was quicker: then theirs is good."""
    new = _asked(inbox, secrets)
    if not inbox.replace_secrets(new):
        inbox.refresh_from_db(fields=["sealed_secrets"])
        new = inbox.secrets if _lasts(inbox.secrets) else new
    return new


def _asked(inbox: Inbox, secrets: dict[str, Any]) -> dict[str, Any]:
    form = {"grant_type": "refresh_token", "refresh_token": str(secrets.get("refresh_token", ""))}
    return {**secrets, **_kept(_ask(inbox, secrets, form))}


def _ask(inbox: Inbox, secrets: dict[str, Any], form: dict[str, str]) -> dict[str, Any]:
    form |= {name: str(secrets[name]) for name in ("client_id", "client_secret") if secrets.get(name)}
    try:
        answer = httpx.post(_token_url(inbox), data=form, timeout=PATIENCE, follow_redirects=False)
    except httpx.HTTPError:
        raise Refused(
            _("%(name)s could not be reached to sign in. It is tried again.") % {"name": _name(inbox)},
            permanent=False,
        ) from None
    told = _read(answer)
    if not isinstance(told, dict) or not answer.is_success or not told.get("access_token"):
        raise Refused(_refusal(inbox, answer.status_code, told), permanent=False)
    return told


def _read(answer: httpx.Response) -> object:
    try:
        return answer.json() if len(answer.content) < _LONGEST_ANSWER else None
    except ValueError:
        return None


def _refusal(inbox: Inbox, status: int, told: object) -> str:
    error = told.get("error") if isinstance(told, dict) else None
    if error == "invalid_grant":  # taken back, expired, or the password was changed (RFC 6749, 5.2)
        return _("%(name)s no longer accepts our permission for %(address)s. Connect the mailbox again.") % {
            "name": _name(inbox), "address": inbox.address,
        }  # fmt: skip
    if error in ("invalid_client", "unauthorized_client"):
        return _("%(name)s does not know our client id or its secret. Enter both again.") % {
            "name": _name(inbox)
        }
    reason = said(told.get("error_description") or error or "") if isinstance(told, dict) else ""
    return _("%(name)s refused the sign-in: %(reason)s") % {
        "name": _name(inbox),
        "reason": reason or str(status),
    }


def _kept(answer: dict[str, Any]) -> dict[str, Any]:
    """What of an answer is kept; a new refresh token replaces the old one (Microsoft hands one out each time)."""
    try:
        seconds = float(answer.get("expires_in", 3600))
    except (TypeError, ValueError):
        seconds = 3600.0
    kept: dict[str, Any] = {"access_token": str(answer["access_token"]), "expires_at": time.time() + seconds}
    return kept | ({"refresh_token": str(answer["refresh_token"])} if answer.get("refresh_token") else {})


def _lasts(secrets: dict[str, Any]) -> bool:
    return (
        bool(secrets.get("access_token")) and float(secrets.get("expires_at", 0)) > time.time() + RENEW_BEFORE
    )


def _lock_of(inbox: Inbox) -> threading.Lock:
    with _locks_lock:
        return _locks.setdefault(inbox.pk, threading.Lock())


def _name(inbox: Inbox) -> str:
    return DESKS[provider_of(inbox) or "google"].name


def _token_url(inbox: Inbox) -> str:
    return str(inbox.options.get("token_url") or DESKS[provider_of(inbox) or "google"].token_url)
