"""The desk in the pocket: installable, honest without a connection, and no customer's words kept on the device."""

import json

from playwright.sync_api import expect
from tests import cast
from tests.browser.looking import look_at, wait_until

CONTROLLED = "navigator.serviceWorker.controller !== null"


def test_chromium_would_install_it(desk):
    page = desk.sit_down()
    wait_until(page, CONTROLLED)
    asking = page.context.new_cdp_session(page)
    manifest = asking.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert json.loads(manifest["data"])["display"] == "standalone"
    wrong = {one["errorId"] for one in asking.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert wrong <= {"in-incognito"}  # a test's context is one


def test_without_a_connection_it_says_so_and_shows_nothing_old(desk, ruth):
    page = desk.at(ruth, width=360)
    wait_until(page, CONTROLLED)
    page.context.set_offline(True)
    page.goto(f"/conversations/{ruth.public_id}/")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    assert "Ruth" not in page.content()
    assert not look_at(page, "offline", width=360, colours="light")
    page.context.set_offline(False)
    page.reload()
    assert "Ruth" in page.content()


def test_what_the_device_keeps_names_nobody(desk, ruth):
    page = desk.at(ruth)
    wait_until(page, CONTROLLED)
    page.goto("/people/")
    page.goto("/conversations/")
    kept = page.evaluate("""async () => {
      const found = []
      for (const name of await caches.keys())
        for (const one of await (await caches.open(name)).matchAll())
          found.push([new URL(one.url).pathname, await one.text()])
      return found
    }""")
    assert len(kept) > 20
    for path, text in kept:
        assert path == "/offline/" or path.startswith("/static/"), path
        assert not any(name in text for name in ("Ruth Okafor", "harrow.example", desk.studio.ana.email)), (
            path
        )


def test_one_pane_at_a_time_in_the_pocket(desk, ruth):
    page = desk.sit_down("/conversations/", width=360)
    expect(page.locator(".list")).to_be_visible()
    page.goto(f"/conversations/{ruth.public_id}/")
    expect(page.locator(".thread")).to_be_visible()
    expect(page.locator(".list")).to_be_hidden()
    assert cast.RUTH.split()[0] in page.content()
