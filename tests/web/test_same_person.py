"""The queue of those who may be one, merging by hand, and taking apart: at the desk, without JavaScript."""

import pytest
from tests import cast
from tests.web.conftest import client_of

from byhand.people.comparing import compare_due
from byhand.people.models import Batch, Link, Memory, Person, Resemblance


@pytest.fixture
def two(studio):
    """Ruth writes from school and from home."""
    school = cast.conversation_with(studio.inbox, "The lid broke.", subject="The lid").person
    home = cast.conversation_with(
        studio.inbox, "And <b>the jar</b>?", subject="The jar", sender="R. Okafor <ruth@home.example>"
    ).person
    school.become_known()
    compare_due()
    return school, home


def answer(desk, given):
    return desk.post(
        f"/people/same/{Resemblance.objects.first().pk}/", {"answer": given}, follow=True
    ).content.decode()


def test_the_queue_shows_both_with_what_each_has_and_why_and_ends(studio, two, desk):
    _school, home = two
    Memory.objects.remember(home, "Likes tea", by=studio.ana)
    assert "Some are perhaps the same person" in desk.get("/people/").content.decode()
    page = desk.get("/people/same/").content.decode()
    for words in ("The one name is short for the other", "ruth@harrow.example", "ruth@home.example", "Likes tea",
                  "The lid", "The jar", "This is the last one."):  # fmt: skip
        assert words in page
    told = answer(desk, "same")
    assert "Ruth Okafor is one person now." in told and "Nobody is in doubt." in told
    assert Link.objects.get().source == home and Link.objects.get().by == studio.ana
    assert "Some are perhaps" not in desk.get("/people/").content.decode()


def test_an_owner_of_a_large_house_has_everybody_compared_and_reads_how_it_stands(
    studio, two, desk, monkeypatch
):
    monkeypatch.setattr("byhand.web.among_many.FEWEST", 2)

    def page(client=desk):
        return client.get("/people/same/").content.decode()

    assert "Compare everybody now" in page() and "Compare everybody" not in page(client_of(studio.tomas))
    assert client_of(studio.tomas).post("/people/same/everybody/").status_code == 403
    assert desk.post("/people/same/everybody/", follow=True).status_code == 200
    assert "Everybody is being compared" in page() and Batch.current().is_wanted()
    assert Batch.current().claim("x") and Batch.current().done(reached=2, compared=2, found=1)
    assert "2 people, 1 pair asked about." in page() and "Compare everybody now" in page()
    Batch.objects.update(failure="<b>No memory.</b>")
    assert "did not end well: &lt;b&gt;No memory." in page()
    monkeypatch.setattr("byhand.web.among_many.can_match", lambda: False)
    assert "byhand[matching]" in page() and "Compare everybody now" not in page()
    monkeypatch.setattr("byhand.web.among_many.FEWEST", 3)
    assert "Among very many" not in page()


def test_two_people_are_not_asked_again_unless_it_was_a_mistake(two, desk):
    page = answer(desk, "different")
    assert "Nobody is in doubt." in page and "You said: two people" in page
    Person.objects.all().look_again()
    compare_due()
    assert "Nobody is in doubt." in desk.get("/people/same/").content.decode()
    pair = Resemblance.objects.get()
    assert (
        "The one name is short" in desk.post(f"/people/same/{pair.pk}/again/", follow=True).content.decode()
    )


def test_later_and_answers_that_are_none(two, desk):
    assert "Choose one of the three answers." in answer(desk, "x")
    assert "Nobody is in doubt." in answer(desk, "later")
    assert "Somebody answered that meanwhile." in answer(desk, "same") and not Link.objects.exists()
    assert desk.post("/people/same/999999/", {"answer": "same"}).status_code == 404


def test_what_cannot_be_merged_says_why_and_comes_later(studio, two, desk):
    other = type(studio.inbox).objects.create(
        kind="practice", name="O", address="o@k.example", is_team_wide=False
    )
    other.members.add(studio.ana)
    home = two[1].conversations.get()
    home.seen_in_inboxes.update(inbox=other)
    assert "some would read what is hidden from them" in answer(desk, "same")
    assert not Link.objects.exists() and not Resemblance.objects.to_ask().exists()
    Resemblance.objects.update(later_until=None)
    assert "Nobody is in doubt." in client_of(studio.tomas).get("/people/same/").content.decode()


