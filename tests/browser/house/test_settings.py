"""Settings in a real browser: a mailbox of a real server is connected, a colleague joins, every page is looked at."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser.looking import look_at
from tests.signing_in import cookie_of

from byhand.channels import archives, believing
from byhand.channels.archive import ArchiveImport
from byhand.channels.email.believed.asking import Names
from byhand.channels.folder import Folder
from byhand.channels.inbox import Inbox
from byhand.channels.sending_key import SendingKey
from byhand.config.chores import CHORES
from byhand.team.founding import found
from byhand.team.user import User
from byhand.work.loop import record_run
from byhand.work.models import Lease

MBOX = b"From a@b Thu Jan  1 00:00:00 1970\nFrom: Ruth <ruth@harrow.example>\nSubject: The lid\n\nHello\n"
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenverein für Keramik und Töpferhandwerk"


@pytest.fixture
def ana(desk) -> User:
    return found(
        team="Kiln Lane Pottery",
        name="Ana Moreau",
        email="ana@kilnlane.example",
        password="wheel-and-kiln-42",
    )


@pytest.fixture
def anas_page(desk, ana, open_page) -> Page:
    return signed_in(open_page(), desk, ana)


def signed_in(page: Page, desk: str, user: User) -> Page:
    page.context.add_cookies([
        {"name": settings.SESSION_COOKIE_NAME, "value": cookie_of(user), "url": desk, "httpOnly": True}
    ])  # fmt: skip
    return page


def fill_servers(page: Page, mailbox, postfix, password: str) -> None:
    page.get_by_label("Password of the mailbox").fill(password)
    for kind, host, port in (("imap", mailbox.host, mailbox.port), ("smtp", postfix.host, postfix.smtp)):
        page.locator(f"[name={kind}_host]").fill(host)
        page.locator(f"[name={kind}_port]").fill(str(port))
        page.locator(f"[name={kind}_security]").select_option("none")
    page.get_by_label("Sending needs no sign-in").check()


def test_a_mailbox_is_tried_live_and_connected(desk, anas_page, mailbox, postfix):
    page, wrong = anas_page, []
    page.goto(f"{desk}/settings/inboxes/new/")
    wrong += look_at(page, "mailbox-address")
    page.get_by_label("The address your customers write to").fill(mailbox.address)
    page.get_by_role("button", name="Look up its servers").click()
    wrong += look_at(page, "mailbox-servers")

    fill_servers(page, mailbox, postfix, "not the password")
    page.get_by_role("button", name="Try it").click()
    expect(page.locator("#checks .notice.bad")).to_contain_text("does not accept the password")
    wrong += look_at(page, "mailbox-refused")
    assert not Inbox.objects.exists()

    page.get_by_label("Password of the mailbox").fill(mailbox.password)
    page.get_by_role("button", name="Try it").click()
    expect(page.locator("#checks")).to_contain_text("All is well")
    wrong += look_at(page, "mailbox-tried")
    page.get_by_role("button", name="Connect").click()
    expect(page.get_by_role("status")).to_contain_text("is connected")
    assert Inbox.objects.get().secrets["password"] == mailbox.password
    assert wrong == []


def test_a_mailbox_is_connected_without_a_script(desk, ana, open_page, mailbox, postfix):
    page = signed_in(open_page(script=False), desk, ana)
    page.goto(f"{desk}/settings/inboxes/new/")
    page.get_by_label("The address your customers write to").fill(mailbox.address)
    page.get_by_role("button", name="Look up its servers").click()
    fill_servers(page, mailbox, postfix, mailbox.password)
    page.get_by_role("button", name="Connect").click()

    expect(page.get_by_role("status")).to_contain_text("is connected")


def test_a_colleague_comes_in_by_the_link(desk, anas_page, open_page):
    page = anas_page
    page.goto(f"{desk}/settings/colleagues/")
    page.get_by_label("Their e-mail address").fill("mei@kilnlane.example")
    page.get_by_role("button", name="Make an invitation").click()
    link = page.get_by_label("The link").input_value()
    wrong = look_at(page, "invitation-link")

    mei = open_page()
    mei.goto(link)
    wrong += look_at(mei, "join")
    mei.get_by_label("Your name").fill("Mei Tanaka")
    mei.get_by_label("A password").fill("single-fired-stoneware")
    mei.get_by_role("button", name="Come in").click()
    expect(mei.get_by_role("heading", level=1)).to_contain_text("Keep your sign-in safe, Mei")
    other = open_page()
    other.goto(link)
    expect(other.get_by_role("heading", level=1)).to_have_text("This link no longer works")
    wrong += look_at(other, "join-closed")
    mei.goto(f"{desk}/settings/inboxes/new/")
    expect(mei.get_by_role("heading", level=1)).to_have_text("For owners of the desk")
    wrong += look_at(mei, "for-owners")
    assert wrong == []


def test_how_our_letters_are_believed_is_looked_at_and_its_records_copied(desk, ana, anas_page, monkeypatch):
    names = Names(*[lambda name: []] * 4)  # a DNS in which nothing stands
    monkeypatch.setattr(believing.how_believed, "__defaults__", (names,))
    one = Inbox.objects.create(kind="email", name="Studio", address="studio@kilnlane.example")
    page = anas_page
    page.goto(f"{desk}/settings/inboxes/{one.pk}/")
    page.get_by_role("link", name="How our letters are believed").click()
    page.get_by_role("button", name="Make the keys").click()
    expect(page.get_by_text("The keys are made")).to_be_visible()
    key = SendingKey.objects.of("kilnlane.example")[0]
    expect(page.get_by_label("What it says").first).to_have_value(key.record())
    page.context.grant_permissions(["clipboard-write"])
    page.get_by_role("button", name="Copy what it says").first.click()
    expect(page.get_by_role("button", name="Copied")).to_have_count(1)
    page.get_by_role("button", name="Look now").click()
    expect(page.locator("#findings .notice.bad").first).to_contain_text("has no SPF record")
    assert look_at(page, "settings-believed") == []
    page.goto(f"{desk}/settings/inboxes/{one.pk}/account/")
    page.get_by_label("Letters a minute").fill("60")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Kept.")).to_be_visible()
    assert look_at(page, "settings-account") == []


def a_lived_in_house(ana: User) -> Inbox:
    """Long names, a gap, trouble, an archive half read, a chore that fails."""
    User.objects.create_user("tomas@kilnlane.example", "Tomas Brandt")
    User.objects.create_user("lang@kilnlane.example", LONG)
    User.objects.create_user("gone@kilnlane.example", "Petra Vondra").leave()
    inbox = Inbox.objects.create(
        kind="email", name="Studio", address="studio@kilnlane.example", options={"auth": "password"}
    )
    now = timezone.now()
    Folder.objects.create(
        inbox=inbox, name="INBOX", server_holds=1204, missing=3, held_before=210, looked_at=now
    )
    inbox.note_trouble("The password is no longer accepted. Enter it again.")
    Inbox.objects.create(
        kind="email", name=LONG, address="long@kilnlane.example", paused_at=now, options={"auth": "password"}
    )
    (archives.folder() / "letters-2019.mbox").write_bytes(MBOX)
    asked = archives.ask("letters-2019.mbox", is_team_wide=True, by=ana)
    ArchiveImport.objects.filter(pk=asked.pk).update(position=40, total=100, stored=812, refused=2)
    (archives.folder() / "older.mbox").write_bytes(MBOX)
    Lease.take("chores", "studio-mac:1:ab", length=timedelta(minutes=10))
    for chore in CHORES[:3]:
        record_run(chore, now, said="Read 12 letters.", failure="", next_at=now + chore.every)
    record_run(CHORES[3], now, said="", failure="The mailbox is full.", next_at=now + CHORES[3].every)
    return inbox


def test_every_page_of_the_house_passes_axe_and_fits(desk, ana, anas_page):
    inbox = a_lived_in_house(ana)
    archive = ArchiveImport.objects.get()
    wrong: list[str] = []
    for path, name in (
        ("settings/me/", "settings-me"), ("settings/colleagues/", "settings-colleagues"),
        ("settings/team/", "settings-team"), ("settings/inboxes/", "settings-inboxes"),
        (f"settings/inboxes/{inbox.pk}/", "settings-inbox"), ("settings/archives/", "settings-archives"),
        (f"settings/archives/{archive.pk}/", "archive-coming-in"), ("machine/", "machine"),
        ("nowhere/", "not-found"), ("accounts/password/change/", "password-change"),
        ("accounts/reauthenticate/", "still-you"),
    ):  # fmt: skip
        page = anas_page
        page.goto(f"{desk}/{path}")
        wrong += look_at(page, name)
    assert wrong == []
