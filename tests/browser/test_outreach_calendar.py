"""The calendar of outreach in a real browser: a card is dragged, moved by keys, and by its form without a script."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser.looking import look_at
from tests.outreach.broadcasts.conftest import Press, fresh
from tests.outreach.calendar.test_calendar import later_letter, noon
from tests.people.agreeing import agreed, topic

from byhand.outreach.models import Audience
from byhand.outreach.rules.writable import Writable
from byhand.team.models import House

TITLE = "The kiln is free"


def next_week(day: int, hour: int = 12) -> datetime:
    """A day of next week, Monday being 0, by the house's clock."""
    today = timezone.localdate()
    return datetime.combine(today + timedelta(days=7 - today.weekday() + day), time(hour), tzinfo=UTC)


@pytest.fixture
def press(desk) -> Press:
    return a_press(desk)


def a_press(desk) -> Press:
    """Ana's, at her desk."""
    about = topic("Workshops and firings", by=desk.studio.ana)
    audience = Audience.objects.begin(
        "Everybody of the workshops", [Writable(topic=about.pk)], by=desk.studio.ana
    )
    return Press(desk.studio, about, audience)


def column(page: Page, at: datetime):
    return page.locator(f'[data-day="{at:%Y-%m-%d}"]')


def drag(page: Page, start, end) -> None:
    """From the middle of one to the middle of the other, as a hand does it."""
    a, b = start.bounding_box(), end.bounding_box()
    page.mouse.move(a["x"] + a["width"] / 2, a["y"] + a["height"] / 2)
    page.mouse.down()
    page.mouse.move(b["x"] + b["width"] / 2, b["y"] + 20, steps=6)
    page.mouse.up()


def test_a_broadcast_is_moved_by_hand_and_by_keys(desk, press):
    tuesday, friday = next_week(1), next_week(4)
    one = press.read(press.written(leaves_at=tuesday))
    page = desk.sit_down(f"/outreach/calendar/?week={tuesday:%Y-%m-%d}")
    grip = page.get_by_role("button", name=f"Move: {TITLE}")
    drag(page, grip, column(page, friday))
    expect(column(page, friday)).to_contain_text(TITLE)
    expect(page.get_by_text("a colleague reads it again")).to_be_visible()
    assert fresh(one).leaves_at == friday
    grip.focus()
    for key in ("Enter", "ArrowRight", "Escape"):
        page.keyboard.press(key)
    expect(page.locator("#moving-said")).to_have_text("Left where it was.")
    expect(column(page, friday)).to_contain_text("12:00")
    for key in ("Enter", "ArrowLeft", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    expect(page.locator("#moving-said")).to_contain_text("To Wednesday")
    page.keyboard.press("Enter")
    expect(column(page, next_week(2))).to_contain_text("11:30")
    assert fresh(one).leaves_at == next_week(2, 11) + timedelta(minutes=30)

    page.get_by_role("link", name=f"{next_week(2):%A} {next_week(2).day}").click()
    nine = page.locator('[data-time="09:00"]')
    drag(page, page.get_by_role("button", name=f"Move: {TITLE}"), nine)
    expect(nine).to_contain_text(TITLE)
    assert fresh(one).leaves_at == next_week(2, 9)
    grip = page.get_by_role("button", name=f"Move: {TITLE}")
    grip.focus()
    for key in ("Enter", "ArrowDown", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    expect(page.locator('[data-time="10:00"].aimed')).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator('[data-time="10:00"]')).to_contain_text("10:30")


def test_the_form_moves_it_without_a_script(desk, press):
    monday = next_week(0)
    press.written(leaves_at=monday)
    page = desk.sit_down(f"/outreach/calendar/?week={monday:%Y-%m-%d}", width=360, script=False)
    expect(page.get_by_role("button", name=f"Move: {TITLE}")).to_have_count(0)
    page.get_by_text("Move to…").click()
    page.get_by_role("textbox", name="Day").fill(f"{next_week(3):%Y-%m-%d}")
    page.get_by_role("button", name="Move it").click()
    expect(column(page, next_week(3))).to_contain_text(TITLE)
    page.get_by_role("link", name="Who will have room?").click()
    expect(page.get_by_text("Nothing stands against it.")).to_be_visible()


def test_the_week_is_readable_for_everyone(desk, press):
    House.objects.update(country="GB", region="ENG")
    news = topic("News of the studio", by=desk.studio.ana)
    for number in range(3):
        agreed(press.reader(f"reader{number}@harrow.example"), news)
    other = Audience.objects.begin("Who wants news", [Writable(topic=news.pk)], by=desk.studio.ana)
    press.written(leaves_at=next_week(1))
    press.written(
        subject="Sommerwerkstattanmeldungsbestätigung für alle",
        leaves_at=next_week(3, 22),
        topic=news,
        audience=other,
    )
    press.written(subject="Glazes, and what they cost")
    later_letter(desk.studio, next_week(1, 9))
    page = desk.sit_down(f"/outreach/calendar/?week={next_week(0):%Y-%m-%d}")
    expect(page.get_by_text("3 of 3 will have no room by then")).to_be_visible()
    found = look_at(page, "outreach-calendar")
    page.goto(f"/outreach/calendar/day/?day={next_week(1):%Y-%m-%d}")
    found += look_at(page, "outreach-calendar-day")
    page.goto(f"/outreach/calendar/?week={noon(400):%Y-%m-%d}")
    found += look_at(page, "outreach-calendar-empty", width=1440, colours="light")
    assert not found, "\n".join(found)
