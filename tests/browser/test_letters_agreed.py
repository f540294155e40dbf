"""From the form to the last letter, without a script: agreed by a button, changed, seen at the desk, stopped."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import expect
from tests.browser.looking import look_at
from tests.people.agreeing import topic

from byhand.gate.models import Notice
from byhand.gate.notices import outgoing_of
from byhand.people.models import Address, OwnClock, SignUpForm, Wish
from byhand.people.own_link import token_for


def link_in(notice) -> str:
    body = outgoing_of(notice).envelope.body
    return urlsplit(next(word for word in body.split() if "/confirm/" in word)).path


def test_somebody_agrees_chooses_and_stops_and_colleagues_see_it(desk, ruth):
    about = topic("Workshops", by=desk.studio.ana)
    topic(
        "Kiln openings and everything that happens at the Töpferscheibenausstellungseröffnung",
        by=desk.studio.ana,
    )
    form = SignUpForm.objects.open("Shop", wording="May we write to you?", topics=[about], by=desk.studio.ana)
    page = desk.open_page(width=360, height=740, script=False, base_url=desk.address)
    page.goto(f"/sign-up/{form.public_id}/")
    page.get_by_label("Your e-mail address").fill("ruth@harrow.example")
    page.get_by_label("Workshops").check()
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_text("Look into your mail")).to_be_visible()

    page.goto(link_in(Notice.objects.get(kind="opt-in")))
    page.get_by_role("button", name="Yes, write to me").click()
    expect(page.get_by_text("We may write to you about Workshops.")).to_be_visible()
    page.get_by_label("once a month at most").check()
    page.get_by_label("by telephone").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It is noted. This is true from now on:")).to_be_visible()
    assert page.context.cookies() == []
    page = desk.open_page(width=360, height=740, base_url=desk.address, script=True)
    page.goto(f"/sign-up/{form.public_id}/")  # with a script, since axe is one
    assert look_at(page, "sign-up", width=360, colours="light") == []
    person = Address.objects.get(value="ruth@harrow.example").person
    page.goto(f"/yours/{token_for(person.addresses.get(value='ruth@harrow.example'))}/")
    assert look_at(page, "yours") == []
    expect(page.get_by_label("Your clock")).to_have_value("Europe/Berlin")
    assert not OwnClock.objects.exists(), "offered, and kept by nobody but them"
    page.get_by_role("button", name="Keep this clock").click()
    expect(page.get_by_text("It is noted.")).to_be_visible()
    assert OwnClock.objects.get().zone == "Europe/Berlin"

    at_the_desk = desk.sit_down(f"/people/{person.pk}/")
    expect(at_the_desk.get_by_text("They wish to hear from us once a month at most.")).to_be_visible()
    at_the_desk.get_by_text("May be written to about Workshops.").click()
    expect(at_the_desk.get_by_text("confirmed the same day")).to_be_visible()
    expect(at_the_desk.get_by_text("May we write to you?")).to_be_visible()
    assert look_at(at_the_desk, "consents", width=1440, colours="light") == []

    page.get_by_role("button", name="Stop everything").click()
    expect(page.get_by_text("You get nothing from us")).to_be_visible()
    assert Wish.objects.of_one(person).stopped_at
    at_the_desk.goto("/settings/topics/")
    at_the_desk.get_by_text("A new form").click()
    assert look_at(at_the_desk, "topics", width=1440, colours="light") == []
