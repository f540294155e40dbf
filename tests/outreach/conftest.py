import pytest
from tests import cast


@pytest.fixture
def studio(db):
    return cast.studio()