def test_merged_by_hand_old_links_lead_on_and_taken_apart(studio, two, desk):
    school, home = two
    page = desk.get(f"/people/{home.pk}/merge/", {"q": "ruth"}).content.decode()
    assert "With whom is R. Okafor the same?" in page and "ruth@harrow.example" in page
    assert (
        desk.post(f"/people/{home.pk}/merge/into/", {"into": school.pk})["Location"]
        == f"/people/{school.pk}/"
    )
    for old in (f"/people/{home.pk}/", f"/people/{home.pk}/?q=1"):
        assert desk.get(old)["Location"] == f"/people/{school.pk}/"
    page = desk.get(f"/people/{school.pk}/").content.decode()
    assert "R. Okafor" in page and "merged by Ana Moreau" in page and "The jar" in page
    assert "ruth@harrow.example" in desk.get(f"/write/?to={home.pk}").content.decode()
    desk.post(f"/people/{home.pk}/remember/", {"text": "Wants a kiln"})
    assert Memory.objects.get().person == school
    listed = desk.get("/people/").content.decode()
    assert listed.count('class="row"') == 1
    assert "Ruth Okafor" in desk.get("/people/?q=R. Okafor").content.decode()
    link = Link.objects.get()
    assert desk.post(f"/people/{school.pk}/links/{link.pk}/apart/")["Location"] == f"/people/{school.pk}/"
    page = desk.get(f"/people/{school.pk}/").content.decode()
    assert "stayed with Ruth Okafor" in page and "Wants a kiln" in page
    assert "The jar" in desk.get(f"/people/{home.pk}/").content.decode()
    told = desk.post(f"/people/{school.pk}/links/{link.pk}/apart/", follow=True).content.decode()
    assert "That was undone already." in told


@pytest.mark.parametrize("into", ["", "x", "\x00", "9" * 30])
def test_whoever_names_nobody_is_asked(two, desk, into):
    page = desk.post(f"/people/{two[0].pk}/merge/into/", {"into": into}, follow=True).content.decode()
    assert "Choose with whom they are the same." in page and not Link.objects.exists()


def test_a_stranger_link_or_address_is_not_found(studio, two, desk):
    school, home = two
    third = cast.conversation_with(studio.inbox, "x", sender=cast.JONAS).person
    link = Link.objects.merge(home, into=school, by=studio.ana)
    assert desk.post(f"/people/{third.pk}/links/{link.pk}/apart/").status_code == 404
    assert desk.post(f"/people/{third.pk}/addresses/{school.addresses.first().pk}/own/").status_code == 404
    assert desk.post(f"/people/{third.pk}/merge/into/", {"into": 99999}).status_code == 404
    assert "same person already" in desk.post(
        f"/people/{school.pk}/merge/into/", {"into": home.pk}, follow=True
    ).content.decode()  # fmt: skip


def test_a_shared_mailbox_says_so_until_a_colleague_knows_better(studio, desk):
    office = cast.conversation_with(studio.inbox, "x", sender="Harrow <office@harrow.example>").person
    assert "several people write from it" in desk.get(f"/people/{office.pk}/").content.decode()
    address = office.addresses.get()
    page = desk.post(f"/people/{office.pk}/addresses/{address.pk}/own/", follow=True).content.decode()
    assert "several people write from it" not in page
    address.refresh_from_db()
    assert address.own_by == studio.ana


def test_the_queue_costs_the_same_however_long_it_is(studio, two, desk, django_assert_max_num_queries):
    for n in range(40):
        Person.objects.create(name=f"Pat{'abcdefgh'[n % 8]}{'abcde'[n // 8]} Doe")
    Person.objects.bulk_create(
        Person(name=one.name) for one in list(Person.objects.filter(name__startswith="Pat"))
    )
    compare_due()
    assert Resemblance.objects.to_ask().count() > 30
    with django_assert_max_num_queries(16):
        desk.get("/people/same/")
