"""A sorting rule is written, tried and kept in a browser; and whoever touches the desk is at it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests import cast
from tests.browser.looking import look_at

from byhand.conversations.models import SortingRule
from byhand.conversations.sorting.rule import Said
from byhand.team import here
from byhand.team.here import Here

LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsbescheid"


def test_a_rule_is_written_tried_and_kept_and_sorts_what_comes_in(desk, ruth):
    page = desk.sit_down("/settings/rules/")
    page.get_by_role("link", name="A new rule").click()
    page.get_by_label("What you call it").fill("Workshops")
    page.get_by_label("And says one of").fill("workshop, course")
    page.get_by_label("give it to a colleague").check()
    page.get_by_label("The colleague", exact=True).select_option(label="Tomas Brandt")
    page.get_by_label("Tag it").fill("teaching")
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("status").filter(has_text="caught 1 letter")).to_contain_text("Workshop in March")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("says “workshop” or “course”, give it to Tomas Brandt")).to_be_visible()
    one = cast.conversation_with(desk.studio.inbox, "A course in May?", sender=cast.JONAS, subject="May")
    assert one.assigned_to == desk.studio.tomas
    page.goto(f"/conversations/{one.public_id}/")
    expect(page.get_by_text("Given to Tomas Brandt by the rule “Workshops”")).to_be_visible()


def test_who_touches_the_desk_is_at_it_and_an_open_page_alone_is_not(desk, ruth):
    page = desk.at(ruth)
    here.write_down()
    Here.objects.update(at=timezone.now() - timedelta(hours=1))
    page.wait_for_timeout(1500)
    here.write_down()
    assert not Here.objects.now().exists()
    page.mouse.move(200, 200)
    page.mouse.move(240, 220)
    for _ in range(50):
        page.wait_for_timeout(100)
        here.write_down()
        if Here.objects.now().exists():
            break
    assert [one.colleague for one in Here.objects.now()] == [desk.studio.ana]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_sorting_is_readable_for_everyone(desk, ruth, width, colours):
    ana, tomas = desk.studio.ana, desk.studio.tomas
    bills = SortingRule.objects.begin(
        Said(name="Bills", words=["invoice", LONG], give="colleague", to=tomas, tag="money"), by=ana
    )
    SortingRule.objects.begin(Said(name="In turn", inbox=desk.studio.inbox, give="turn"), by=tomas)
    SortingRule.objects.begin(Said(name=LONG, weekdays="56", not_for_us=True), by=ana).switch_off(by=tomas)
    bills.sorted(
        12, timezone.now(), "Tomas Brandt does not belong to Studio, so nobody was given what came there."
    )
    page = desk.sit_down("/settings/rules/", width=width, colours=colours)
    found = look_at(page, "settings-rules", width=width, colours=colours)
    page.goto("/machine/")
    page.get_by_role("heading", name="Sorting rules").scroll_into_view_if_needed()
    found += look_at(page, "machine-rules", width=width, colours=colours)
    page.goto(f"/settings/rules/{bills.pk}/")
    page.get_by_label("And says one of").fill("lid, workshop")
    page.get_by_role("button", name="Try it").click()
    found += look_at(page, "settings-rule", width=width, colours=colours)
    assert not found, "\n".join(found)
