"""How they like to be reached: which address, when, and a word about it; it follows a merge and comes back."""

import pytest
from django.utils import timezone
from tests import cast
from tests.web.conftest import client_of

from byhand.conversations.uniting import unite
from byhand.people.models import Address, Person
from byhand.team.models import User


@pytest.fixture
def at(ruth):
    return f"/people/{ruth.person_id}/"


def test_said_shown_and_said_anew(studio, ruth, at, desk):
    school, phone = (
        ruth.person.addresses.get(),
        ruth.person.addresses.create(kind="phone", value="+442079460999"),
    )
    Address.objects.filter(pk=school.pk).update(verified_at=timezone.now(), failing_since=timezone.now())
    said = {"at": phone.pk, "hours": "mornings  before ten", "word": "rather <call>"}
    assert desk.post(f"{at}reach/", said)["Location"] == at
    for where in (at, f"/conversations/{ruth.public_id}/"):
        page = desk.get(where).content.decode()
        assert (
            "mornings before ten" in page
            and "rather &lt;call&gt;" in page
            and "<small>liked best</small>" in page
        )
        assert "mail comes back" in page and "<small>verified</small>" in page
    phone.refresh_from_db()
    assert phone.liked_by == studio.ana and phone.liked_since
    client_of(studio.tomas).post(f"{at}reach/", {"at": school.pk})
    person = Person.objects.get(pk=ruth.person_id)
    assert (person.reach_hours, person.reach_word, person.reach_said_by) == ("", "", studio.tomas)
    assert Address.objects.get(liked_since__isnull=False) == school


@pytest.mark.parametrize(
    "wrong", [{"at": "x"}, {"at": "9" * 40}, {"hours": "x" * 101}, {"word": "x" * 201}, {"word": "\0"}]
)
def test_what_says_nothing_is_refused(at, desk, wrong):
    assert desk.post(f"{at}reach/", {"hours": "now"} | wrong).status_code == 422
    assert not Person.objects.exclude(reach_hours="").exists()


def test_an_address_of_somebody_else_and_a_guest_are_refused(studio, at, desk):
    other = cast.conversation_with(studio.inbox, sender=cast.JONAS).person.addresses.get()
    assert desk.post(f"{at}reach/", {"at": other.pk}).status_code == 404
    gina = client_of(
        User.objects.create_user("gina@kilnlane.example", "Gina", "a third phrase", role="guest")
    )
    assert gina.post(f"{at}reach/", {"hours": "now"}).status_code == 403
    assert "How they like to be reached" not in gina.get(at).content.decode()
    assert not Address.objects.filter(liked_since__isnull=False).exists()


def test_it_fills_an_empty_card_in_a_merge_and_each_has_their_own_again(studio, ruth):
    home = cast.conversation_with(studio.inbox, sender="R. Okafor <ruth@home.example>").person
    home.is_best_reached(at=home.addresses.get(), hours="evenings", word="", by=studio.ana)
    link = unite(home, into=ruth.person, by=studio.ana)
    merged = Person.objects.get(pk=ruth.person_id)
    assert (
        merged.reach_hours == "evenings"
        and merged.addresses.get(liked_since__isnull=False).value == "ruth@home.example"
    )
    # A card that was written down before there was a word about it.
    Person.objects.filter(pk=merged.pk).update(
        own_card={name: told for name, told in merged.own_card.items() if not name.startswith("reach")}
    )
    link.take_apart(by=studio.ana)
    assert Person.objects.get(pk=ruth.person_id).reach_hours == ""
    assert Person.objects.get(pk=home.pk).reach_hours == "evenings"
