"""Between us on a person's page: each figure with what it rests on, and the cadence a colleague sets."""

from datetime import timedelta

import pytest
from tests import cast
from tests.web.conftest import client_of

from byhand.conversations.models import Between, Cadence
from byhand.team.models import User

DAY = timedelta(days=1)


@pytest.fixture
def half_a_year(studio):
    """Ruth writes every three weeks, Ana answers the next day; the last time nobody answered."""
    mails, before = [], ""
    for week in range(24, 0, -3):
        mail = cast.letter(
            "x", ago=week * 7 * DAY, subject="Glaze", **({"answers": before} if before else {})
        )
        before = mail["Message-ID"].strip("<>")
        mails.append((mail, "incoming"))
        if week > 3:
            mails.append((cast.letter("y", sender=studio.ana.email, to=cast.RUTH, ago=(week * 7 - 1) * DAY,
                                      subject="Glaze", answers=before), "sent"))  # fmt: skip
    for mail, role in mails:
        message = cast.comes_in(studio.inbox, mail, role=role)
    return message.conversation.person


def test_each_figure_says_what_it_comes_to_how_and_of_how_many(half_a_year, desk):
    page = desk.get(f"/people/{half_a_year.pk}/").content.decode()
    for words in (
        "they wrote 8", "we wrote 7", "for 3 weeks; usually 3 weeks", "7 gaps", "Give and take", "they 8, we 7",
        "24 hours", "7 of 8 answered", "Longest monologue",
        "Who of us knows them: Ana Moreau",
    ):  # fmt: skip
        assert words in page, words
    assert page.count("cannot tell yet") == 0


def test_below_the_minimum_it_says_so(ruth, desk):
    page = desk.get(f"/people/{ruth.person_id}/").content.decode()
    assert page.count("cannot tell yet") == 3 and "0 answers; five are needed" in page


def test_behind_the_figures_stand_their_letters(half_a_year, desk, django_assert_num_queries):
    with django_assert_num_queries(8):
        page = desk.get(f"/people/{half_a_year.pk}/between/").content.decode()
    newest = Between.objects.of_house().get().last_at
    assert page.count("/#m") == 15 + 15 and newest.isoformat() not in page
    assert page.count(">3 weeks<") == 7 and page.count("no answer") == 1


def test_a_colleague_sets_a_cadence_and_takes_it_back(half_a_year, desk, studio):
    address = f"/people/{half_a_year.pk}/cadence/"
    desk.post(address, {"days": "14"})
    page = desk.get(f"/people/{half_a_year.pk}/").content.decode()
    assert (
        "In touch about every two weeks, said Ana Moreau" in page and "wanted about every two weeks" in page
    )
    assert '<span class="comes-to due">' in page
    desk.post(address, {"days": ""})
    assert Cadence.objects.get().ended_by == studio.ana
    for odd in ("0", "-1", "x", "99999999999999999999", "3651"):
        assert desk.post(address, {"days": odd}).status_code == 302
    assert Cadence.objects.count() == 1
    gina = User.objects.create_user("gina@kilnlane.example", "Gina", "a third phrase", role="guest")
    assert client_of(gina).post(address, {"days": "7"}).status_code == 403
    assert "/cadence/" not in client_of(gina).get(f"/people/{half_a_year.pk}/").content.decode()


def test_what_is_private_to_others_shows_in_no_figure(half_a_year, studio):
    """Tomas sees of her what stands open: one letter of today."""
    person, tomas = half_a_year, client_of(studio.tomas)
    person.conversations.get().make_private(among=[], by=studio.ana)
    cast.conversation_with(studio.inbox, "Hello", subject="Open")
    page = tomas.get(f"/people/{person.pk}/").content.decode()
    assert "they wrote 1" in page and "we wrote 0" in page and "Ana Moreau" not in page.split("Between us")[1]
    data = tomas.get(f"/people/{person.pk}/between/").content.decode()
    assert data.count("/#m") == 2 and "3 weeks" not in data
    assert "they wrote 9" in client_of(studio.ana).get(f"/people/{person.pk}/").content.decode()
