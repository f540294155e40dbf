"""Where they belong, on their page: noted, ended, taken away, and refused with a sentence."""

import pytest
from tests import cast
from tests.web.conftest import client_of

from byhand.conversations.models import Conversation
from byhand.people.models import Stay


def test_noted_ended_and_taken_away(studio, ruth, desk):
    at = f"/people/{ruth.person_id}/"
    said = {"organisation": "Harrow <Road> School", "role": "Teacher", "since": "2019-09-01"}
    assert desk.post(f"{at}belongs/", said)["Location"] == at
    page = desk.get(at).content.decode()
    assert "Harrow &lt;Road&gt; School" in page and "Teacher · since 1 September 2019" in page
    stay = Stay.objects.get()
    desk.post(f"{at}belongs/{stay.pk}/until/", {"until": "2024-07-31"})
    assert "Teacher · 1 September 2019 to 31 July 2024" in desk.get(at).content.decode()
    desk.post(f"{at}belongs/{stay.pk}/away/")
    assert "Teacher" not in desk.get(at).content.decode() and Stay.objects.get().taken_away_by == studio.ana
    assert desk.post(f"{at}belongs/{stay.pk}/until/", {"until": "2024-07-31"}).status_code == 404


@pytest.mark.parametrize("wrong", [
    {"organisation": ""}, {"organisation": "\0"}, {"organisation": "x" * 201}, {"role": "x" * 101}, {"since": "x"},
    {"since": "2020-01-02", "until": "2020-01-01"}, {"until": "2999-01-01"}, {"until": "0000-00-00"},
])  # fmt: skip
def test_what_is_no_stay_is_refused(ruth, desk, wrong):
    at = f"/people/{ruth.person_id}/belongs/"
    assert desk.post(at, {"organisation": "School"} | wrong).status_code == 422
    assert not Stay.objects.exists()


def test_one_of_somebody_else_or_hidden_is_not_there(studio, ruth, desk):
    jonas = cast.conversation_with(studio.inbox, "Hello", sender=cast.JONAS).person
    stay = Stay.objects.belong(ruth.person, "School", by=studio.ana)
    assert desk.post(f"/people/{jonas.pk}/belongs/{stay.pk}/away/").status_code == 404
    assert desk.post(f"/people/{ruth.person_id}/belongs/{stay.pk}/until/", {"until": "x"}).status_code == 422
    Conversation.objects.get(pk=ruth.pk).make_private(among=[], by=studio.ana)
    tomas = client_of(studio.tomas)
    for verb in (f"{stay.pk}/away/", f"{stay.pk}/until/", ""):
        assert (
            tomas.post(f"/people/{ruth.person_id}/belongs/{verb}", {"until": "2020-01-01"}).status_code == 404
        )
