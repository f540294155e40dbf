"""Who may be written to at all: one question, whatever stands against it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.people.agreeing import at_their_door, somebody

from byhand.people.models import Address, Suppression, Wish
from byhand.people.reachable import may_be_reached
from byhand.people.wish import Wished
from byhand.team.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return User.objects.create_user("ana@clay.test", "Ana Moreau", "a long enough phrase", role="owner")


def test_whom_mail_comes_back_from_who_is_blocked_stopped_or_erased_is_left_out(
    ana, django_assert_num_queries
):
    open_one, failing, blocked, stopped, paused, erased, lifted, by_post = (
        somebody(f"{name}@x.test", name) for name in ("o", "f", "b", "s", "p", "e", "l", "n")
    )
    failing.note_failure("gone")
    blocked.person.block(because="rude", by=ana)
    Wish.objects.stop(by=at_their_door(stopped))
    until = timezone.localdate() + timedelta(days=9)
    Wish.objects.choose(Wished(paused_until=until), by=at_their_door(paused))
    Wish.objects.choose(Wished(not_by=frozenset(["email"])), by=at_their_door(by_post))
    Suppression.objects.suppress([erased.value.upper(), lifted.value], by=ana)
    Suppression.objects.lift([lifted.value], by=ana)
    elsewhere = Address.objects.create(person=stopped.person, value="second@x.test")
    with django_assert_num_queries(3):
        found = set(may_be_reached(Address.objects.all()))
    assert found == {open_one, paused, lifted}, "a pause is the budget's to say"
    assert elsewhere not in found and may_be_reached(Address.objects.filter(pk=open_one.pk)).get() == open_one
    Suppression.objects.lift([erased.value], by=ana)
    with django_assert_num_queries(2):
        assert erased in set(may_be_reached(Address.objects.all()))
