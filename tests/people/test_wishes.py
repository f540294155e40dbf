"""What a person wishes of what we start: only they allow more, whatever else happens in whichever order."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.people.agreeing import at_their_door, somebody

from byhand.people.link import Link
from byhand.people.merging import NotTogether
from byhand.people.models import Address, OwnLink, Person, Wish
from byhand.people.own_link import NotTheirs, opened, token_for
from byhand.people.rhythm import STRICTER
from byhand.people.wish import NOTHING_SAID, OnlyThey, Wished
from byhand.team.models import User

DAY = date(2027, 3, 1)
A_WISH = st.builds(
    Wished,
    at_most=st.sampled_from(STRICTER),
    is_their_own=st.booleans(),
    paused_until=st.one_of(st.none(), st.integers(0, 3).map(lambda n: DAY + timedelta(days=n))),
    stopped_at=st.sampled_from([None, None, timezone.now()]),
    not_by=st.frozensets(st.sampled_from(["email", "phone", "post"])),
)
AN_ACT = st.tuples(
    st.sampled_from(["they", "colleague", "in SQL", "merge", "apart"]), st.integers(0, 1), A_WISH
)


def try_in_sql(address: Address, wished: Wished, by: int) -> None:
    """What a program or an import would write past every verb."""
    with transaction.atomic():
        Wish.objects.bulk_create([Wish(
            address=address, at_most=wished.at_most, is_their_own=wished.is_their_own, door="import", by_id=by,
            paused_until=wished.paused_until, stopped_at=wished.stopped_at, not_by=sorted(wished.not_by),
        )])  # fmt: skip


@settings(max_examples=10, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(acts=st.lists(AN_ACT, min_size=4, max_size=12))
def test_no_sequence_of_acts_but_their_own_allows_more(acts, studio):
    with transaction.atomic():
        both = [somebody("ruth@harrow.example"), somebody("r.okafor@post.example")]
        people = [one.person for one in both]
        for who, index, wished in acts:
            address = Address.objects.get(pk=both[index].pk)
            before = Wish.objects.of([one.pk for one in people])
            with suppress(OnlyThey, NotTogether, DatabaseError), transaction.atomic():
                act(who, address, wished, people, studio.ana)
            now = Wish.objects.of([one.pk for one in people])
            if who in ("colleague", "in SQL"):
                whose = address.person_id
                assert now.get(whose, NOTHING_SAID).is_stricter_or_same(before.get(whose, NOTHING_SAID))
            if who == "merge":
                for one in before.values():
                    assert replace(now[people[0].pk], is_their_own=False).is_stricter_or_same(one)
        transaction.set_rollback(True)


def act(who: str, address: Address, wished: Wished, people: list[Person], by: User) -> None:
    if who == "they":
        Wish.objects.choose(wished, by=at_their_door(address))
    elif who == "colleague":
        Wish.objects.lower(address.person, wished, because="said so", by=by)
    elif who == "in SQL":
        try_in_sql(address, wished, by.pk)
    elif who == "merge":
        Link.objects.merge(people[1], into=people[0], by=by)
    elif link := Link.objects.open().last():
        link.take_apart(by=by)


def test_they_choose_with_their_link_and_a_colleague_only_writes_less(studio):
    ruth = somebody("ruth@harrow.example")
    now = Wish.objects.choose(Wished("monthly", True, not_by=frozenset(["phone"])), by=at_their_door(ruth))
    assert now == Wish.objects.of([ruth.person_id])[ruth.person_id]
    assert now.at_most == "monthly" and now.is_their_own

    Wish.objects.lower(
        ruth.person, Wished("quarterly", not_by=frozenset(["phone"])), because="Ill", by=studio.ana
    )
    held = Wish.objects.of_one(ruth.person)
    assert held.at_most == "quarterly" and not held.is_their_own
    with pytest.raises(OnlyThey, match="Only they change that"):
        Wish.objects.lower(ruth.person, Wished("quarterly"), because="", by=studio.ana)  # the telephone again
    assert [one.door for one in Wish.objects.history(ruth.person)] == ["colleague", "page"]

    Wish.objects.choose(Wished("weekly", True), by=at_their_door(ruth))
    assert Wish.objects.of_one(ruth.person) == Wished("weekly", True)


def test_what_was_said_by_another_address_is_raised_only_there(studio):
    home, work = somebody("ruth@home.example"), somebody("ruth@work.example")
    Wish.objects.choose(Wished(stopped_at=timezone.now()), by=at_their_door(work))
    Link.objects.merge(home.person, into=work.person, by=studio.ana)
    home.refresh_from_db()
    assert Wish.objects.choose(Wished("weekly", True), by=at_their_door(home)).stopped_at
    assert Wish.objects.is_stopped_elsewhere(at_their_door(home))
    assert not Wish.objects.is_stopped_elsewhere(at_their_door(work))
    assert not Wish.objects.choose(Wished("weekly", True), by=at_their_door(work)).stopped_at


def test_a_link_that_is_forged_old_or_foreign_opens_nothing(studio):
    ruth, mei = somebody("ruth@harrow.example"), somebody("mei@harrow.example")
    token, door = token_for(ruth), at_their_door(ruth)
    pk, generation, mark = token.split(".")
    for wrong in (
        "", "x", f"{mei.pk}.{generation}.{mark}", f"{pk}.2.{mark}", f"{pk}.1.{'a' * 20}", f"{pk}.1.{mark}\n",
        f"0{pk}.1.{mark}", f"{10**17}.1.{mark}", token.upper() + "É",
    ):  # fmt: skip
        assert opened(wrong) is None, wrong
    OwnLink.objects.renew(ruth)
    assert opened(token) is None and opened(token_for(ruth))
    with pytest.raises(NotTheirs), transaction.atomic():
        Wish.objects.choose(Wished("weekly"), by=door)


def test_the_database_lets_no_wish_change_or_go(studio):
    ruth = somebody("ruth@harrow.example")
    Wish.objects.choose(Wished(stopped_at=timezone.now()), by=at_their_door(ruth))
    tampering = ["UPDATE people_wish SET stopped_at = NULL", "DELETE FROM people_wish"]
    if connection.vendor == "sqlite":
        tampering.append("INSERT OR REPLACE INTO people_wish SELECT * FROM people_wish")
    else:
        tampering.append("TRUNCATE people_wish")
    for statement in tampering:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Wish.objects.of_one(ruth.person).stopped_at


def test_an_address_that_came_later_stops_and_is_lowered_like_the_others(studio):
    ruth = somebody("ruth@harrow.example")
    Wish.objects.choose(Wished("monthly", True), by=at_their_door(ruth))
    later = Address.objects.create(person=ruth.person, value="later@harrow.example")
    Wish.objects.lower(ruth.person, Wished("quarterly"), because="Ill", by=studio.ana)
    assert Wish.objects.of_one(ruth.person) == Wished("quarterly")
    newest = Address.objects.create(person=ruth.person, value="newest@harrow.example")
    for door in ("one-click", "mail"):
        Wish.objects.stop(by=at_their_door(newest), door=door)
    held = Wish.objects.of_one(ruth.person)
    assert held.stopped_at and held.at_most == "quarterly"
    assert Wish.objects.filter(address=later).count() == 2
