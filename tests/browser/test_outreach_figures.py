"""The figures of outreach in a real browser, and the choice on somebody's own page that clicks rest on."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.browser.looking import look_at
from tests.browser.test_outreach_calendar import a_press
from tests.insight.test_outreach_figures import writes_back
from tests.insight.test_versions import let_go
from tests.outreach.broadcasts.conftest import Press

from byhand.gate.models import Copy, Followed
from byhand.insight.models import DoseCount
from byhand.insight.outreach.outcome import count_outcomes_due
from byhand.people.models import Address, MayFollow
from byhand.people.own_link import token_for


@pytest.fixture
def press(desk) -> Press:
    return a_press(desk)


def test_the_figures_are_readable_for_everyone(desk, press):
    one = let_go(press)
    for number in range(4):
        writes_back(one, number, automatic=number == 3)
    Followed.objects.note(Copy.objects.filter(dispatch=one.dispatch_id, stage="accepted")[:31])
    count_outcomes_due()
    cells = {str(touch): [n, n // 9, n // 60] for touch, n in ((1, 240), (2, 96), (10, 12))}
    DoseCount.objects.create(cells=cells, ended_at=one.changed_at)
    page = desk.sit_down("/outreach/figures/")
    expect(page.get_by_role("heading", name="What the budget prevented")).to_be_visible()
    found = look_at(page, "outreach-figures")
    page.get_by_role("link", name="The kiln is free").click()
    expect(page.get_by_text("Opens are not counted")).to_be_visible()
    expect(page.get_by_role("heading", name="Two versions, by lot")).to_be_visible()
    found += look_at(page, "broadcast-figures")
    ruth = Address.objects.get(value="r0@harrow.example")
    page.goto(f"/yours/{token_for(ruth)}/")
    page.get_by_role("button", name="You may see which links I follow").click()
    expect(page.get_by_role("button", name="Do not see it any more")).to_be_visible()
    assert MayFollow.objects.allowing([ruth.pk]) == {ruth.pk}
    found += look_at(page, "own-page-links", width=1440, colours="light")
    assert not found, "\n".join(found)
