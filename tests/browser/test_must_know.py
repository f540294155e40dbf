"""The public reads what went to everyone, and why; an owner says where the house sells."""

from __future__ import annotations

from playwright.sync_api import expect
from tests.browser.looking import look_at
from tests.signing_in import sign_in

from byhand.gate.many.plan import Author, Plan, Words
from byhand.gate.models import Dispatch, Reading, Tally, Terms
from byhand.team.models import House, User

BODY = "Dear {name|reader},\n\nthe glaze on the blue bowls holds lead. Please do not eat from them.\n\nWarmly, Ana"


def test_what_everyone_had_to_know_stands_where_everyone_can_read_it(desk):
    here = desk.studio
    words = (Words("en", "The blue bowls of the Rindfleischetikettierungsüberwachungsaufgabe", BODY),)
    author = Author(here.ana.pk, here.ana.name)
    plan = Plan(
        here.inbox, words, None, "{}", "Everybody", must_know=True, because="recall", author=author
    )  # fmt: skip
    olu = User.objects.create_user("olu@kilnlane.example", "Olu Ade", "a fourth phrase")
    for one in (here.tomas, olu):
        Reading.objects.agree(plan, by=sign_in(one))
    dispatch = Dispatch.objects.release_broadcast(plan, by=sign_in(here.ana))
    Terms.objects.update(spoken=1240)
    Tally.objects.move(dispatch.pk, {("accepted", ""): 1240})
    page = desk.open_page(width=360, height=740, base_url=desk.address, script=True)
    page.goto("/must-know/")
    expect(page.get_by_text("to 1,240 people")).to_be_visible()
    assert look_at(page, "must-know", width=360, colours="light") == []
    at_the_desk = desk.sit_down("/settings/budget/")
    at_the_desk.get_by_label("Where we sell").fill("https://shop.example/\nkilnlane-shop.example")
    at_the_desk.locator("form", has=at_the_desk.get_by_label("Where we sell")).get_by_role("button").click()
    expect(at_the_desk.get_by_text("Kept.")).to_be_visible()
    assert House.objects.get().sells_at == ["shop.example", "kilnlane-shop.example"]
    assert look_at(at_the_desk, "budget", width=1440, colours="light") == []
