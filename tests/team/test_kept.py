"""Kept queries answer as Django's own do, whoever asks next and whatever fills them."""

from datetime import timedelta

import pytest
from django.db.models import DateTimeField, F, QuerySet
from django.utils import timezone

from byhand.channels.inbox import Sight
from byhand.conversations.conversation import Conversation
from byhand.conversations.counting import Counts, counts
from byhand.people.address import Address
from byhand.people.person import Person
from byhand.team.kept import Given, Several, kept
from byhand.team.models import User

pytestmark = pytest.mark.django_db


@kept
def _addresses(most: int) -> QuerySet[Address]:
    of_one = Address.objects.filter(person=Given("person"), made_at__lte=Given("now", DateTimeField()))
    return of_one.select_related("person").order_by("-value")[:most]


@kept
def _names() -> QuerySet[Person, tuple[str, str]]:
    return Person.objects.filter(name=Given("name")).values_list("name", F("addresses__value"))


@kept
def _with_addresses() -> QuerySet[Person]:
    return Person.objects.filter(name=Given("name")).prefetch_related("addresses")


@kept
def _of_these() -> QuerySet[Person, str]:
    here = Person.objects.filter(pk__in=Several("people")).exclude(merged_into__in=Several("into"))
    return here.order_by("name").values_list("name", flat=True)


@pytest.fixture
def people() -> tuple[Person, Person]:
    ruth, tom = Person.objects.create(name="Ruth"), Person.objects.create(name="Tom")
    for person in (ruth, tom):
        for n in range(3):
            Address.objects.create(person=person, value=f"{person.name.lower()}{n}@x.example")
    return ruth, tom


def test_each_question_has_its_own_answer(people, django_assert_num_queries):
    now = timezone.now()
    for person in (*people, *people):
        with django_assert_num_queries(1):
            found = _addresses(2).ask(person=person.pk, now=now)
            assert [one.person.name for one in found] == [person.name] * 2
        assert [one.value[-11:] for one in found] == ["2@x.example", "1@x.example"]
    assert len(_addresses(3).ask(person=people[0].pk, now=now)) == 3
    assert _addresses(2).ask(person=people[0].pk, now=now - timedelta(days=1)) == []
    assert _addresses(2).first(person=0, now=now) is None


def test_tuples_and_what_is_fetched_along_stay_djangos(people, django_assert_num_queries):
    assert sorted(_names().ask(name="Tom")) == [("Tom", f"tom{n}@x.example") for n in range(3)]
    with django_assert_num_queries(2):
        (tom,) = _with_addresses().ask(name="Tom")
        assert len(tom.addresses.all()) == 3


def test_several_ids_fill_one_hole_and_none_are_nobody(people):
    ruth, tom = people
    gone = Person.objects.create(name="R.", merged_into=ruth)
    for ids, into, names in (
        ({ruth.pk, tom.pk, gone.pk}, (), ["R.", "Ruth", "Tom"]), ([tom.pk, gone.pk, tom.pk], [ruth.pk], ["Tom"]),
        ((), (), []), (range(gone.pk - 2500, gone.pk + 2500), (), ["R.", "Ruth", "Tom"]),
    ):  # fmt: skip
        assert _of_these().ask(people=ids, into=into) == names


def test_a_hole_left_open_is_an_error_and_words_are_only_ever_values(people):
    with pytest.raises(KeyError):
        _names().ask()
    assert _names().ask(name="x' OR '1'='1") == []
    assert _names().ask(name="100%s") == []


def test_who_sees_no_inbox_counts_and_finds_nothing(people):
    blind = Sight((), some_are_hidden=True)
    assert counts(blind, User.objects.create_user("b@clay.example", "Bo")) == Counts()

    @kept
    def seen(sight: Sight) -> QuerySet[Conversation]:
        return Conversation.objects.in_sight(sight)

    assert seen(blind).ask() == []
