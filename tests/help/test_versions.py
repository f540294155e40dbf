"""Versions stay; a colleague at the desk puts one of them on the pages."""

import pytest
from django.db import IntegrityError, transaction
from tests.signing_in import sign_in

from byhand.help.comparing import compare
from byhand.help.edition import AddressTaken, slug_of
from byhand.help.models import Article, Edition, Release, Version
from byhand.team.signin import NotSignedIn


def test_every_saving_is_a_version_and_saving_the_same_is_none(pages):
    one, tomas = pages.english, pages.studio.tomas
    first = one.newest()
    second = one.save_version(title="Sending back", words="Forty days.\r\n", by=tomas)
    assert (second.number, second.saved_by, second.words) == (2, tomas, "Forty days.")
    assert one.save_version(title="Sending back", words="Forty days.  \n", by=tomas) == second
    assert list(one.versions.values_list("number", flat=True)) == [1, 2] and one.published == first


def test_what_was_released_by_whom_and_how_long_is_remembered(pages):
    one, ana, tomas = pages.english, pages.studio.ana, pages.studio.tomas
    second = one.save_version(title="B", words="b", by=tomas)
    one.publish(second, by=sign_in(tomas))
    assert (one.published, one.published_by) == (second, tomas)
    one.publish(one.versions.get(number=1), by=sign_in(ana))
    one.withdraw(by=ana)
    told = Release.objects.filter(edition=one).order_by("pk").values_list("version__number", "by", "ended_by")
    assert list(told) == [(1, ana.pk, tomas.pk), (2, tomas.pk, ana.pk), (1, ana.pk, ana.pk)]
    assert one.published is None and one.versions.count() == 2


def test_nobody_publishes_who_is_not_at_the_desk(pages):
    one = pages.english
    second = one.save_version(title="B", words="b", by=pages.studio.ana)
    gone = sign_in(pages.studio.ana)
    gone.end()
    with pytest.raises(NotSignedIn):
        one.publish(second, by=gone)
    left = sign_in(pages.studio.tomas)
    pages.studio.tomas.leave()
    with pytest.raises(NotSignedIn):
        one.publish(second, by=left)
    one.refresh_from_db()
    assert one.published != second
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=one.pk).update(published_by=None)


def test_an_address_is_one_article_s_for_good(pages):
    ana = pages.studio.ana
    pages.english.stand_at("returns")
    other = Article.objects.begin("o", section=None, keeper=ana, every_days=30, by=ana)
    for taken in ("returns", "sending something back"):
        with pytest.raises(AddressTaken):
            Edition.objects.save_new(other, "en", title="T", words="w", slug=taken, by=ana)
    assert not Edition.objects.filter(article=other).exists() and Version.objects.count() == 2
    assert (
        Edition.objects.save_new(other, "de", title="T", words="w", slug="returns", by=ana).slug == "returns"
    )
    assert (slug_of("Über Öfen & Co."), slug_of("///"), slug_of("a" * 200)) == (
        "über-öfen-co",
        "page",
        "a" * 80,
    )


def test_two_versions_stand_side_by_side_with_what_differs_marked():
    rows = compare("Same\nWithin 30 days.\nGone", "Same\nWithin 40 days.\nGone\nNew")
    marked = lambda pieces: [one.text for one in pieces or () if one.is_marked]  # noqa: E731
    told = [(row.differs, marked(row.before), marked(row.after)) for row in rows]
    assert told == [(False, [], []), (True, ["30"], ["40"]), (False, [], []), (True, [], ["New"])]
    for row, before in zip(rows, ["Same", "Within 30 days.", "Gone"], strict=False):
        assert "".join(piece.text for piece in row.before) == before


def test_put_away_takes_it_off_the_pages_and_frees_its_key(pages):
    ana = pages.studio.ana
    assert pages.article.put_away(by=ana) and not pages.article.put_away(by=ana)
    assert not Edition.objects.on_the_pages().exists()
    assert not Article.objects.visible_to(ana).exists()
    Article.objects.begin("returns", section=None, keeper=ana, every_days=30, by=ana)
