"""The telephone line of the studio, served as in life."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.browser.serving import served
from tests.cast import studio
from tests.conversations.phone.desk import PhoneDesk, phone_desk_at
from tests.fresh import FreshHouse
from tests.servers.exchange import Exchange


@pytest.fixture
def phone_desk(fresh_house: FreshHouse, exchange: Exchange) -> Iterator[PhoneDesk]:
    here = studio()
    with served() as base:
        yield phone_desk_at(base, here, exchange)
