"""Introductions: who could make us known to somebody, who is asked, and that both sides agree."""

from datetime import timedelta

import pytest
from tests import cast
from tests.web.conftest import client_of

from byhand.channels.models import Inbox
from byhand.conversations.between.knowing_whom import ways_to
from byhand.conversations.models import Introduction, Message
from byhand.people.models import Address, Person
from byhand.people.tie import Tie
from byhand.team.models import User

DAY = timedelta(days=1)
NORA = "Nora Hale <nora@hale.example>"


def person(value):
    return Address.objects.get(value=value).person


@pytest.fixture
def circle(studio):
    """Tomas writes with Mei; Mei wrote to us once with a copy to Nora, whom none of us has written to."""
    mei = cast.conversation_with(studio.inbox, "Hello", sender=cast.MEI, subject="Kiln")
    cast.answer(mei, "Hello Mei", by=studio.tomas, to=cast.MEI)
    cast.comes_in(
        studio.inbox, cast.letter("Both of us", sender=cast.MEI, to=f"{cast.STUDIO}, {NORA}", subject="Fair")
    )
    return person("nora@hale.example")


def steps(way):
    return [one.name for one in way.steps]


def ways(nora, user):
    return [steps(one) for one in ways_to(nora, Inbox.objects.sight_of(user), user)]


def test_a_way_leads_over_a_colleague_and_over_whom_we_know(studio, circle, django_assert_max_num_queries):
    sight = Inbox.objects.sight_of(studio.ana)
    with django_assert_max_num_queries(12):
        (way,) = ways_to(circle, sight, studio.ana)
    assert steps(way) == ["Tomas Brandt", "Mei Tanaka"]
    assert ways(circle, studio.tomas) == [["Mei Tanaka"]], "Tomas knows Mei himself"
    fair = Message.objects.get(subject="Fair").conversation
    cast.answer(fair, "Hello Nora", by=studio.tomas, to=NORA)
    assert ways(circle, studio.ana) == [["Tomas Brandt"]], "now Tomas knows her"
    assert ways(circle, studio.tomas) == [["Mei Tanaka"]]


def test_who_was_asked_lately_stands_further_down(studio, circle):
    jonas = cast.conversation_with(studio.inbox, "Hello", sender=cast.JONAS, subject="Jar", ago=20 * DAY)
    cast.answer(jonas, "Hello Jonas", by=studio.tomas, to=cast.JONAS)
    cast.comes_in(studio.inbox, cast.letter("We", sender=cast.JONAS, to=f"{cast.STUDIO}, {NORA}", subject="Jars",
                                            ago=20 * DAY))  # fmt: skip
    assert ways(circle, studio.tomas) == [["Mei Tanaka"], ["Jonas Lind"]]
    Introduction.objects.ask_by_letter(
        person("jonas@lind.example"), through=person("mei@harrow.example"), by=studio.ana
    )
    assert ways(circle, studio.tomas) == [["Jonas Lind"], ["Mei Tanaka"]]


def test_a_tie_that_a_colleague_noted_is_a_way_too(studio):
    jonas = cast.conversation_with(studio.inbox, "Hello", sender=cast.JONAS, subject="Jar")
    cast.answer(jonas, "Hello Jonas", by=studio.ana, to=cast.JONAS)
    sister = Person.objects.create(name="Ida Lind")
    tie = Tie.objects.tie(jonas.person, sister, is_what="sister", by=studio.ana)
    assert ways(sister, studio.ana) == [["Jonas Lind"]]
    jonas.make_private(among=[], by=studio.ana)
    assert ways(sister, studio.tomas) == [], "Tomas may not know that we know Jonas"
    tie.take_away(by=studio.ana)
    assert ways(sister, studio.ana) == []


def test_no_way_leads_over_what_a_colleague_may_not_see(studio, circle):
    fair = Message.objects.get(subject="Fair").conversation
    fair.make_private(among=[], by=studio.tomas)
    assert ways(circle, studio.ana) == [] and ways(circle, studio.tomas) == [["Mei Tanaka"]]


