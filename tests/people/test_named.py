"""Found by name among some people, however many others are called that."""

from __future__ import annotations

import pytest
from tests.people.agreeing import somebody

from byhand.people.models import Person


@pytest.mark.django_db
def test_one_of_theirs_is_found_behind_many_others_of_that_name():
    ruth = somebody("ruth@harrow.example", "Ruth Okafor").person
    Person.objects.bulk_create(Person(name=f"Ruth Other {n}") for n in range(120))
    theirs = Person.objects.filter(pk=ruth.pk)
    assert theirs.named("rut", most=8) == theirs.named("okafor ruth", most=8) == [ruth]
    assert theirs.named("mei", most=8) == theirs.named(" \0", most=8) == []
    assert len(Person.objects.named("Ruth", most=8)) == 8
