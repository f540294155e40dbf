"""Perhaps the same: answered by keys and by clicks, merged by hand, and taken apart, in a real browser."""

import pytest
from playwright.sync_api import expect
from tests import cast
from tests.browser.looking import look_at

from byhand.people.comparing import compare_due
from byhand.people.models import Link, Memory, Person, Resemblance


@pytest.fixture
def pairs(desk, ruth):
    """Ruth at home and at school; two of the name of Vogel, with long words."""
    home = cast.conversation_with(
        desk.studio.inbox,
        "May I call you at six?",
        subject="A call",
        sender="R. Okafor <ruth.okafor@home.example>",
    ).person
    Memory.objects.remember(home, "Is called Ruthie at home", by=desk.studio.tomas)
    for domain in ("vogel-und-soehne-kachelofenmanufaktur.example", "gmail.com"):
        cast.conversation_with(
            desk.studio.inbox,
            "Grüße",
            sender=f"Katharina Vogel <katharina.vogel@{domain}>",
            subject="Kachelofen",
        )
    compare_due()
    return ruth.person, home


def test_answered_by_a_key_and_by_a_click_and_it_ends(desk, pairs):
    page = desk.sit_down("/people/")
    page.get_by_role("link", name="Some are perhaps the same person").click()
    expect(page.get_by_text("This is the last one.").or_(page.get_by_text("more after this"))).to_be_visible()
    assert look_at(page, "people-same") == []
    page.keyboard.press("s")
    expect(page.get_by_text("is one person now")).to_be_visible()
    for left in reversed(range(Resemblance.objects.to_ask().count())):
        page.get_by_role("button", name="Two people").click()
        expect(page.get_by_role("button", name="Ask again")).not_to_have_count(0)
        expect(page.get_by_text("Nobody is in doubt.")).to_have_count(0 if left else 1)
    assert look_at(page, "people-same-done", width=1440, colours="light") == []
    assert Link.objects.count() == 1


def test_merged_by_hand_and_taken_apart(desk, pairs):
    school, home = pairs
    page = desk.sit_down(f"/people/{home.pk}/")
    page.get_by_role("link", name="Merge with…").click()
    page.get_by_role("searchbox").fill("Ruth")
    page.get_by_role("searchbox").press("Enter")
    assert look_at(page, "people-same-choose", width=1440, colours="dark") == []
    page.get_by_role("button", name="They are one").first.click()
    expect(page.get_by_text("merged by Ana Moreau")).to_be_visible()
    expect(page.locator("q", has_text="Is called Ruthie at home")).to_be_visible()
    Memory.objects.remember(school, "Noted since", by=desk.studio.ana)
    assert look_at(page, "person-merged") == []
    page.get_by_role("button", name="Take apart").click()
    expect(page.get_by_text("stayed with Ruth Okafor")).to_be_visible()
    assert look_at(page, "person-merged-apart", width=1440, colours="light") == []
    assert Person.objects.get(pk=home.pk).memories.get().text == "Is called Ruthie at home"


def test_it_works_without_a_script(desk, pairs):
    page = desk.sit_down("/people/same/", script=False, width=360)
    page.get_by_role("button", name="The same person").click()
    expect(page.get_by_text("is one person now")).to_be_visible()
