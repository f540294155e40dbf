"""A line of the studio at the stand-in exchange."""

import json

import pytest
from tests.servers.exchange import Exchange

from byhand.channels.inbox import Inbox
from byhand.team.secrets import seal_up


@pytest.fixture
def line(exchange: Exchange) -> Inbox:
    """Not kept in any database."""
    options = {
        "key": "k3y",
        "account": exchange.account,
        "api": exchange.address,
        "public": "https://desk.example.org",
    }
    sealed = seal_up(json.dumps({"token": exchange.token}))
    return Inbox(kind="phone", name="Line", address=exchange.number, options=options, sealed_secrets=sealed)
