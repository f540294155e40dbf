"""Consents brought along: a declared source, what other programs' columns say, and nobody brought back."""

from __future__ import annotations

from datetime import date

import pytest
from tests.people.agreeing import somebody, topic

from byhand.people.consent import Channel
from byhand.people.consent_importing import Declared, NoImport, take_consents
from byhand.people.doors import Door
from byhand.people.models import Address, Consent, Suppression

MAILCHIMP = """Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LEID,NOTES
ruth@harrow.example,Ruth,Okafor,4,2024-05-02 09:00:00,1.2.3.4,2024-05-03 10:00:00,1.2.3.4,1,
left@harrow.example,Lea,Foss,2,2024-05-02 09:00:00,,2024-05-02 09:00:00,,2,
erased@harrow.example,Er,Ased,2,,,2024-05-02 09:00:00,,3,
no address,No,Body,2,,,,,4,
"""
UNSUBSCRIBED = (
    "Email Address,First Name,UNSUB_TIME,UNSUB_REASON\nruth@harrow.example,Ruth,2024-06-01 10:00:00,NORMAL\n"
)
LISTMONK = """uuid,email,name,attributes,status,created_at,updated_at
a,mei@harrow.example,Mei Tanaka,"{""city"": ""Leeds""}",enabled,2023-04-01T08:00:00Z,2023-04-01T08:00:00Z
b,gone@harrow.example,G One,{},blocklisted,2023-04-01T08:00:00Z,2023-04-01T08:00:00Z
c,not@harrow.example,N Ot,{},disabled,2023-04-01T08:00:00Z,2023-04-01T08:00:00Z
"""


def test_what_other_programs_say_is_evidence_and_nobody_comes_back(studio):
    workshops = topic("Workshops", by=studio.ana)
    declared = Declared(workshops, "Our list at Mailchimp", date(2024, 1, 1), studio.ana)
    Consent.objects.withdraw(somebody("left@harrow.example"), door=Door.PAGE)
    Suppression.objects.suppress(["erased@harrow.example"], by=studio.ana)

    taken = take_consents([MAILCHIMP.encode()], declared)
    assert (taken.agreed, taken.withdrew) == (1, 0)
    assert taken.left_out == {"no usable address": 1, "was erased here": 1, "withdrew here": 1}
    row = Consent.objects.get(kind="given")
    assert (
        row.address.value == "ruth@harrow.example" and row.said_at.isoformat() == "2024-05-03T10:00:00+00:00"
    )
    assert (row.door, row.source, row.by) == ("import", "Our list at Mailchimp", studio.ana)
    assert (
        take_consents([MAILCHIMP.encode()], declared).left_out["agreed already"] == 1
    )  # the same table twice

    taken = take_consents([LISTMONK.encode()], declared)
    assert (taken.agreed, taken.withdrew, taken.left_out) == (1, 1, {"not confirmed there": 1})
    assert take_consents([UNSUBSCRIBED.encode()], declared).withdrew == 1
    assert take_consents([MAILCHIMP.encode()], declared).agreed == 0
    held = Consent.objects.may_write(
        [one.pk for one in Address.objects.all()], channel=Channel.EMAIL, purpose=workshops
    )
    assert held == {Address.objects.get(value="mei@harrow.example").pk}


@pytest.mark.parametrize(
    "table", [b"", b"\x00\x01\x02\x03", b"Name\nRuth\n", b"email\n" + b"a@b.example\n" * 20_001]
)
def test_what_is_no_list_is_refused_in_words(studio, table):
    with pytest.raises(NoImport):
        take_consents([table], Declared(topic("W", by=studio.ana), "Nowhere", date(2024, 1, 1), studio.ana))
    assert not Consent.objects.exists()
