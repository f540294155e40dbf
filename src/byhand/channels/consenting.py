"""Consenting: the owner of a mailbox at Google or Microsoft lets us read and send, without a password."""

from __future__ import annotations

from dataclasses import dataclass

from byhand.channels.connecting import wake
from byhand.channels.email import oauth
from byhand.channels.email.account import provider_of
from byhand.channels.inbox import Inbox


@dataclass(frozen=True, slots=True)
class Way:
    """Where to go to agree, and whose house that is."""

    url: str
    provider: str


def way_to_agree(inbox: Inbox, *, back: str, state: str) -> Way | None:
    """The provider's page, which leads `back` with `state`; None for a mailbox with a password."""
    provider = provider_of(inbox)
    if provider is None:
        return None
    client = str(inbox.secrets.get("client_id", ""))
    url = oauth.authorisation_url(
        provider, client_id=client, redirect_uri=back, state=state, address=inbox.address
    )
    return Way(url, oauth.DESKS[provider].name)


def agreed(inbox: Inbox, *, code: str, back: str) -> None:
    """They agreed: the code becomes a lasting permission, and mail is read from now on. Raises Refused."""
    oauth.exchange_code(inbox, code=code, redirect_uri=back)
    wake(inbox)
