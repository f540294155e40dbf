"""The help pages as anyone sees them."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import translation
from tests import cast
from tests.help.conftest import written
from tests.house.source import PACKAGE
from tests.signing_in import sign_in
from tests.web.conftest import client_of

from byhand.help.models import Article, HelpPages, Picture
from byhand.help.section import Section
from byhand.web.shown_to_all import POLICY

SENTENCE = re.compile(r'(?<!n)\b_\("([^"]+)"')
EN, DE = "/help/en/sending-something-back/", "/help/de/etwas-zurückschicken/"


@pytest.fixture
def reader():
    return Client(headers={"Accept-Language": "en-GB,en;q=0.8", "User-Agent": "Mozilla/5.0"})


def page(answer) -> str:
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_an_article_is_read_by_anyone_and_ends_with_a_person(pages, reader):
    read = page(reader.get(EN))
    assert (
        "Sending something back" in read
        and '<h2 id="s-how-long">' in read
        and "<strong>30 days</strong>" in read
    )
    assert "Written by" in read and "Ana Moreau" in read and "Tomas Brandt looks after it" in read
    assert "studio@kilnlane.example" in read and "+44 20 7946 0101" in read and "This did not help" in read
    assert 'hreflang="de"' in read and f'rel="canonical" href="http://localhost:8000{EN}"' in read


def test_it_sets_no_cookie_runs_nothing_and_is_asked_for_anew_cheaply(pages, reader):
    for address in (
        EN,
        "/help/en/",
        "/help/en/?q=parcel",
        f"{EN}did-not-help/",
        "/help/en/nowhere/",
        "/help/",
    ):
        answer = reader.get(address)
        assert not answer.cookies and "Set-Cookie" not in answer, address
        assert "Cookie" not in answer.get("Vary", ""), address
        if address != "/help/":
            assert answer["Content-Security-Policy"] == POLICY and "unsafe" not in POLICY
    first = reader.get(EN)
    again = reader.get(EN, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"") and first["Cache-Control"] == "public, no-cache"
    pages.english.save_version(title="Sending something back", words="Within 40 days.", by=pages.studio.ana)
    assert reader.get(EN, headers={"If-None-Match": first["ETag"]}).status_code == 304, (
        "saved is not published"
    )


def test_a_signed_in_colleague_sees_the_same_page(pages, reader):
    assert client_of(pages.studio.ana).get(EN).content == reader.get(EN).content


def test_a_reader_gets_their_language_by_browser_and_by_choice_and_hears_what_is_missing(pages, reader):
    def front(accepts):
        return Client().get("/help/", headers={"Accept-Language": accepts})

    assert [front(said)["Location"] for said in ("de-AT,de;q=0.9,en;q=0.5", "fr, en;q=0.3", "fr", "", "x" * 5000)] == [
        "/help/de/", "/help/en/", "/help/en/", "/help/en/", "/help/en/"
    ]  # fmt: skip
    assert "Accept-Language" in front("de")["Vary"]
    assert "Etwas zurückschicken" in page(reader.get("/help/de/"))
    alone = Article.objects.begin(
        "hours", section=None, keeper=pages.studio.ana, every_days=30, by=pages.studio.ana
    )
    written(alone, "en", "When we are here", "Nine to five.", by=pages.studio.ana)
    german = page(reader.get("/help/de/"))
    assert 'hreflang="en" lang="en">When we are here</a> <small>English</small>' in german
    read = page(reader.get("/help/en/when-we-are-here/", headers={"Accept-Language": "de"}))
    assert "This page is not written in Deutsch yet." in read
    assert "Nothing is written in français yet" in page(reader.get("/help/fr/"))
    assert reader.get("/help/qq/").status_code == 404


def test_what_is_not_on_the_pages_is_nowhere(pages, reader):
    draft = Article.objects.begin(
        "x", section=None, keeper=pages.studio.ana, every_days=30, by=pages.studio.ana
    )
    written(draft, "en", "A secret glaze", "Cobalt and patience.", by=pages.studio.ana, on_the_pages=False)
    pages.english.save_version(title="Unreleased title", words="Unreleased words", by=pages.studio.ana)
    everywhere = ["/help/en/", "/help/en/?q=cobalt", "/help/en/?q=unreleased", "/help/sitemap.xml", EN]
    for address in everywhere:
        told = page(reader.get(address)).replace("No page says", "")
        assert "secret" not in told and "Unreleased" not in told and "patience" not in told, address
    assert reader.get("/help/en/a-secret-glaze/").status_code == 404
    assert reader.get("/help/en/a-secret-glaze/did-not-help/").status_code == 404
    pages.english.withdraw(by=pages.studio.ana)
    assert reader.get(EN).status_code == 404 and "Sending something" not in page(
        reader.get("/help/en/?q=parcel")
    )
    pages.german.withdraw(by=pages.studio.ana)
    gone = reader.get("/help/")
    assert gone.status_code == 404 and "studio@kilnlane.example" in gone.content.decode(), "a person is there"


def test_an_old_link_leads_on(pages, reader):
    pages.english.stand_at("returns & refunds")
    answer = reader.get(EN)
    assert (answer.status_code, answer["Location"]) == (301, "/help/en/returns-refunds/")
    pages.english.stand_at("sending-something-back")
    assert reader.get("/help/en/returns-refunds/")["Location"] == EN and reader.get(EN).status_code == 200


@pytest.mark.parametrize(("asked", "finds"), [
    ("parcel", True), ("parc", True), ("PARCEL days", True), ("zurück", True), ("zuruck", True), ("zebra", False),
    ('"; DROP TABLE help_edition; --', False), ("' OR 1=1", False), ("\x00", False), ("*" * 300, False),
    ("<b>x</b>", False),
])  # fmt: skip
def test_search_finds_published_words_and_nothing_breaks_it(pages, reader, asked, finds):
    read = page(reader.get("/help/en/", {"q": asked}))
    assert ("say" in read and 'class="found"' in read) == finds
    assert "<b>x" not in read


def test_search_has_titles_first_and_its_own_language_first(pages, reader):
    ana = pages.studio.ana
    other = Article.objects.begin("parcels", section=pages.section, keeper=ana, every_days=30, by=ana)
    written(other, "en", "Parcel went missing", "Tell us.", by=ana)
    titles = page(reader.get("/help/en/", {"q": "parcel"}))
    assert titles.index("went missing") < titles.index("Sending something back")
    assert "<mark>Parcel</mark> went missing" in titles
    german = page(reader.get("/help/de/", {"q": "parcel"}))
    assert "<small>English</small>" in german, "nothing German says it: what English says is shown as such"


def test_unlisted_pages_ask_not_to_be_listed(pages, reader):
    assert EN in page(reader.get("/help/sitemap.xml")) and "X-Robots-Tag" not in reader.get(EN)
    assert 'hreflang="de"' in page(reader.get("/help/sitemap.xml"))
    HelpPages.current().describe(inbox=None, unlisted=True, by=pages.studio.ana)
    assert reader.get("/help/sitemap.xml").status_code == 404
    assert reader.get(EN)["X-Robots-Tag"] == "noindex" and '<meta name="robots" content="noindex">' in page(
        reader.get(EN)
    )


def test_a_picture_is_shown_to_strangers_once_it_is_published(pages, reader):
    picture = Picture.objects.take("jar.png", cast.PNG, by=pages.studio.ana)
    address = f"/help/pictures/{picture.sha256}"
    words = f"![A jar]({address}) ![spy](https://evil.example/x.png)"
    version = pages.english.save_version(title="T", words=words, by=pages.studio.ana)
    assert reader.get(address).status_code == 404, "not before it is on the pages"
    pages.english.publish(version, by=sign_in(pages.studio.ana))
    answer = reader.get(address)
    assert answer.content == cast.PNG and answer["Content-Type"] == "image/png"
    assert "sandbox" in answer["Content-Security-Policy"] and "immutable" in answer["Cache-Control"]
    read = page(reader.get(EN))
    assert f'src="{address}"' in read and "evil.example" not in read and 'alt="A jar"' in read
    for wrong in ("/help/pictures/x", "/help/pictures/" + "0" * 64, "/help/pictures/..%2f..%2fkeys"):
        assert reader.get(wrong).status_code == 404


class Tags(HTMLParser):
    """Every element of a page with its attributes, as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name: value or "" for name, value in attrs}))


