"""Help pages in a real browser: written with a picture, published, found as one types, and read by anyone."""

import re

import pytest
from playwright.sync_api import expect
from tests import cast
from tests.browser.looking import look_at
from tests.signing_in import sign_in

from byhand.channels.models import Arrival
from byhand.help.counting import TALLY
from byhand.help.models import Article, Edition, Picture, Section, Unfound

WORDS = """Within **30 days**, in the parcel it came in; we pay the way back if it broke.

## How to go about it

1. Write to us with the number on your letter.
2. Wrap it twice. Newspaper is fine.
3. Bring it to any post office.

> A cup that broke on the way need not come back. A photograph is enough.

| What | Until when | Who pays the way |
|------|------------|------------------|
| It broke | 30 days | we do |
| It is not what you hoped for | 14 days | you do |
"""
GERMAN = """Binnen **30 Tagen**, in dem Karton, in dem es kam.

## Rücksendung einer Donaudampfschifffahrtsgesellschaftskapitänsmützenvitrine

1. Schreiben Sie uns die Nummer, die auf unserem Brief steht.
2. Zweimal einwickeln. Zeitungspapier genügt.
"""


@pytest.fixture
def pages(desk) -> Article:
    ana, tomas = desk.studio.ana, desk.studio.tomas
    orders = Section.objects.begin({"en": "Orders", "de": "Bestellungen"}, by=ana)
    visits = Section.objects.begin({"en": "Visiting us", "de": "Bei uns"}, by=ana)
    article = Article.objects.begin("returns", section=orders, keeper=tomas, every_days=90, by=ana)
    _written(article, "en", "Sending something back", WORDS, ana)
    _written(article, "de", "Etwas zurückschicken", GERMAN, ana)
    hours = Article.objects.begin("hours", section=visits, keeper=ana, every_days=90, by=ana)
    _written(
        hours,
        "en",
        "When the workshop is open",
        "Tuesday to Saturday, ten to six. Ring at the green door.",
        ana,
    )
    return article


def _written(article, language, title, words, by):
    edition = Edition.objects.save_new(article, language, title=title, words=words, slug="", by=by)
    edition.publish(edition.newest(), by=sign_in(by))


def test_an_article_is_written_with_a_picture_seen_beside_and_published(desk):
    page = desk.sit_down("/today/")
    page.keyboard.press("g")
    page.keyboard.press("e")
    page.get_by_label("Its key").fill("returns")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Title").fill("Sending something back")
    words = page.get_by_label("Words", exact=True)
    words.press_sequentially("Within **30 days**.\n")
    expect(page.locator("#preview strong")).to_have_text("30 days")
    page.locator(".two-sides input[type=file]").set_input_files(
        {"name": "jar.png", "mimeType": "image/png", "buffer": cast.PNG}
    )
    expect(page.locator("#keeping")).to_have_text("kept")
    page.get_by_role("button", name="Put in jar.png").click()
    expect(words).to_be_focused()
    with page.expect_response(
        "**/keep/"
    ):  # what came with the picture was kept before the first of these keys
        page.keyboard.type("A jar in its parcel")
    expect(page.locator("#preview img[alt='A jar in its parcel']")).to_be_visible()
    page.reload()
    expect(words).to_have_value(re.compile(r"!\[A jar in its parcel\]\(/help/pictures/[0-9a-f]{64}\)"))
    page.locator(".two-sides input[type=file]").set_input_files(
        {"name": "page.html", "mimeType": "text/html", "buffer": b"<script>"}
    )
    expect(page.locator(".failed")).to_contain_text("no picture of a kind every browser shows")
    page.get_by_label("Stop “page.html”").click()
    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_role("status").filter(has_text="It is on the pages.")).to_be_visible()
    edition = Edition.objects.get()
    assert edition.published.saved_by == desk.studio.ana and Picture.objects.count() == 1
    page.goto("/help/en/sending-something-back/")
    expect(page.get_by_alt_text("A jar in its parcel")).to_be_visible()
    expect(page.get_by_text("Written by Ana Moreau")).to_be_visible()


def test_a_reader_finds_reads_and_writes_to_a_person(desk, pages):
    page = desk.open_page(base_url=desk.address)
    page.set_extra_http_headers(
        {"User-Agent": "Mozilla/5.0 Firefox/140.0"}
    )  # its own says that nobody sits before it
    page.goto("/help/")
    expect(page).to_have_url(re.compile("/help/en/$"))
    search = page.get_by_label("What are you looking for?")
    search.press_sequentially("newsp")
    expect(page.locator("#found mark")).to_have_text("Newspaper")
    expect(page.locator("#all")).to_be_hidden()
    with page.expect_request(lambda one: one.url.endswith("?q=zebra")):
        search.fill("zebra")
    expect(page.get_by_role("heading", name="No page says “zebra”")).to_be_visible()
    expect(page.get_by_text("+44 20 7946 0101")).to_be_visible()
    search.fill("")
    expect(page.locator("#all")).to_be_visible()
    search.fill("parcel")
    page.get_by_role("link", name="Sending something back").click()
    page.get_by_role("link", name="Deutsch").click()
    expect(page.get_by_role("heading", name="Etwas zurückschicken")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="This did not help").click()
    page.get_by_role("textbox").first.fill("Which number? There is none on my letter.")
    page.get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("nobody can answer")
    assert Arrival.objects.count() == 1 and page.context.cookies() == []
    TALLY.write()
    assert [one.words for one in Unfound.objects.all()] == ["zebra"]


def test_without_a_script_everything_is_there(desk, pages):
    page = desk.open_page(base_url=desk.address, script=False)
    page.goto("/help/en/")
    page.get_by_label("What are you looking for?").fill("newspaper")
    page.get_by_role("button", name="Search").click()
    page.locator("#found a").click()
    page.get_by_role("link", name="This did not help").click()
    page.get_by_role("textbox").first.fill("Which number?")
    page.get_by_role("textbox").last.fill("ruth@harrow.example")
    page.get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("answers you")


def test_help_pages_are_readable_for_everyone(desk, pages):
    edition = pages.editions.get(language="en")
    edition.save_version(
        title="Sending something back", words=WORDS.replace("30 days", "40 days"), by=desk.studio.tomas
    )
    page = desk.sit_down("/help/en/")
    found = look_at(page, "help")
    for name, address in {
        "help-article": "/help/en/sending-something-back/",
        "help-article-german": "/help/de/etwas-zur%C3%BCckschicken/",
        "help-found": "/help/en/?q=parcel",
        "help-did-not-help": "/help/en/sending-something-back/did-not-help/",
        "help-missing": "/help/en/nowhere/",
        "help-pages": "/settings/help/",
        "help-pages-article": f"/settings/help/{pages.pk}/",
        "help-pages-writing": f"/settings/help/{pages.pk}/en/",
        "help-pages-versions": f"/settings/help/{pages.pk}/en/versions/",
    }.items():
        page.goto(address)
        found += look_at(page, name)
    assert not found, "\n".join(found)
