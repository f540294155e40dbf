"""People: found, described, remembered, blocked."""

import pytest
from tests import cast

from byhand.kit.days import YearDay
from byhand.people.models import Memory, Occasion, Person
from byhand.people.tie import Tie


@pytest.fixture
def person(ruth):
    return ruth.person


def test_everyone_is_listed_and_found_by_name_or_address(studio, person, desk):
    cast.conversation_with(studio.inbox, "Hello", sender=cast.JONAS)
    page = desk.get("/people/").content.decode()
    assert page.index("Jonas Lind") < page.index("Ruth Okafor")
    found = desk.get("/people/?q=harrow").content.decode()
    assert "Ruth Okafor" in found and "Jonas Lind" not in found
    assert "Nobody is called that." in desk.get("/people/?q=zebra").content.decode()
    part = desk.get(
        "/people/?q=harrow", headers={"HX-Request": "true", "HX-Target": "found"}
    ).content.decode()
    assert part.lstrip().startswith('<div id="found">') and "Ruth Okafor" in part, (
        "while one types, the list alone comes"
    )


def test_many_people_are_read_page_by_page(desk, studio):
    Person.objects.bulk_create(Person(name=f"Person {n:03}") for n in range(130))
    seen, address = "", "/people/"
    for _ in range(3):
        page = desk.get(address).content.decode()
        seen += page
        address = (
            page.partition('id="more"')[2].partition('href="')[2].partition('"')[0].replace("&amp;", "&")
        )
    assert all(f"<strong>Person {n:03}</strong>" in seen for n in range(130)) and not address


def test_the_page_of_a_person_shows_what_is_known(studio, desk):
    ruth = cast.a_busy_week(studio)
    page = desk.get(f"/people/{ruth.person_id}/").content.decode()
    for words in ("Teaches ceramics", "Prefers a call", "ruth@harrow.example", "Workshop in March"):
        assert words in page


def test_a_person_costs_the_same_however_much_is_known(studio, desk, django_assert_max_num_queries):
    ruth = cast.a_busy_week(studio)
    for n in range(20):
        Memory.objects.remember(ruth.person, f"thing {n}", by=studio.tomas)
    for n in range(3):
        Tie.objects.tie(
            ruth.person, Person.objects.create(name=f"Friend {n}"), is_what="friend", by=studio.ana
        )
    Occasion.objects.mark(ruth.person, YearDay(5, 12), kind="birthday", by=studio.tomas)
    with django_assert_max_num_queries(22):
        desk.get(f"/people/{ruth.person_id}/")
    with django_assert_max_num_queries(9):
        desk.get("/people/")


def test_a_person_is_described_by_a_colleague(person, desk):
    desk.post(f"/people/{person.pk}/describe/", {"name": "Ruth O.", "line": "Teacher"})
    person.refresh_from_db()
    assert (person.name, person.line) == ("Ruth O.", "Teacher")
    assert desk.post(f"/people/{person.pk}/describe/", {"name": " "}).status_code == 422
    person.refresh_from_db()
    assert person.name == "Ruth O."


def test_something_is_remembered_and_forgotten(studio, person, desk):
    back = desk.post(
        f"/people/{person.pk}/remember/", {"text": "Likes tea", "back": "/conversations/abc/?list=all"}
    )
    assert back["Location"] == "/conversations/abc/?list=all"
    memory = Memory.objects.get()
    assert memory.by == studio.ana and memory.text == "Likes tea"
    desk.post(f"/people/{person.pk}/forget/{memory.pk}/")
    assert not Memory.objects.kept().exists()
    assert desk.post(f"/people/{person.pk}/forget/{memory.pk}/").status_code == 404
    assert desk.post(f"/people/{person.pk}/remember/", {"text": " "}).status_code == 422


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:1", "/people/1/"]
)
def test_back_leads_to_conversations_of_ours_alone(person, desk, elsewhere):
    answer = desk.post(f"/people/{person.pk}/remember/", {"text": "x", "back": elsewhere})
    assert answer["Location"] == f"/people/{person.pk}/"


def test_blocked_with_a_reason_and_unblocked(studio, person, desk):
    assert desk.post(f"/people/{person.pk}/block/", {"because": ""}).status_code == 422
    desk.post(f"/people/{person.pk}/block/", {"because": "threatens us"})
    page = desk.get(f"/people/{person.pk}/").content.decode()
    assert "Blocked: threatens us" in page and "Unblock" in page
    person.refresh_from_db()
    assert person.blocked_by == studio.ana
    desk.post(f"/people/{person.pk}/unblock/")
    person.refresh_from_db()
    assert not person.is_blocked()


def test_an_address_whose_mail_comes_back_is_marked(person, desk):
    person.addresses.get().note_failure("550 5.1.1")
    assert "mail comes back" in desk.get(f"/people/{person.pk}/").content.decode()


def test_pictures_from_elsewhere_are_shown_person_by_person(studio, person, desk):
    desk.post(f"/people/{person.pk}/pictures/")
    person.refresh_from_db()
    assert person.shows_pictures_since and person.shows_pictures_by == studio.ana
    desk.post(f"/people/{person.pk}/pictures/", {"show": "no"})
    person.refresh_from_db()
    assert person.shows_pictures_since is None