@pytest.mark.parametrize("words", [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "[x](data:text/html,y)",
    "[x](vbscript:y)", "![x](javascript:alert(1))", "<svg/onload=alert(1)>", "[x]: javascript:alert(1)\n\n[x]",
    "`<script>`", "<a href='javascript:alert(1)'>x</a>", "![\" onerror=alert(1)](/help/pictures/" + "a" * 64 + ")",
])  # fmt: skip
def test_no_words_of_an_article_can_run(pages, reader, words):
    version = pages.english.save_version(title="<script>alert(2)</script>", words=words, by=pages.studio.ana)
    pages.english.publish(version, by=sign_in(pages.studio.ana))
    tags = Tags(page(reader.get(EN))).found
    assert not {"script", "svg", "iframe", "style"} & {tag for tag, _ in tags}
    for _tag, attributes in tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        address = attributes.get("href") or attributes.get("src") or "/"
        assert address.startswith(("/", "http://localhost:8000/", "mailto:", "tel:", "#")), address


def test_many_articles_cost_no_more_queries(pages, reader, django_assert_num_queries):
    ana = pages.studio.ana
    for number in range(5):
        section = Section.objects.begin({"en": f"S{number}"}, by=ana)
        one = Article.objects.begin(f"k{number}", section=section, keeper=ana, every_days=30, by=ana)
        written(one, "en", f"Parcel {number}", "Words.", by=ana)
    with django_assert_num_queries(5):
        reader.get(EN)
    with django_assert_num_queries(4):
        reader.get("/help/en/")


def test_what_stands_around_german_words_is_german(pages, reader):
    """A sentence that a page for everyone gains needs its German, too."""
    sources = [
        *(PACKAGE / "web/templates/help").glob("*.html"),
        PACKAGE / "web/templates/parts/way_to_a_person.html",
    ]
    sentences = {one for path in sources for one in SENTENCE.findall(path.read_text())}
    assert len(sentences) > 25
    with translation.override("de"):
        assert not [one for one in sentences if translation.gettext(one) == one]
    read = page(reader.get(DE))
    assert (
        "Geschrieben von" in read
        and re.search(r"Zuletzt geprüft am \d+\. ", read)
        and '<html lang="de"' in read
    )
    asked = page(reader.get(f"{DE}did-not-help/"))
    assert "Ihr Name, wenn Sie mögen" in asked and "Written" not in asked
