"""The picture of who knows whom, the table beside it, and who may see what of it."""

import json
from datetime import timedelta

import pytest
from tests import cast
from tests.web.conftest import client_of

from byhand.conversations.models import Message

NORA = "Nora Hale <nora@hale.example>"


@pytest.fixture
def circle(studio):
    """Ana writes with Ruth, Tomas with Mei; Mei wrote with a copy to Nora."""
    ruth = cast.conversation_with(studio.inbox, "Hello")
    cast.answer(ruth, "Hello Ruth", by=studio.ana)
    mei = cast.conversation_with(studio.inbox, "Hello", sender=cast.MEI, subject="Kiln")
    cast.answer(mei, "Hello Mei", by=studio.tomas, to=cast.MEI)
    both = f"{cast.STUDIO}, {NORA}"
    cast.comes_in(studio.inbox, cast.letter("We", sender=cast.MEI, to=both, subject="Fair"))
    nora = cast.conversation_with(studio.inbox, "Hi", sender=NORA, subject="Hi")
    cast.answer(nora, "Hi", by=studio.tomas, to=NORA)
    return ruth


def drawn(client, **query):
    told = json.loads(client.get("/people/network/picture.json", query).content)
    names = {one["key"]: one["label"] for one in told["nodes"]}
    return names, {tuple(sorted((names[one], names[other]))) for one, other in told["edges"]}, told


def test_people_stand_beside_who_writes_with_them_and_are_joined_to_whom_they_share_talks_with(circle, desk):
    names, edges, told = drawn(desk)
    assert set(names.values()) == {"Ana Moreau", "Tomas Brandt", "Ruth Okafor", "Mei Tanaka", "Nora Hale"}
    assert edges == {
        ("Ana Moreau", "Ruth Okafor"), ("Mei Tanaka", "Tomas Brandt"), ("Nora Hale", "Tomas Brandt"),
        ("Mei Tanaka", "Nora Hale"),
    }  # fmt: skip
    assert len({(one["x"], one["y"]) for one in told["nodes"]}) == 5
    assert drawn(desk)[2] == told, "whoever knows the picture finds it again"
    assert not {"weight", "came"} & set(next(one for one in told["nodes"] if one["kind"] == "colleague"))


def test_the_table_says_the_same_and_is_sorted_by_each_of_its_columns(circle, desk):
    page = desk.get("/people/network/").content.decode()
    for words in ("Ruth Okafor", "Tomas Brandt", "drawing.js", "sigma.min.js", 'aria-sort="descending"'):
        assert words in page, words
    assert "The closest" not in page, (
        "three people are not offered as the closest 200 and as the closest 1,000"
    )
    table = desk.get("/people/network/?sort=name&most=1000").content.decode().split("<tbody>")[1]
    assert table.index("Mei Tanaka") < table.index("Nora Hale") < table.index("Ruth Okafor")
    for odd in (
        "?sort=zebra",
        "?most=7",
        "?most=-1",
        "?from=100",
        "?from=x",
        "?sort=broker&from=0",
        "?most=９",
    ):
        assert desk.get(f"/people/network/{odd}").status_code == 200, odd
    assert "sigma.min.js" not in desk.get("/people/").content.decode(), "loaded on its own page alone"


def test_an_empty_house_has_no_picture_and_says_so(desk):
    page = desk.get("/people/network/").content.decode()
    assert "Nobody stands in the picture yet." in page and "sigma" not in page


def test_nothing_of_what_is_private_stands_in_it(circle, studio):
    Message.objects.get(subject="Fair").conversation.make_private(among=[], by=studio.ana)
    circle.make_private(among=[], by=studio.ana)
    names, edges, _told = drawn(client_of(studio.tomas))
    assert "Ruth Okafor" not in names.values() and ("Mei Tanaka", "Nora Hale") not in edges
    assert "Ruth" not in client_of(studio.tomas).get("/people/network/").content.decode()
    names, edges, _told = drawn(client_of(studio.ana))
    assert "Ruth Okafor" in names.values() and ("Mei Tanaka", "Nora Hale") in edges


@pytest.mark.parametrize("more", [0, 12])
def test_it_costs_the_same_however_many(circle, studio, desk, django_assert_max_num_queries, more):
    for n in range(more):
        sender = f"P {n} <p{n}@many.example>"
        cast.comes_in(studio.inbox, cast.letter("x", sender=sender, subject=f"{n}", ago=timedelta(days=n)))
    with django_assert_max_num_queries(12):
        desk.get("/people/network/")
