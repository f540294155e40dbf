"""The audit's report in a real browser: it fits, axe finds nothing, and it asks nobody for anything."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.audit.studio import filled
from tests.browser.looking import HEIGHT, look_at

from byhand.audit import audit, read
from byhand.audit.page.whole import to_html

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    report = audit(read([filled().mbox(folder / "studio.mbox")]))
    (folder / "report.html").write_text(to_html(report))
    return folder / "report.html"


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_it_can_be_read_by_everybody_and_asks_nobody(open_page, page_file, width, colours):
    page = open_page(width=width, height=HEIGHT[width], colours=colours)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_file.as_uri())
    for summary in page.locator("summary").all():
        summary.click()
    assert look_at(page, "audit", width=width, colours=colours) == []
    assert asked == [page_file.as_uri()]


def test_on_paper_the_charts_stay_and_the_switches_go(open_page, page_file):
    page = open_page(width=1440, height=900)
    page.goto(page_file.as_uri())
    page.emulate_media(media="print")
    expect(page.locator("figure svg >> visible=true").nth(1)).to_be_visible()
    expect(page.locator("summary >> visible=true")).to_have_count(0)
