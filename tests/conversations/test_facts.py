"""Facts: kept and checked by a colleague, quoted in letters, never counted as said again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests import cast

from byhand.conversations.fact import KeyTaken
from byhand.conversations.models import Fact, FactQuoted
from byhand.conversations.quoting_facts import own_words

pytestmark = pytest.mark.django_db
BANK = "Kiln Lane Pottery\nIBAN GB00 KILN 1234\n\nPlease name your order."


@pytest.fixture
def studio():
    return cast.studio()


@pytest.fixture
def ruth(studio):
    return cast.conversation_with(studio.inbox)


def bank(studio, text=BANK, **more) -> Fact:
    how = {"keeper": studio.tomas, "every_days": 90, "by": studio.ana, **more}
    return Fact.objects.begin("bank", "Bank details", text, **how)


def test_a_letter_that_quotes_a_fact_is_linked_to_it(studio, ruth):
    fact = bank(studio)
    said = cast.answer(ruth, f"Dear Ruth,\r\n\r\n{fact.quoted()}\r\n\r\nWarmly", by=studio.ana)
    quoted = FactQuoted.objects.get(message=said)
    assert quoted.fact == fact and quoted.words == BANK
    assert own_words(said.new_text) == "Dear Ruth,\n\n\nWarmly"


def test_what_a_letter_quoted_stays_when_the_fact_is_said_anew(studio, ruth):
    fact = bank(studio)
    said = cast.answer(ruth, fact.quoted(), by=studio.ana)
    fact.say("Bank details", "IBAN GB99", keeper=studio.ana, every_days=30, by=studio.ana)
    assert FactQuoted.objects.get(message=said).words == BANK
    later = cast.answer(ruth, f"Now:\n{fact.quoted()}", by=studio.ana)
    assert FactQuoted.objects.get(message=later).words == "IBAN GB99"


@pytest.mark.parametrize(
    "words", [BANK, "| IBAN", "| Kiln Lane Pottery\n| IBAN GB00 KILN 12345\n|\n| Please", "a | b"]
)
def test_what_only_resembles_a_fact_is_none(studio, ruth, words):
    bank(studio, "Kiln Lane Pottery\nIBAN GB00 KILN 1234")
    cast.answer(ruth, words, by=studio.ana)
    assert not FactQuoted.objects.exists()


def test_a_letter_without_bars_asks_nothing_of_facts(studio, ruth, django_assert_num_queries):
    message = cast.answer(ruth, "Twelve is fine.", by=studio.ana)
    with django_assert_num_queries(0):
        from_words = own_words(message.new_text)
    assert from_words == "Twelve is fine."


def test_a_fact_says_who_keeps_it_and_when_it_is_to_be_checked(studio):
    fact = bank(studio)
    today = timezone.localdate()
    assert fact.check_again_on == today + timedelta(days=90) and not fact.is_to_check()
    assert list(Fact.objects.to_check(today + timedelta(days=90))) == [fact]
    Fact.objects.update(check_again_on=today)
    fact.refresh_from_db()
    assert fact.is_to_check()
    fact.confirm(by=studio.tomas)
    fact.refresh_from_db()
    assert not fact.is_to_check() and fact.checked_by == studio.tomas


def test_a_key_names_one_living_fact(studio):
    fact = bank(studio)
    with pytest.raises(KeyTaken, match="Choose another"):
        bank(studio)
    assert fact.retire(by=studio.ana) and not fact.retire(by=studio.tomas)
    fact.refresh_from_db()
    assert fact.retired_by == studio.ana
    assert bank(studio, "IBAN anew").pk != fact.pk


def test_the_database_holds_one_key_too(studio):
    fact = bank(studio)
    fact.pk = None
    fact._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        fact.save()
