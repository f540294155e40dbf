"""Kiln Lane Pottery with what it plans to send."""

from __future__ import annotations

import pytest
from tests.outreach.broadcasts.conftest import Press, a_press


@pytest.fixture
def press(db) -> Press:
    return a_press()
