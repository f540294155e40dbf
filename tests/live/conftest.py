"""The pottery's desk, served with its sockets; and the test acts on the same database."""

import pytest
from tests import cast
from tests.browser.serving import served


@pytest.fixture
def studio(fresh_house):
    return cast.studio()


@pytest.fixture
def ruth(studio):
    return cast.conversation_with(studio.inbox)


@pytest.fixture
def address(studio):
    with served() as address:
        yield address
