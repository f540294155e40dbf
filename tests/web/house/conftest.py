"""A founded house with an owner, Ana, and a colleague, Tomas; a browser for each and one for a stranger."""

from __future__ import annotations

import pytest
from django.test import Client

from byhand.team.founding import found
from byhand.team.house import House
from byhand.team.user import User

PASSWORD = "wheel-and-kiln-42"


@pytest.fixture
def stranger() -> Client:
    """Someone on the same machine who is not signed in."""
    return Client(HTTP_HOST="localhost")


@pytest.fixture
def ana(db) -> User:
    return found(team="Clay & Co", name="Ana Moreau", email="ana@clay.test", password=PASSWORD)


@pytest.fixture
def house(ana) -> House:
    return House.objects.get()


@pytest.fixture
def tomas(ana) -> User:
    return User.objects.create_user("tomas@clay.test", "Tomas Brandt", PASSWORD)


@pytest.fixture
def as_ana(ana) -> Client:
    return browser_of(ana)


@pytest.fixture
def as_tomas(tomas) -> Client:
    return browser_of(tomas)


def browser_of(user: User) -> Client:
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser
