"""Writing help pages from within: kept as one types, saved, compared, published; guests read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests import cast
from tests.web.conftest import client_of

from byhand.conversations.models import Draft
from byhand.conversations.sweeping import sweep_files_due
from byhand.files import store
from byhand.files.models import Check, Upload
from byhand.help.counting import TALLY, count_views_due, forget_unfound_due, is_machine
from byhand.help.models import Article, Edition, Picture, Section, Sketch, Unfound, Viewed

EN = "/help/en/sending-something-back/"
MOZILLA = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}


@pytest.fixture
def desk(studio):
    return client_of(studio.ana)


def first_words(studio, **other):
    return {"key": "hours", "keeper": studio.tomas.pk, "every_days": "90", "language": "en", **other}


def told(answer) -> str:
    return answer.content.decode()


def test_an_article_is_begun_written_published_and_read(studio, desk):
    assert (
        desk.post("/settings/help/sections/", {"name_en": "Orders", "name_de": "Bestellungen"}).status_code
        == 302
    )
    section = Section.objects.get()
    begun = desk.post("/settings/help/", first_words(studio, section=section.pk))
    article = Article.objects.get()
    write = f"/settings/help/{article.pk}/en/"
    assert begun["Location"] == write and desk.get(write).status_code == 200
    desk.post(
        write, {"title": "When we are here", "words": "Nine to **five**.", "based_on": "0", "save": "1"}
    )
    edition = Edition.objects.get()
    assert edition.published is None and Client().get("/help/en/when-we-are-here/").status_code == 404
    desk.post(write, {"title": "When we are here", "words": "Ten to **five**.", "based_on": "1", "slug": "hours",
                      "publish": "1"})  # fmt: skip
    edition.refresh_from_db()
    assert (edition.published.number, edition.published_by, edition.slug) == (2, studio.ana, "hours")
    assert "Ten to <strong>five</strong>" in told(Client().get("/help/en/hours/"))
    assert Client().get("/help/en/when-we-are-here/")["Location"] == "/help/en/hours/"
    compared = told(desk.get(f"{write}versions/?a=1&b=2"))
    assert (
        "<mark>Nine</mark> to" in compared and "<mark>Ten</mark> to" in compared and "Ana Moreau" in compared
    )
    desk.post(f"{write}versions/1/publish/")
    assert "Nine to" in told(Client().get("/help/en/hours/"))
    desk.post(f"{write}withdraw/")
    assert Client().get("/help/en/hours/").status_code == 404
    assert "When we are here" in told(desk.get("/settings/help/")) and "draft" in told(
        desk.get("/settings/help/")
    )


def test_what_is_typed_is_kept_for_its_writer_and_shown_as_it_will_be(pages, desk):
    write = f"/settings/help/{pages.article.pk}/en/"
    assert desk.post(f"{write}keep/", {"title": "Half", "words": "Half a thou"}).status_code == 200
    again = told(desk.get(write))
    assert "Half a thou" in again and "not saved as a version yet" in again
    assert "Half a thou" not in told(client_of(pages.studio.tomas).get(write))
    shown = told(
        desk.post(f"{write}preview/", {"title": "T", "words": "# So\n\n<script>x</script> **will**"})
    )
    assert "<strong>will</strong>" in shown and "<h2" in shown and "<script" not in shown
    desk.post(write, {"discard": "1"})
    assert not Sketch.objects.exists() and "Half a thou" not in told(desk.get(write))


def test_of_two_who_write_at_once_neither_loses_a_word(pages, desk, studio):
    write = f"/settings/help/{pages.article.pk}/en/"
    other = client_of(studio.tomas)
    other.post(write, {"title": "Tomas", "words": "His", "based_on": "1", "save": "1"})
    page = told(
        desk.post(write, {"title": "Ana", "words": "Hers", "based_on": "1", "save": "1"}, follow=True)
    )
    assert "Tomas Brandt saved version 2 while you wrote" in page
    assert list(pages.english.versions.values_list("title", flat=True)) == [
        "Sending something back",
        "Tomas",
        "Ana",
    ]


@pytest.mark.parametrize("wrong", [
    {"title": ""}, {"title": "a\nb"}, {"title": "x" * 121}, {"words": ""}, {"words": "x" * 60_001},
    {"words": "a\x00b"}, {"slug": "x" * 81}, {"slug": "etwas\u202e"}, {"based_on": "x"},
])  # fmt: skip
def test_a_page_that_cannot_be_saved_is_shown_again_with_its_words(pages, desk, wrong):
    given = {"title": "Fine", "words": "Words kept", "based_on": "1", "save": "1", **wrong}
    answer = desk.post(f"/settings/help/{pages.article.pk}/en/", given)
    assert answer.status_code == 422 and pages.english.versions.count() == 1


def test_a_taken_address_or_key_is_said_at_its_field(pages, desk, studio):
    other = Article.objects.begin("x", section=None, keeper=studio.ana, every_days=30, by=studio.ana)
    given = {"title": "T", "words": "W", "slug": "sending-something-back", "save": "1"}
    taken = desk.post(f"/settings/help/{other.pk}/en/", given)
    assert taken.status_code == 422 and "Choose another" in told(taken)
    assert "Choose another" in told(desk.post("/settings/help/", first_words(studio, key="returns")))
    assert desk.post("/settings/help/", first_words(studio, language="qq")).status_code == 422
    assert desk.get(f"/settings/help/{pages.article.pk}/qq/").status_code == 404


def test_articles_and_sections_are_put_in_order(pages, desk, studio):
    second = Article.objects.begin(
        "b", section=pages.section, keeper=studio.ana, every_days=30, by=studio.ana
    )
    desk.post(f"/settings/help/{second.pk}/up/")
    assert list(Article.objects.order_by("place").values_list("key", flat=True)) == ["b", "returns"]
    desk.post(f"/settings/help/{second.pk}/up/")
    desk.post(f"/settings/help/{second.pk}/down/")
    assert list(Article.objects.order_by("place").values_list("key", flat=True)) == ["returns", "b"]
    more = Section.objects.begin({"en": "More"}, by=studio.ana)
    desk.post(f"/settings/help/sections/{more.pk}/up/")
    assert list(Section.objects.values_list("pk", flat=True)) == [more.pk, pages.section.pk]
    desk.post(f"/settings/help/sections/{more.pk}/", {"name_de": "Weiteres"})
    more.refresh_from_db()
    assert (more.called("en"), more.called("de")) == ("Weiteres", "Weiteres")
    assert desk.post(f"/settings/help/sections/{more.pk}/", {"name_en": " "}).status_code == 422


def test_it_says_when_it_was_last_checked_and_reminds_its_keeper(pages, desk):
    Article.objects.update(check_again_on=timezone.localdate() - timedelta(days=1))
    assert "is it still right?" in told(desk.get("/settings/help/"))
    desk.post(f"/settings/help/{pages.article.pk}/still-right/")
    assert "is it still right?" not in told(desk.get("/settings/help/"))
    given = {"key": "returns", "keeper": pages.studio.ana.pk, "every_days": "30"}
    desk.post(f"/settings/help/{pages.article.pk}/", given)
    pages.article.refresh_from_db()
    assert pages.article.keeper == pages.studio.ana and pages.article.section is None


def test_a_guest_reads_and_writes_nothing(pages, studio):
    studio.tomas.role = "guest"
    studio.tomas.save(update_fields=["role"])
    guest = client_of(studio.tomas)
    write = f"/settings/help/{pages.article.pk}/en/"
    for address in ("/settings/help/", f"/settings/help/{pages.article.pk}/", write, f"{write}versions/"):
        page = told(guest.get(address))
        assert "A new article" not in page and "Publish" not in page and "Save as" not in page, address
    assert guest.post(write, {"title": "x", "words": "y", "publish": "1"}).status_code == 403
    assert guest.post(f"{write}versions/1/publish/").status_code == 403


def upload(desk, article, name, content, **how):
    return desk.post(f"/settings/help/{article.pk}/en/pictures/", {"files": SimpleUploadedFile(name, content), **how},
                     headers={} if how else {"HX-Request": "true"})  # fmt: skip


def test_a_picture_is_taken_up_checked_and_stays_while_the_article_is_there(pages, desk, settings):
    listed = upload(desk, pages.article, "jar.png", cast.PNG)
    picture = Picture.objects.get()
    assert f"/settings/help/pictures/{picture.sha256}" in told(listed) and "jar.png" in told(listed)
    assert desk.get(f"/settings/help/pictures/{picture.sha256}").content == cast.PNG
    assert Client().get(f"/settings/help/pictures/{picture.sha256}").status_code == 302
    Upload.objects.update(at=timezone.now() - timedelta(days=10))
    assert sweep_files_due() == "" and store.read(picture.sha256) == cast.PNG
    settings.CLAMD = ("127.0.0.1", 1)  # a scanner that does not answer: nothing is handed out meanwhile
    Check.objects.all().delete()
    assert desk.get(f"/settings/help/pictures/{picture.sha256}").status_code == 404
    Check.objects.update(checked_at=timezone.now(), found="Eicar-Test")
    assert desk.get(f"/settings/help/pictures/{picture.sha256}").status_code == 404


@pytest.mark.parametrize(("name", "content"), [
    ("a.svg", b"<svg onload=alert(1)>"), ("a.png", b"<html>"), ("a.png", b""), ("x.html", b"\x89PN"),
    ("a.gif", b"GIF88a"),
    ("vast.png", cast.PNG + b"0" * 5_000_000),
])  # fmt: skip
def test_what_is_no_picture_is_refused_with_a_sentence(pages, desk, name, content):
    answer = upload(desk, pages.article, name, content)
    assert answer.status_code == 422 and 'class="error"' in told(answer) and not Picture.objects.exists()


def test_without_a_script_a_picture_comes_with_the_whole_form_and_nothing_typed_is_lost(pages, desk):
    answer = upload(desk, pages.article, "jar.png", cast.PNG, title="T", words="Half written")
    assert (
        answer.status_code == 302
        and "Half written" in told(desk.get(answer["Location"]))
        and Picture.objects.exists()
    )


def test_a_picture_without_words_is_said(pages, desk):
    digest = Picture.objects.take("a.png", cast.PNG, by=pages.studio.ana).sha256
    given = {"title": "T", "words": f"![](/help/pictures/{digest})", "based_on": "1", "save": "1"}
    page = desk.post(f"/settings/help/{pages.article.pk}/en/", given, follow=True)
    assert "1 picture has no words yet" in told(page)


def test_looks_are_counted_by_version_and_day_and_programs_apart(pages, desk):
    for agent in (MOZILLA, MOZILLA, {"User-Agent": "Googlebot/2.1"}, {"User-Agent": ""}):
        Client().get(EN, headers=agent)
    Client().head(EN, headers=MOZILLA)
    Client().get(EN, headers={**MOZILLA, "Sec-Purpose": "prefetch"})
    assert not Viewed.objects.exists(), "no look writes by itself"
    count_views_due()
    row = Viewed.objects.get()
    assert (row.version, row.day, row.people, row.machines) == (
        pages.english.published,
        timezone.localdate(),
        2,
        2,
    )
    Client().get(EN, headers=MOZILLA)
    count_views_due()
    row.refresh_from_db()
    assert row.people == 3
    assert "looked at 3 times in 30 days" in told(desk.get("/settings/help/"))
    assert "and 2 times by programs" in told(desk.get(f"/settings/help/{pages.article.pk}/"))
    assert (
        is_machine("curl/8.0")
        and is_machine("facebookexternalhit/1.1")
        and not is_machine(MOZILLA["User-Agent"])
    )


def test_searches_that_found_nothing_are_words_alone_for_ninety_days(pages, desk):
    def look(words, **more):
        Client().get("/help/en/", {"q": words, **more}, headers=MOZILLA)

    for words in (
        "Glaze Recipe",
        "glaze  recipe",
        "parcel",
        "ruth@harrow.example",
        "4111 1111 1111 1111",
        "+442079460101",
    ):
        look(words)
    look("half a wo", typing="1")
    TALLY.write()
    assert [(one.words, one.language, one.times) for one in Unfound.objects.all()] == [
        ("glaze recipe", "en", 2)
    ]
    assert "glaze recipe" in told(desk.get("/settings/help/"))
    Unfound.objects.update(day=timezone.localdate() - timedelta(days=91))
    assert forget_unfound_due() == "1 search forgotten." and forget_unfound_due() == ""


def test_nobody_fills_the_disk_with_searches(pages, monkeypatch):
    monkeypatch.setattr("byhand.help.counting.MOST_UNFOUND_A_DAY", 3)
    for word in ("aa", "bb", "cc", "dd", "ee"):
        TALLY.nothing_found(word, "en", MOZILLA["User-Agent"])
    TALLY.write()
    TALLY.nothing_found("ff", "en", MOZILLA["User-Agent"])
    TALLY.nothing_found("aa", "en", MOZILLA["User-Agent"])
    TALLY.write()
    assert Unfound.objects.count() == 3 and Unfound.objects.get(words="aa").times == 2


def test_the_link_to_an_article_is_put_into_a_letter_by_its_key(pages, desk, studio):
    links = [one for one in desk.get("/facts/").json()["facts"] if one["key"] == "returns"]
    assert [one["title"] for one in links] == [
        "Etwas zurückschicken (Deutsch)",
        "Sending something back (English)",
    ]
    assert links[1]["words"] == f"Sending something back: http://localhost:8000{EN}"
    conversation = cast.conversation_with(studio.inbox)
    address = f"/conversations/{conversation.public_id}/write/"
    sheet = {"to": "ruth@harrow.example", "body": "Dear Ruth,"}
    assert "Help page: Sending something back" in told(desk.post(address, {**sheet, "choose_fact": "1"}))
    desk.post(address, {**sheet, "put_fact": "1", "fact": f"page-{pages.english.pk}"})
    assert Draft.objects.get().body == f"Dear Ruth,\n\n{links[1]['words']}\n"
    for wrong in ("page-", "page-999999", "page-x", "page-1 OR 1=1"):
        assert desk.post(address, {**sheet, "put_fact": "1", "fact": wrong}).status_code == 200
    assert Draft.objects.get().body == "Dear Ruth,"


def test_the_list_costs_the_same_however_many(pages, desk, studio, django_assert_max_num_queries):
    for number in range(6):
        one = Article.objects.begin(
            f"k{number}", section=pages.section, keeper=studio.ana, every_days=30, by=studio.ana
        )
        Edition.objects.save_new(one, "en", title=f"T{number}", words="W", slug="", by=studio.ana)
    with django_assert_max_num_queries(20):
        desk.get("/settings/help/")
    with django_assert_max_num_queries(10):
        desk.get(f"/settings/help/{pages.article.pk}/en/")
