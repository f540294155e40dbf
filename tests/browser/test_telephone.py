"""The telephone at the desk: a line is connected, it rings, a word is left, somebody is called back."""

from __future__ import annotations

from threading import Thread

from playwright.sync_api import expect
from tests.browser.looking import look_at
from tests.conversations.calling import is_here
from tests.conversations.phone.desk import ANAS, RUTHS, phone_desk_at
from tests.servers.exchange_walk import Caller, Telephone, Walk

from byhand.channels.models import OwnPhone
from byhand.conversations.models import Call
from byhand.conversations.phone.word import fetch_words_due
from byhand.people.models import Memory


def test_a_call_from_its_first_ring_to_the_call_back(desk, exchange):
    studio = desk.studio
    line = phone_desk_at(desk.address, studio, exchange)
    line.walk({"tone": "speak"}, verified="TN-Validation-Passed-A")
    ruth = line.call().conversation.person
    ruth.describe(name="Ruth Okafor", line="Teaches ceramics, Harrow Road School")
    Memory.objects.remember(ruth, "Prefers a call, mornings before ten", by=studio.ana)
    exchange.text(line.at("text"), sender=RUTHS, words="Is the lid ready?", sid="SM1")
    line.reads()
    page = desk.sit_down("/people/")

    # It rings: a card over whatever page is open, where something is being written; it is taken at the telephone.
    page.get_by_role("searchbox").first.fill("Jon")
    is_here(studio.ana, studio.tomas)
    answer = exchange.post(line.at("call"), {"CallSid": "CA77", "From": RUTHS, "To": exchange.number})
    assert ANAS in answer.text
    card = page.get_by_role("region", name="Ruth Okafor calls")
    expect(card.get_by_text("Rings on your telephone")).to_be_visible()
    expect(card.get_by_role("button", name="Take it")).to_have_count(0)
    assert look_at(page, "telephone-rings", width=1440, colours="light") == []
    expect(page.get_by_role("searchbox").first).to_have_value("Jon")
    # Where nothing is, the page of whoever calls opens by itself, and once.
    page.goto("/settings/inboxes/")
    expect(page).to_have_url(f"{desk.address}/people/{ruth.pk}/")
    expect(page.get_by_role("heading", name="Ruth Okafor").first).to_be_visible()
    page.goto("/settings/inboxes/")
    expect(card).to_be_visible()
    expect(page).to_have_url(f"{desk.address}/settings/inboxes/")
    exchange.post(line.at("status"), {"CallSid": "CA77", "CallStatus": "completed"})
    line.walk({"greeting": "*", "off": "speak"})
    exchange.answers["/Recordings"] = 503
    line.walk({"tone": "speak"}, verified="TN-Validation-Failed-A")
    exchange.answers = {}

    # What became of each stands in the conversation, with the word to be heard.
    page.goto(f"/conversations/{line.call().conversation.public_id}/")
    expect(page.get_by_text("Number verified by their network.")).to_be_visible()
    expect(page.get_by_text("Told us off, by the star key.")).to_be_visible()
    expect(page.get_by_text("Their word is being fetched.")).to_be_visible()
    expect(page.locator("audio")).to_have_count(2)
    expect(page.get_by_text("Is the lid ready?").first).to_be_visible()
    assert look_at(page, "telephone") == []

    # She is called back: Ana's telephone first, then hers.
    page.goto(f"/people/{ruth.pk}/")
    page.get_by_role("button", name="Call", exact=True).click()
    expect(page.get_by_text("Your telephone rings. Pick up, and Ruth Okafor is called.")).to_be_visible()
    asked = exchange.asked_for("/Calls.json")[-1]
    walk = Walk(
        exchange, asked["Url"], Caller(asked["To"], {"greeting": "1"}), {RUTHS: Telephone(presses="")}
    )
    walk.sid = Call.objects.order_by("pk").last().remote_id
    Thread(target=walk.walk).start()
    expect(page.get_by_text("Ana Moreau called Ruth Okafor", exact=False)).to_be_visible()
    fetch_words_due()


def test_a_line_is_looked_after_in_the_settings_and_my_telephone_is_mine(desk, exchange):
    line = phone_desk_at(desk.address, desk.studio, exchange)
    page = desk.sit_down("/settings/inboxes/")
    page.get_by_role("link", name="Connect a telephone number").click()
    for label, typed in (("The number your", "020 7946 0199"), ("Account SID", "AC1"), ("Auth token", "x")):
        page.get_by_label(label).first.fill(typed)
    page.get_by_role("button", name="Connect").click()
    expect(page.get_by_text("Write it with its country’s code")).to_be_visible()
    page.goto(f"/settings/inboxes/{line.line.pk}/phone/")
    expect(page.get_by_text(line.at("call"), exact=True)).to_be_visible()
    page.get_by_role("button", name="Try it").click()
    expect(page.locator("#checks").get_by_text("belongs to the account")).to_be_visible()
    assert look_at(page, "telephone-line") == []
    page.goto("/settings/me/")
    page.get_by_label("Let calls ring there").uncheck()
    page.locator("form", has=page.get_by_label("My telephone")).get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Kept.")).to_be_visible()
    assert OwnPhone.objects.get(colleague=desk.studio.ana).rings_since is None
