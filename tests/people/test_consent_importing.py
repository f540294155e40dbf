"""Consents brought along: a declared source, what other programs say, and nobody brought back."""

from __future__ import annotations

from datetime import date

import pytest
from tests.people.agreeing import at_their_door, may_write, somebody, topic

from byhand.kit.subscribers import open_subscribers
from byhand.people.consent import Channel
from byhand.people.consent_importing import Declared, Taken, take_subscribers
from byhand.people.doors import Door
from byhand.people.models import Address, Consent, Link, Person, Standing, Suppression

MAILCHIMP = """Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LEID,NOTES
ruth@harrow.example,Ruth,Okafor,4,2024-05-02 09:00:00,1.2.3.4,2024-05-03 10:00:00,1.2.3.4,1,
left@harrow.example,Lea,Foss,2,2024-05-02 09:00:00,,2024-05-02 09:00:00,,2,
erased@harrow.example,Er,Ased,2,,,2024-05-02 09:00:00,,3,
no address,No,Body,2,,,,,4,
"""
UNSUBSCRIBED = (
    "Email Address,First Name,UNSUB_TIME,UNSUB_REASON\nruth@harrow.example,Ruth,2024-06-01 10:00:00,NORMAL\n"
)
CLEANED = "Email Address,CLEAN_TIME,LEID\nmei@harrow.example,2024-06-01,9\nnew@harrow.example,2024-06-01,8\n"
LISTMONK = """uuid,email,name,attributes,status,created_at,updated_at
a,mei@harrow.example,Mei Tanaka,"{""city"": ""Leeds""}",enabled,2023-04-01T08:00:00Z,2023-04-01T08:00:00Z
b,gone@harrow.example,G One,{},blocklisted,2023-04-01T08:00:00Z,2023-04-01T08:00:00Z
c,not@harrow.example,N Ot,{},disabled,2023-04-01T08:00:00Z,2023-04-01T08:00:00Z
d,gone@harrow.example,G One,{},enabled,2023-04-01T08:00:00Z,2023-04-01T08:00:00Z
"""


@pytest.fixture
def take(tmp_path):
    def taking(text: str, declared: Declared | None) -> Taken:
        (tmp_path / "list.csv").write_text(text)
        return take_subscribers(list(open_subscribers(tmp_path / "list.csv").rows()), declared)

    return taking


def why(taken: Taken) -> list[str]:
    return sorted(because for _line, because, _raw in taken.account)


def test_what_other_programs_say_is_evidence_and_nobody_comes_back(studio, take):
    workshops = topic("Workshops", by=studio.ana)
    declared = Declared(workshops, "Our list at Mailchimp", date(2024, 1, 1), studio.ana)
    Consent.objects.withdraw(somebody("left@harrow.example"), door=Door.PAGE)
    Suppression.objects.suppress(["erased@harrow.example"], by=studio.ana)

    taken = take(MAILCHIMP, declared)
    assert (taken.agreed, taken.withdrew, taken.left_out) == (1, 0, 3)
    assert why(taken) == ["no usable address", "was erased here", "withdrew here"]
    assert not any("erased@" in raw for _line, _because, raw in taken.account)
    row = Consent.objects.get(kind="given")
    assert (
        row.address.value == "ruth@harrow.example" and row.said_at.isoformat() == "2024-05-03T10:00:00+00:00"
    )
    assert (row.door, row.source, row.by) == ("import", "Our list at Mailchimp", studio.ana)
    assert "agreed already" in why(take(MAILCHIMP, declared))  # the same table twice

    taken = take(LISTMONK, declared)
    assert (taken.agreed, taken.withdrew, why(taken)) == (1, 1, ["not confirmed there"])
    assert take(UNSUBSCRIBED, declared).withdrew == 1
    assert take(MAILCHIMP, declared).agreed == 0
    held = may_write([one.pk for one in Address.objects.all()], channel=Channel.EMAIL, purpose=workshops)
    mei = Address.objects.get(value="mei@harrow.example")
    assert held == {mei.pk} == set(Standing.objects.values_list("address", flat=True))

    old = Address.objects.get(value="ruth@harrow.example")
    other = Address.objects.create(person=old.person, value="ruth@home.example")
    taken = take(
        MAILCHIMP.replace(old.value, other.value), declared
    )  # they withdrew, wherever we write to them
    assert "withdrew here" in why(taken) and not other.consents.exists()
    assert take(UNSUBSCRIBED.replace(old.value, other.value), declared).withdrew == 1

    taken = take(CLEANED, declared)  # no withdrawal: they said nothing, their mail came back
    mei.refresh_from_db()
    assert taken.marked == 1 and mei.failing_since and why(taken) == ["mail to it came back there"]
    assert not Address.objects.filter(value="new@harrow.example").exists()
    assert may_write([mei.pk], channel=Channel.EMAIL, purpose=workshops)


def test_who_withdrew_at_one_address_is_not_written_to_at_another_because_a_list_says_so(studio, take):
    workshops, ruth = topic("Workshops", by=studio.ana), somebody("ruth@work.example")
    declared = Declared(workshops, "Our list at Mailchimp", date(2024, 1, 1), studio.ana)
    take(MAILCHIMP, declared)
    home = Address.objects.get(value="ruth@harrow.example")

    def held() -> set[int]:
        found = may_write([home.pk], channel=Channel.EMAIL, purpose=workshops)
        assert found == set(Standing.objects.filter(address=home).values_list("address", flat=True))
        return found

    Link.objects.merge(home.person, into=ruth.person, by=studio.ana)
    assert held()
    Consent.objects.withdraw(ruth, door=Door.ONE_CLICK, topic=workshops)
    assert not held()
    Link.objects.open().get().take_apart(by=studio.ana)
    assert held()  # who they are, after all, took nothing back
    Link.objects.merge(Address.objects.get(pk=home.pk).person, into=ruth.person, by=studio.ana)
    assert not held()
    Consent.objects.give(workshops, "email", "Write to me.", by=at_their_door(home))
    assert held()


def test_without_a_declared_source_nobody_has_agreed_to_anything(studio, take):
    taken = take(LISTMONK + UNSUBSCRIBED.splitlines()[1] + "\n", None)
    assert not Consent.objects.exists() and taken.agreed == 0
    assert {one.value for one in taken.whose.values()} == {"mei@harrow.example"}
    assert Person.objects.get().name == "Mei Tanaka"
