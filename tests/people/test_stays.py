"""Where people belong: as what, from when until when; the card shows what stands now, and nobody else writes it."""

import ast
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests import cast
from tests.house.source import modules
from tests.people.test_importing import brings

from byhand.people.models import Organisation, Person, Stay
from byhand.people.stay import NoStay

WRITERS = {"people/stay.py", "people/who_is_here.py"}


@pytest.fixture
def ruth(studio):
    return cast.conversation_with(studio.inbox).person


def on_card(person):
    firm = Person.objects.get(pk=person.pk).organisation
    return firm.name if firm else ""


def test_the_card_shows_where_they_belong_now(studio, ruth):
    school = Stay.objects.belong(
        ruth, "Harrow Road  School", role="Teacher", since=date(2019, 9, 1), by=studio.ana
    )
    guild = Stay.objects.belong(ruth, "harrow road school", role="Governor", by=studio.ana)
    assert school.organisation == guild.organisation and Organisation.objects.count() == 1
    potters = Stay.objects.belong(ruth, "Potters' Guild", by=studio.ana)
    assert on_card(ruth) == "Harrow Road School", "what stands there stays while they belong there"
    for one in (school, guild):
        assert one.end(date(2024, 7, 31))
    assert on_card(ruth) == "Potters' Guild"
    assert potters.take_away(by=studio.tomas) and not potters.take_away(by=studio.tomas)
    assert on_card(ruth) == "" and not potters.end(timezone.localdate())
    Stay.objects.belong(ruth, "Old firm", until=date(2001, 1, 1), by=studio.ana)
    assert on_card(ruth) == "" and ruth.stays.standing().count() == 3


@pytest.mark.parametrize(("fields", "says"), [
    ({"to": " \0"}, "Say where"), ({"since": date(2020, 1, 2), "until": date(2020, 1, 1)}, "before it begins"),
    ({"until": date(2999, 1, 1)}, "still to come"),
])  # fmt: skip
def test_what_is_no_stay_is_refused_with_a_sentence(studio, ruth, fields, says):
    with pytest.raises(NoStay, match=says):
        Stay.objects.belong(ruth, fields.pop("to", "School"), by=studio.ana, **fields)
    stay = Stay.objects.belong(ruth, "School", since=timezone.localdate(), by=studio.ana)
    with pytest.raises(NoStay):
        stay.end(timezone.localdate() - timedelta(days=1))
    assert Stay.objects.get().until is None


def test_an_import_notes_it_and_brings_nothing_back_that_has_ended(studio):
    text = "name,email,company\nRuth,a@b.example,School\nMei,m@b.example,School\n"
    brings(studio, text)
    assert Stay.objects.count() == 2 and Stay.objects.first().by == studio.ana
    ruth = Person.objects.get(name="Ruth")
    ruth.stays.get().end(timezone.localdate())
    brings(studio, text)
    assert (
        Stay.objects.count() == 2
        and on_card(ruth) == ""
        and on_card(Person.objects.get(name="Mei")) == "School"
    )


def test_nothing_else_writes_the_organisation_of_a_card():
    for path, tree in modules().items():
        if str(path) in WRITERS or "migrations" in path.parts:
            continue
        for node in ast.walk(tree):
            targets = node.targets if isinstance(node, ast.Assign) else []
            written = [one for to in targets for one in ast.walk(to) if isinstance(one, ast.Attribute)]
            assert not [one for one in written if one.attr in ("organisation", "organisation_id")], path