def test_a_colleague_is_asked_in_words_and_both_sides_agree(studio, circle, desk):
    page = desk.get(f"/people/{circle.pk}/introduction/").content.decode()
    assert "Ask Tomas Brandt" in page and ">Mei Tanaka</a>" in page
    address = f"/people/{circle.pk}/ask/"
    desk.post(address, {"colleague": studio.tomas.pk, "words": " "})
    assert not Introduction.objects.exists()
    desk.post(address, {"colleague": studio.tomas.pk, "words": "She builds kilns <b>"})
    desk.post(address, {"colleague": studio.tomas.pk, "words": "Once more"})
    one = Introduction.objects.get()
    tomas = client_of(studio.tomas)
    assert "A colleague asks you" in tomas.get("/people/").content.decode()
    assert "She builds kilns &lt;b&gt;" in tomas.get("/people/introductions/").content.decode()
    today = tomas.get("/today/").content.decode()
    assert (
        "asks whether you would introduce them" in today
        and f'href="/people/{circle.pk}/introduction/"' in today
    )
    assert "She builds kilns &lt;b&gt;" in today and "An introduction" in tomas.get("/told/").content.decode()
    desk.post(f"/introductions/{one.pk}/agree/")
    desk.post(f"/introductions/{one.pk}/welcome/")
    one.refresh_from_db()
    assert one.agreed_at is None and one.welcomed_at is None, "nobody agrees for somebody else"
    tomas.post(f"/introductions/{one.pk}/agree/")
    tomas.post(f"/introductions/{one.pk}/welcome/")
    page = desk.get(f"/people/{circle.pk}/introduction/").content.decode()
    assert "Tomas Brandt will do it: Tomas Brandt" in page and "They want to know us: Tomas Brandt" in page
    tomas.post(f"/introductions/{one.pk}/decline/")
    one.refresh_from_db()
    assert one.ended_at is None and not one.is_open()


def test_a_customer_is_asked_by_a_letter_that_a_colleague_writes(studio, circle):
    tomas, mei = client_of(studio.tomas), person("mei@harrow.example")
    sent = Message.objects.filter(origin="sent").count()
    answer = tomas.post(f"/people/{circle.pk}/ask/", {"through": mei.pk})
    assert answer["Location"] == f"/write/?to={mei.pk}"
    assert Message.objects.filter(origin="sent").count() == sent, "nothing was written by a machine"
    one = Introduction.objects.get()
    tomas.post(f"/introductions/{one.pk}/agree/")
    tomas.post(f"/introductions/{one.pk}/decline/")
    one.refresh_from_db()
    assert one.agreed_by == studio.tomas and one.ended_as == "not-welcome"


@pytest.mark.parametrize("given", [{}, {"colleague": "x"}, {"colleague": "1", "through": "1", "words": "x"},
                                   {"colleague": "99999999999999999999", "words": "x"}, {"words": "\x00"}])  # fmt: skip
def test_hostile_questions_are_refused_kindly(circle, desk, given):
    assert desk.post(f"/people/{circle.pk}/ask/", given).status_code == 302
    assert not Introduction.objects.exists()


def test_nobody_asks_themselves_a_guest_or_over_whom_they_may_not_see(studio, circle, desk):
    gina = User.objects.create_user("gina@kilnlane.example", "Gina", "a third phrase", role="guest")
    hidden = Inbox.objects.create(kind="practice", name="B", address="b@kilnlane.example", is_team_wide=False)
    stranger = cast.conversation_with(hidden, "x", sender=cast.KATHARINA).person
    for given in (
        {"colleague": studio.ana.pk},
        {"colleague": gina.pk},
        {"through": circle.pk},
        {"through": stranger.pk},
    ):
        assert desk.post(f"/people/{circle.pk}/ask/", {**given, "words": "x"}).status_code in (302, 404)
    assert not Introduction.objects.exists()
    one = Introduction.objects.ask_by_letter(circle, through=stranger, by=studio.tomas)
    page = desk.get(f"/people/{circle.pk}/introduction/").content.decode()
    assert "Katharina" not in page and desk.post(f"/introductions/{one.pk}/withdraw/").status_code == 404
