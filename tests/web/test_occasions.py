"""Dates that matter, on a person's page: marked, changed, taken away, and refused with a sentence."""

import pytest
from tests import cast
from tests.web.conftest import client_of

from byhand.conversations.models import Conversation
from byhand.kit.days import YearDay
from byhand.people.models import Occasion

BIRTHDAY = {"kind": "birthday", "day": "29", "month": "2", "year": "", "remind_before": "7"}


@pytest.fixture
def at(ruth):
    return f"/people/{ruth.person_id}/"


def test_marked_changed_and_taken_away(studio, at, desk):
    assert desk.post(f"{at}occasions/", BIRTHDAY)["Location"] == at
    one = Occasion.objects.get()
    assert (one.on, one.by, one.remind_before) == (YearDay(2, 29), studio.ana, 7)
    page = desk.get(at).content.decode()
    assert "Birthday, 29 February" in page and "A week before" in page
    changed = {
        "kind": "other",
        "label": "Opening <b>of</b> the school",
        "day": "1",
        "month": "9",
        "year": "1999",
    }
    tomas = client_of(studio.tomas)
    tomas.post(f"{at}occasions/{one.pk}/", changed)
    assert "Opening &lt;b&gt;of&lt;/b&gt; the school, 1 September 1999" in desk.get(at).content.decode()
    one.refresh_from_db()
    assert (one.changed_by, one.remind_before) == (studio.tomas, None)
    tomas.post(f"{at}occasions/{one.pk}/away/")
    assert "1 September 1999" not in desk.get(at).content.decode()
    assert desk.post(f"{at}occasions/{one.pk}/", changed).status_code == 404


@pytest.mark.parametrize(("wrong", "says"), [
    ({"day": "30"}, "no such day"), ({"year": "2027"}, "no such day"), ({"kind": "other"}, "Say what day it is"),
    ({"day": "0"}, "the year may be missing"), ({"month": "13"}, "the year may be missing"),
    ({"kind": "x' OR 1"}, "the year may be missing"), ({"day": "\0"}, "the year may be missing"),
    ({"year": "9" * 30}, "the year may be missing"), ({"remind_before": "61"}, "the year may be missing"),
    ({"label": "x" * 81, "kind": "other"}, "the year may be missing"), ({"day": ""}, "the year may be missing"),
])  # fmt: skip
def test_what_is_no_date_is_refused_with_a_sentence(at, desk, wrong, says):
    answer = desk.post(f"{at}occasions/", BIRTHDAY | wrong)
    assert answer.status_code == 422 and says in answer.content.decode()
    assert not Occasion.objects.exists()


def test_one_of_somebody_else_or_said_in_a_hidden_letter_is_not_there(studio, ruth, at, desk):
    jonas = cast.conversation_with(studio.inbox, "Hello", sender=cast.JONAS)
    cast.conversation_with(studio.inbox, "Another matter", subject="Glaze")
    said = ruth.messages.get().pk
    one = Occasion.objects.mark(ruth.person, YearDay(5, 12), kind="birthday", message=said, by=studio.ana)
    assert desk.post(f"/people/{jonas.person_id}/occasions/{one.pk}/away/").status_code == 404
    Conversation.objects.get(pk=ruth.pk).make_private(among=[], by=studio.ana)
    tomas = client_of(studio.tomas)
    assert "12 May" not in tomas.get(at).content.decode() and "12 May" in desk.get(at).content.decode()
    for verb in ("", "away/"):
        assert tomas.post(f"{at}occasions/{one.pk}/{verb}", BIRTHDAY).status_code == 404
    one.refresh_from_db()
    assert one.month == 5 and one.taken_away_at is None
