"""Ana at her desk, with a browser's cookie."""

import pytest
from django.conf import settings
from django.test import Client
from tests import cast
from tests.signing_in import cookie_of


@pytest.fixture
def studio(db):
    return cast.studio()


def client_of(user, **options) -> Client:
    client = Client(**options)
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie_of(user)
    return client


@pytest.fixture
def desk(studio):
    """Ana's browser, without JavaScript."""
    return client_of(studio.ana)


@pytest.fixture
def ruth(studio):
    """Ruth has asked something, and waits."""
    return cast.conversation_with(studio.inbox)
