"""A person written down by hand, one more way to reach somebody: once each, no word of whom one may not see."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests import cast
from tests.web.conftest import client_of

from byhand.people.models import Address, Memory, Person, Stay


def add(desk, **given):
    return desk.post("/people/add/", {"name": "Nora Hale"} | given, follow=True).content.decode()


def test_somebody_one_met_is_written_down_and_found(studio, desk):
    assert (
        "Add a person" in desk.get("/people/").content.decode()
        and desk.get("/people/add/").status_code == 200
    )
    page = add(
        desk,
        email="Nora@Hale.example",
        phone="020 7946 0999",
        organisation="Hale & Sons",
        note="Met at the fair",
    )
    nora = Person.objects.get(name="Nora Hale")
    assert "nora@hale.example" in page and "Met at the fair" in page and nora.known_since
    assert Stay.objects.get().person == nora and Memory.objects.get().by == studio.ana
    assert "Nora Hale" in desk.get("/people/").content.decode()
    assert (
        "Nora Hale was here already." in add(desk, email="nora@hale.example") and Person.objects.count() == 1
    )
    assert Address.objects.filter(kind="phone").get().value == "+442079460999"


@pytest.mark.parametrize(
    "given", [{"name": " "}, {"email": "no address"}, {"phone": "call me"}, {"name": "x" * 300}]
)
def test_what_cannot_be_added_says_why_and_adds_nothing(studio, desk, given):
    answer = desk.post("/people/add/", {"name": "Nora"} | given)
    assert answer.status_code == 422 and not Person.objects.exists()


def test_one_more_address_and_number_each_once(studio, desk):
    ruth = cast.conversation_with(studio.inbox).person
    other = cast.conversation_with(studio.inbox, "Hello", sender=cast.MEI, subject="Kiln").person

    def more(value):
        return desk.post(f"/people/{ruth.pk}/address/", {"value": value}, follow=True)

    for value in ("Ruth@Home.example", "ruth@home.example", "+44 20 7946 0998", "020 7946 0998"):
        assert more(value).status_code == 200
    assert sorted(ruth.addresses.values_list("value", flat=True)) == [
        "+442079460998", "ruth@harrow.example", "ruth@home.example",
    ]  # fmt: skip
    assert more("nobody").status_code == 422 and more("").status_code == 422
    theirs = other.addresses.get().value
    assert f"That is an address of {other.called()}" in more(theirs).content.decode()
    assert other.addresses.get().value == theirs


def test_nothing_is_told_of_or_written_to_whom_one_may_not_see(studio, desk):
    hidden = cast.conversation_with(studio.inbox, "A secret", sender=cast.MEI, subject="Secret")
    hidden.make_private(among=[], by=studio.ana)
    value = hidden.person.addresses.get().value
    tomas = client_of(studio.tomas)
    ruth = cast.conversation_with(studio.inbox).person
    for page in (add(tomas, email=value, line="Seen", note="Note"),
                 tomas.post(f"/people/{ruth.pk}/address/", {"value": value}).content.decode()):  # fmt: skip
        assert "This address cannot be added here." in page and "Tanaka" not in page
    hidden.person.refresh_from_db()
    assert hidden.person.line == "" and not Memory.objects.exists()


def test_the_list_says_when_something_was_last_said_as_far_as_its_reader_may_see(studio, desk):
    ruth = cast.conversation_with(studio.inbox)
    day = f'datetime="{ruth.last_at.isoformat()[:10]}'
    assert day in desk.get("/people/").content.decode()
    mei = cast.conversation_with(
        studio.inbox, "A secret", sender="Ruth <ruth@harrow.example>", subject="Secret"
    )
    mei.make_private(among=[], by=studio.ana)
    type(mei).objects.filter(pk=mei.pk).update(last_at=timezone.now() + timedelta(days=3))
    ahead = (timezone.now() + timedelta(days=3)).isoformat()[:10]
    assert ahead in desk.get("/people/").content.decode()
    assert ahead not in client_of(studio.tomas).get("/people/").content.decode()
