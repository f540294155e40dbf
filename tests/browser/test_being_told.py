"""Being told, in a real browser: choosing it, being woken by the worker, and what was seen is told no more."""

import json
import re

import pytest
from playwright.sync_api import expect
from tests import cast
from tests.browser.looking import look_at, wait_until
from tests.servers.chromium import running_chromium

from byhand.conversations.models import Note, Telling
from byhand.pocket.models import Browser, Wishes

CONTROLLED = "navigator.serviceWorker.controller !== null"
# Chromium's own push service is a server of its maker, which no test asks; everything else here is real.
SUBSCRIBES = """
  PushManager.prototype.subscribe = async function (how) {
    window.asked = how
    const key = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
    const keys = {p256dh: key, auth: "BTBZMqHH6r4Tts7J_aSIgg"}
    return {toJSON: () => ({endpoint: "https://push.example.org/abc", keys})}
  }
"""


@pytest.fixture(scope="module")
def browser(playwright):
    """The whole one: the shell knows no pushes."""
    with running_chromium(playwright, whole=True) as browser:
        yield browser


def calls_ana(desk, ruth):
    Note.objects.write(ruth, "@Ana, is the kiln free?", by=desk.studio.tomas)


def push(page, told) -> None:
    """What a push service does: it wakes the worker of the page with these words."""
    asking = page.context.new_cdp_session(page)
    registered = []
    asking.on("ServiceWorker.workerRegistrationUpdated", lambda one: registered.extend(one["registrations"]))
    asking.send("ServiceWorker.enable")
    while not registered:
        page.wait_for_timeout(50)
    asking.send("ServiceWorker.deliverPushMessage", {
        "origin": page.url.rstrip("/").split("/conversations")[0].split("/told")[0].split("/settings")[0],
        "registrationId": registered[0]["registrationId"], "data": json.dumps(told),
    })  # fmt: skip


NOTICES = "navigator.serviceWorker.ready.then(one => one.getNotifications())"
SHOWN = NOTICES + ".then(all => all.map(one => [one.title, one.body, one.tag, one.data.at]))"


def test_the_worker_shows_one_line_in_place_of_the_one_before(desk, ruth):
    page = desk.sit_down("/told/")
    page.context.grant_permissions(["notifications"])
    wait_until(page, CONTROLLED)
    at = f"/conversations/{ruth.public_id}/"
    push(page, {"title": "Kiln Lane Pottery", "body": "A note calls you.", "at": at})
    wait_until(page, f"{NOTICES}.then(all => all.length === 1)")
    push(page, {"title": "Kiln Lane Pottery", "body": "2 things wait for you.", "at": "/told/x/"})
    wait_until(page, f"{NOTICES}.then(all => all.length === 1 && all[0].body.startsWith('2'))")
    assert page.evaluate(SHOWN) == [["Kiln Lane Pottery", "2 things wait for you.", "byhand", "/told/x/"]]


def test_whoever_looks_at_it_is_not_disturbed_and_is_told_no_more(desk, ruth):
    calls_ana(desk, ruth)
    assert Telling.objects.unseen().filter(colleague=desk.studio.ana).count() == 1
    page = desk.at(ruth)
    page.context.grant_permissions(["notifications"])
    page.bring_to_front()
    wait_until(page, "!document.querySelector('[data-unseen]')")
    for _ in range(100):
        if not Telling.objects.unseen().filter(colleague=desk.studio.ana).exists():
            break
        page.wait_for_timeout(50)
    assert not Telling.objects.unseen().filter(colleague=desk.studio.ana).exists()

    wait_until(page, CONTROLLED)
    push(page, {"title": "T", "body": "B", "at": f"/conversations/{ruth.public_id}/"})
    page.wait_for_timeout(500)
    assert page.evaluate(SHOWN) == []


def test_a_colleague_chooses_this_browser_and_stops_it(desk):
    page = desk.sit_down("/settings/")
    page.add_init_script(SUBSCRIBES)
    page.context.grant_permissions(["notifications"])
    wait_until(page, CONTROLLED)
    page.goto("/settings/being-told/")
    page.get_by_role("button", name="Tell me here").click()
    page.get_by_text(re.compile("this browser")).wait_for()
    row = Browser.objects.get()
    assert row.colleague == desk.studio.ana and row.endpoint == "https://push.example.org/abc"
    assert len(row.key) == 65 and len(row.secret) == 16

    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Tell me here").wait_for()
    assert not Browser.objects.exists()


def test_a_browser_that_cannot_says_so(desk):
    page = desk.sit_down("/settings/being-told/")
    page.get_by_role("button", name="Tell me here").click()  # nobody answers the question: headless says no
    page.get_by_text("You have forbidden it").or_(page.get_by_text("It did not work")).wait_for()
    assert not Browser.objects.exists()


def test_the_choices_work_without_a_script(desk):
    page = desk.sit_down("/settings/being-told/", script=False)
    page.get_by_label("Everything in my inboxes").check()
    page.get_by_label("Once a day", exact=True).check()
    page.get_by_label("The daily mail comes at").select_option("17")
    page.get_by_label("Saturday, from").fill("10:00")
    page.get_by_label("Saturday, until").fill("12:30")
    page.get_by_label("Monday, from").fill("")
    page.get_by_label("Monday, until").fill("")
    page.get_by_role("button", name="Keep").click()
    wishes = Wishes.objects.get()
    assert (wishes.what, wishes.mail, wishes.mail_hour) == ("all", "daily", 17)
    assert wishes.awake[0] is None and wishes.awake[5] == ["10:00", "12:30"]
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Tell me again").click()
    expect(page.get_by_text("Nothing until tomorrow")).to_be_visible()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_its_pages_are_readable_for_everyone(desk, ruth, width, colours):
    page = desk.sit_down("/told/", width=width, colours=colours)
    found = look_at(page, "told-nothing", width=width, colours=colours)
    calls_ana(desk, ruth)
    long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"
    katharina = cast.conversation_with(desk.studio.inbox, sender=cast.KATHARINA, subject=long)
    katharina.assign(to=desk.studio.ana, by=desk.studio.tomas)
    page.reload()
    found += look_at(page, "told", width=width, colours=colours)
    page.goto("/settings/being-told/")
    found += look_at(page, "being-told", width=width, colours=colours)
    page.get_by_label("Monday, from").fill("")
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("Say from when and until when").wait_for()
    found += look_at(page, "being-told-refused", width=width, colours=colours)
    assert not found, "\n".join(found)
