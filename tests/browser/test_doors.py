"""The doors in a browser: strangers come in without script, a colleague sees it first, and says when they are back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import time, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from django.utils import timezone
from playwright.sync_api import expect
from tests.browser.looking import look_at, wait_until
from tests.servers.machine import ENDS_AT_ONCE

from byhand.channels.form.form import Form, change_form, form_of, open_form
from byhand.conversations.intake import read_arrivals_due
from byhand.conversations.models import Conversation
from byhand.kit.hours import hours_of
from byhand.team import here
from byhand.team.away import Absence
from byhand.team.desk import at_the_desk
from byhand.team.models import House, Shown, User

LONG = "Donaudampfschifffahrtsgesellschaftskapitänspatentverlängerung"


def test_a_stranger_reaches_a_person_and_is_told_when(desk, ruth):
    ana, tomas = desk.studio.ana, desk.studio.tomas
    house = House.objects.get()
    house.keep_days(country="GB", region="ENG")
    house.work(hours_of([(time(9), time(17))] * 5 + [None, None]))
    house.be_told_off_by(tomas)
    day = timezone.localdate()
    tomas.be_absent(Absence(day, day + timedelta(days=4), "I am on the mountain."))
    for one, what in ((ana, "Workshops and repairs"), (tomas, LONG)):
        Shown.objects.say(one, is_shown=True, what_for=what, speaks="English, Deutsch")
    here.touched(ana.pk)
    here.write_down()
    stranger = desk.open_page(width=1440, height=900, colours="light", script=False, base_url=desk.address)
    stranger.goto("/who-we-are/")
    expect(stranger.get_by_text("Ana is at the desk now.")).to_be_visible()
    expect(stranger.get_by_text("“I am on the mountain.”")).to_be_visible()
    stranger.get_by_role("link", name="Tell us off").click()
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Tell us off")
    expect(stranger.locator(".reader")).to_contain_text("Ana")
    stranger.get_by_label("Your words").fill("Three weeks, and nobody called.")
    stranger.get_by_role("button", name="Send it").click()
    expect(stranger.get_by_role("heading", level=1)).to_have_text("We have it")
    assert stranger.context.cookies() == []
    for name in ("who-we-are", "tell-us-off"):
        looker = desk.sit_down(f"/{name}/")
        assert look_at(looker, name) == []
    read_arrivals_due()
    page = desk.sit_down("/conversations/")
    first = page.locator("#list .row").first
    expect(first).to_contain_text("tells us off")
    first.click()
    expect(page.get_by_text("They told us off: it goes to Ana Moreau before everything else")).to_be_visible()
    assert look_at(page, "told-off") == []
    page.goto("/today/")
    expect(page.locator("#today")).to_contain_text("Told us off")


@contextmanager
def a_site(page: str) -> Iterator[str]:
    """Somebody's website of one page; gives its origin."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_told):
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        Thread(target=server.serve_forever, kwargs=ENDS_AT_ONCE, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_form_on_another_site_and_one_that_may_not_show_it(desk):
    inbox = open_form(Form("Ask about a workshop", "Dates stand on our page.", ("Which date?",)))
    to = f"{desk.address}/forms/{inbox.options['slug']}/"
    framing = f"<!doctype html><title>x</title><iframe src='{to}?framed' width=600 height=900></iframe>"
    with a_site(framing) as ours, a_site(framing) as others:
        change_form(inbox, replace(form_of(inbox), origins=(ours,)))
        page = desk.open_page(width=1440, height=900, colours="light", script=False, base_url=desk.address)
        page.goto(ours)
        form = page.frame_locator("iframe")
        form.get_by_label("Your words").fill("Twelve of us?")
        form.get_by_label("How we reach you").fill("mia@berg.example")
        page.wait_for_timeout(1100)  # a person takes longer than a second
        form.get_by_role("button", name="Send").click()
        expect(form.get_by_role("heading", level=1)).to_have_text("We have it")
        read_arrivals_due()
        assert Conversation.objects.get().messages.get().writer.value == "mia@berg.example"
        page.goto(others)
        expect(page.frame_locator("iframe").get_by_label("Your words")).to_have_count(0)
    assert page.context.cookies() == []
    assert look_at(desk.sit_down(to), "form") == []


def test_at_my_desk_away_and_back_at_ten(desk, ruth):
    ana = desk.studio.ana
    page = desk.at(ruth)
    page.get_by_label("Your words").fill("Half a sentence")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("d")
    said = page.locator("#whereabouts .desk-word")  # the menu beside it speaks of “away” at any time
    expect(said).to_have_text("Away")
    expect(page.get_by_label("Your words")).to_have_value("Half a sentence")
    assert User.objects.get(pk=ana.pk).switched_away() and at_the_desk() == []
    page.locator("#whereabouts summary").click()
    page.get_by_label("I am back at").fill("10:00")
    assert look_at(page, "whereabouts", width=1440, colours="light") == []
    page.get_by_role("button", name="Away until then").click()
    expect(said).to_contain_text("Away until")
    page.get_by_role("button", name=re.compile("^Away until (?!then)")).click()
    expect(said).to_have_text("At my desk")
    wait_until(page, "document.querySelector('#live') !== null")
    assert not User.objects.get(pk=ana.pk).switched_away()
    plain = desk.sit_down("/people/", script=False, width=360)
    plain.get_by_role("button", name="At my desk").click()
    expect(plain).to_have_url(desk.address + "/people/")
    expect(plain.get_by_role("button", name="Away")).to_be_visible()
    page.goto("/settings/hours/")
    assert look_at(page, "hours") == []
    page.goto("/settings/inboxes/new/form/")
    assert look_at(page, "form-settings", width=1440, colours="light") == []
