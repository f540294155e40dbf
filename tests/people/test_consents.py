"""Consent as evidence: what stands is reckoned from rows that nobody changes, and who withdrew is not brought back."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.people.agreeing import agreed, at_their_door, may_write, somebody, topic

from byhand.kit.subscribers import Subscriber
from byhand.people.consent import Channel
from byhand.people.consent_importing import Declared, take_subscribers
from byhand.people.doors import Door
from byhand.people.models import Consent, SignUpForm, Standing
from byhand.people.own_page import begin_again, stop

CHANNEL = Channel.EMAIL


def may(address, about, channel=CHANNEL):
    return may_write([address.pk], channel=channel, purpose=about) == {address.pk}


def test_what_stands_is_what_was_agreed_and_not_taken_back_since(studio, django_assert_num_queries):
    ruth, mei = somebody("ruth@harrow.example"), somebody("mei@harrow.example", "Mei Tanaka")
    workshops, sales = topic("Workshops", by=studio.ana), topic("Kiln openings", by=studio.ana)
    agreed(ruth, workshops), agreed(mei, workshops), agreed(ruth, sales)
    with django_assert_num_queries(1):
        found = may_write([ruth.pk, mei.pk, 999], channel=CHANNEL, purpose=workshops)
    assert found == {ruth.pk, mei.pk} and not may(ruth, workshops, Channel.PHONE)

    assert Consent.objects.withdraw(ruth, door=Door.PAGE, topic=workshops)
    assert not may(ruth, workshops) and may(ruth, sales) and may(mei, workshops)
    agreed(ruth, workshops)
    assert may(ruth, workshops)

    assert Consent.objects.withdraw(ruth, door=Door.ONE_CLICK)
    assert not may(ruth, workshops) and not may(ruth, sales)
    assert not Consent.objects.withdraw(ruth, door=Door.ONE_CLICK)  # again: nothing changes
    assert Consent.objects.filter(kind="withdrawn").count() == 2


def test_a_form_is_confirmed_or_says_nothing_and_the_words_are_kept_once(studio):
    ruth, workshops = somebody("ruth@harrow.example"), topic("Workshops", by=studio.ana)
    form = SignUpForm.objects.open("Shop", wording="Yes, write to me.", topics=[workshops], by=studio.ana)
    form.say("Yes, write to me!", topics=[workshops], by=studio.ana)
    asked = {"address": ruth, "channel": CHANNEL, "topic": workshops, "door": Door.FORM, "form": form.now(),
             "wording": form.now().wording}  # fmt: skip
    lone = Consent.objects.create(kind="asked", **asked)
    assert not may(ruth, workshops)
    Consent.objects.withdraw(ruth, door=Door.MAIL)
    with pytest.raises(DatabaseError, match="only what was asked"), transaction.atomic():
        Consent.objects.create(
            kind="confirmed", answers=lone, **asked
        )  # an old mail, after they had withdrawn
    with transaction.atomic():
        Consent.objects.confirm(ruth, form.now(), [workshops], asked_at=timezone.now())
    assert may(ruth, workshops)
    row = Consent.objects.get(kind="confirmed")
    assert row.form and row.form.number == 2 and row.wording and row.wording.text == "Yes, write to me!"


def test_no_colleague_and_no_import_brings_back_who_withdrew(studio):
    ruth, workshops = somebody("ruth@harrow.example"), topic("Workshops", by=studio.ana)
    brought = {"kind": "given", "address": ruth, "channel": CHANNEL, "topic": workshops, "door": Door.IMPORT,
               "source": "Our old list", "by": studio.ana}  # fmt: skip
    Consent.objects.create(**brought)
    assert may(ruth, workshops)
    Consent.objects.withdraw(ruth, door=Door.PAGE)
    for door in (Door.IMPORT, Door.COLLEAGUE):
        with pytest.raises(DatabaseError, match="their own door alone"), transaction.atomic():
            Consent.objects.bulk_create([Consent(**{**brought, "door": door})])
    assert not may(ruth, workshops)
    for wrong in ({"source": ""}, {"by": None}, {"topic": None}, {"channel": ""}, {"kind": "confirmed"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Consent.objects.create(**{**brought, "address": somebody(f"{wrong}@x.example"), **wrong})


def test_the_database_lets_no_evidence_change_or_go(studio):
    ruth, workshops = somebody("ruth@harrow.example"), topic("Workshops", by=studio.ana)
    agreed(ruth, workshops)
    at_their_door(ruth)
    tampering = [
        "UPDATE people_consent SET source = 'x'", "DELETE FROM people_consent",
        "UPDATE people_wording SET text = 'x'", "DELETE FROM people_wording",
    ]  # fmt: skip
    if connection.vendor == "sqlite":
        tampering.append("INSERT OR REPLACE INTO people_consent SELECT * FROM people_consent")
    else:
        tampering.append("TRUNCATE people_consent CASCADE")
    for statement in tampering:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert may(ruth, workshops)


ACTS = st.lists(
    st.tuples(st.sampled_from(["agrees", "stops", "withdraws", "import", "colleague", "in SQL"]), st.integers(0, 1)),
    min_size=6, max_size=14,
)  # fmt: skip


@settings(max_examples=8, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(acts=ACTS)
def test_no_sequence_of_acts_writes_to_who_withdrew(acts, studio):
    with transaction.atomic():
        ruth = somebody("ruth@harrow.example")
        topics = [topic("Workshops", by=studio.ana), topic("Openings", by=studio.ana)]
        has_withdrawn, past_the_verbs = [False, False], False
        for who, n in acts:
            brought = {
                "kind": "given",
                "address": ruth,
                "channel": CHANNEL,
                "topic": topics[n],
                "source": "Ours",
            }
            with suppress(DatabaseError), transaction.atomic():
                if who == "agrees":
                    begin_again(by=at_their_door(ruth))
                    agreed(ruth, topics[n])
                    has_withdrawn[n] = False
                elif who == "stops":
                    stop(by=at_their_door(ruth))
                    has_withdrawn = [True, True]
                elif who == "withdraws":
                    Consent.objects.withdraw(ruth, door=Door.ONE_CLICK, topic=topics[n])
                    has_withdrawn[n] = True
                elif who == "import":
                    declared = Declared(topics[n], "Our list", date(2020, 1, 1), studio.ana)
                    take_subscribers([Subscriber(1, ruth.value, ruth.value)], declared)
                else:
                    door = Door.IMPORT if who == "in SQL" else Door.COLLEAGUE
                    Consent.objects.bulk_create([Consent(**brought, door=door, by=studio.ana)])
                    past_the_verbs = True
            for about, withdrew in zip(topics, has_withdrawn, strict=True):
                assert not (withdrew and may(ruth, about)), (who, about)
                told = Standing.objects.about(about, CHANNEL).filter(person=ruth.person_id).exists()
                assert told == may(ruth, about) or (past_the_verbs and not told), (who, about)
        transaction.set_rollback(True)
