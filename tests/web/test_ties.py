"""Whom they know: looked for and noted on a page of its own, shown on both people's pages and beside a conversation."""

import pytest
from tests import cast
from tests.web.conftest import client_of

from byhand.conversations.models import Conversation
from byhand.people.models import Tie, TieEnd, TieKind
from byhand.team.models import User


@pytest.fixture
def mei(studio):
    return cast.conversation_with(studio.inbox, "Glaze?", sender=cast.MEI, subject="Glaze")


@pytest.fixture
def at(ruth):
    return f"/people/{ruth.person_id}/"


def page(browser, where):
    return browser.get(where).content.decode()


def test_found_by_a_name_and_shown_on_both_pages_with_the_inverse(studio, ruth, mei, at, desk):
    found = page(desk, f"{at}knows/?q=tana")
    assert f'value="{mei.person_id}" checked' in found and "“tana”, whom nobody here knows" in found
    answer = desk.post(f"{at}knows/tie/", {"other": mei.person_id, "name": "tana", "kind": "pupil"})
    assert answer["Location"] == at and TieEnd.objects.count() == 2
    for where in (at, f"/conversations/{ruth.public_id}/"):
        assert ">Mei Tanaka</a></span><small>pupil</small>" in page(desk, where)
    assert ">Ruth Okafor</a></span><small>teacher</small>" in page(desk, f"/people/{mei.person_id}/")
    desk.post(f"{at}knows/tie/", {"other": "", "name": "Daniel <b>", "kind": "sibling"})
    assert "<span>Daniel &lt;b&gt;</span><small>sibling</small>" in page(desk, at)
    desk.post(f"/people/{mei.person_id}/knows/{Tie.objects.first().pk}/away/")
    assert "Mei Tanaka" not in page(desk, at) and Tie.objects.first().taken_away_by == studio.ana


def test_a_kind_of_ones_own_is_said_both_ways_and_offered_then(studio, ruth, mei, at, desk):
    own = {"other": mei.person_id, "kind": "own", "what": "lends the kiln to"}
    refused = desk.post(f"{at}knows/tie/", own)
    assert refused.status_code == 422 and "Say it both ways" in refused.content.decode()
    desk.post(f"{at}knows/tie/", own | {"back": "fires with"})
    assert TieKind.objects.get().back == "fires with"
    desk.post(f"{at}knows/tie/", {"other": "", "name": "Daniel", "kind": "fires with"})
    assert TieEnd.objects.get(name="Daniel").tie.ends.get(side=0).is_what == "lends the kiln to"


@pytest.mark.parametrize("wrong", [
    {"other": "x"}, {"other": "-1"}, {"other": "9" * 40}, {"kind": "x' OR 1"}, {"kind": ""},
    {"other": "", "name": "\0"},
    {"other": "", "name": ""}, {"other": "", "name": "x" * 201}, {"kind": "own", "what": "x" * 41, "back": "y"},
])  # fmt: skip
def test_what_is_no_tie_is_refused_with_a_sentence(ruth, mei, at, desk, wrong):
    answer = desk.post(f"{at}knows/tie/", {"other": mei.person_id, "name": "m", "kind": "friend"} | wrong)
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    assert desk.post(f"{at}knows/tie/", {"other": ruth.person_id, "kind": "friend"}).status_code == 422
    assert not Tie.objects.exists()


def test_who_is_hidden_is_hidden_among_those_one_knows(studio, ruth, mei, at, desk):
    desk.post(f"{at}knows/tie/", {"other": mei.person_id, "kind": "spouse"})
    tie = Tie.objects.get()
    Conversation.objects.get(pk=mei.pk).make_private(among=[], by=studio.ana)
    tomas = client_of(studio.tomas)
    for where in (at, f"{at}knows/?q=mei", f"/conversations/{ruth.public_id}/"):
        assert "Mei Tanaka" not in page(tomas, where) and "Mei Tanaka" in page(desk, where), where
    assert tomas.post(f"{at}knows/{tie.pk}/away/").status_code == 404
    assert tomas.post(f"{at}knows/tie/", {"other": mei.person_id, "kind": "friend"}).status_code == 404
    gina = client_of(
        User.objects.create_user("gina@kilnlane.example", "Gina", "a third phrase", role="guest")
    )
    assert gina.post(f"{at}knows/tie/", {"name": "x", "kind": "friend"}).status_code == 403
    assert "Add whom" not in page(gina, at) and Tie.objects.count() == 1
