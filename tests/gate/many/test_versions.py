"""Two versions of a letter: who reads which is by lot, whenever it is drawn, and what is sealed says so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from tests.gate.many.conftest import Press
from tests.gate.many.test_sending import letters

from byhand.gate import guards
from byhand.gate.canonical import canonical, salted_hash
from byhand.gate.many.click import Visit, leads_to
from byhand.gate.many.followed import token_of
from byhand.gate.many.gathering import Reader, named_by
from byhand.gate.many.guards import GUARDS
from byhand.gate.many.lot import VERSIONS, drawn
from byhand.gate.many.plan import Words
from byhand.gate.many.sending import send
from byhand.gate.many.tally import Tally, progress, taken_by_version
from byhand.gate.models import Copy, Dispatch, Followed, Reading
from byhand.gate.refusals import Refusal
from byhand.gate.sent_to import sent_to, words_to
from byhand.gate.verifying import verify_journal
from byhand.people.models import Address

BODY = "Dear {name|friend},\n\n[come by](https://kilnlane.example/%s), all of you. Ana"
TWO = (
    Words("en", "The kiln is free", BODY % "a", "a"),
    Words("en", "Bring your pots in March", BODY % "b", "b"),
)
GERMAN = Words("de", "Der Ofen ist frei", BODY % "de")


@given(st.binary(min_size=16, max_size=16), st.lists(st.integers(1, 2**62), unique=True, max_size=40))
def test_whoever_draws_again_draws_the_same_and_both_versions_together_are_everyone(salt, readers) -> None:
    first, second = ({one for one in readers if drawn(salt, one) == version} for version in VERSIONS)
    again = [one for one in reversed(readers) if drawn(salt, one) == "b"]
    assert first | second == set(readers) and not first & second and set(again) == second


def test_it_is_half_and_half_and_another_letter_draws_anew() -> None:
    """Of 10,000 tosses a fair coin shows 4,800 to 5,200 heads but once in 16,000; readers' numbers run in a row."""
    tosses = {salt: [drawn(salt, one) == "b" for one in range(1, 10_001)] for salt in (b"s" * 16, b"t" * 16)}
    assert all(4_800 < sum(one) < 5_200 for one in tosses.values())
    alike = sum(one == other for one, other in zip(*tosses.values(), strict=True))
    assert 4_800 < alike < 5_200


def test_a_plan_of_one_version_is_written_down_as_it_always_was() -> None:
    one = Words("en", "The kiln is free", "Come by.")
    assert one.canonical() == '{"body":"Come by.","language":"en","subject":"The kiln is free"}'
    assert replace(one, version="a").canonical() != one.canonical()
    facts = {"recipient": "ruth@harrow.example", "language": "en", "fields": canonical({"name": "Ruth"})}
    before = salted_hash(b"salt", canonical(facts))
    assert named_by(b"salt", "Ruth@harrow.example", "en", {"name": "Ruth"}) == before
    assert named_by(b"salt", "Ruth@harrow.example", "en", {"name": "Ruth"}, "a") != before


@pytest.fixture
def two(press: Press) -> Dispatch:
    return press.release(words=(*TWO, GERMAN))


def handed(press: Press, count: int, language: str = "en", first: int = 0) -> list[Reader]:
    people = [press.reader(first + number).person for number in range(count)]
    return [Reader(one.pk, language, {"name": one.name}) for one in people]


@pytest.mark.django_db
def test_a_gathering_that_was_cut_off_draws_nobody_anew(press: Press, two: Dispatch) -> None:
    readers = handed(press, 24)
    Copy.objects.gather(two, readers[:9])
    before = dict(Copy.objects.values_list("reader", "version"))
    Copy.objects.gather(two, [*reversed(readers), *handed(press, 3, "de", first=50)])
    two.gathered()
    drew = dict(Copy.objects.filter(language="en").values_list("reader", "version"))
    assert drew == {one.person: drawn(bytes(two.salt), one.person) for one in readers}
    assert drew.items() >= before.items() and set(drew.values()) == set(VERSIONS)
    assert {one.version for one in Copy.objects.filter(language="de")} == {""}, "there is one in German"
    assert verify_journal().is_whole


@pytest.mark.django_db
def test_each_is_written_to_in_their_version_and_counted_with_it(press: Press, two: Dispatch) -> None:
    Copy.objects.gather(two, [*handed(press, 12), *handed(press, 2, "de", first=50)])
    two.gathered()
    send(two)
    copies = {one.recipient: one for one in Copy.objects.all()}
    for one in letters():
        copy = copies[one["To"]]
        words = next(
            each for each in (*TWO, GERMAN) if (each.language, each.version) == (copy.language, copy.version)
        )
        plain = one.get_body(("plain",)).get_content()
        assert one["Subject"] == words.subject and words.body.partition("(")[2].partition(")")[0] in plain
        address = Address.objects.get(value=copy.recipient)
        assert [sent.subject for sent in sent_to(address)] == [words.subject]
        assert words_to(address, two.pk).body.partition("(")[2] == words.body.partition("(")[2]
        Followed.objects.note([copy])
        assert leads_to(token_of(copy.pk, 0), Visit("GET", "", prefetches=False)) in words.body
    drew = {which: sum(one.version == which for one in copies.values()) for which in VERSIONS}
    assert taken_by_version(two) == drew and progress(two).accepted == 14
    rows = set(Tally.objects.filter(count__gt=0).values_list("stage", "reason", "count"))
    Copy.objects.count_anew(two)
    assert set(Tally.objects.filter(count__gt=0).values_list("stage", "reason", "count")) == rows
    assert two.has_whole_seal() and verify_journal().is_whole


@pytest.mark.django_db
def test_nobody_is_left_out_of_one_version_alone(press: Press) -> None:
    """Else those who read the second would be other people than those who read the first."""
    asks = replace(TWO[1], body="Dear {name}, come by. Ana")
    dispatch = press.release(words=(TWO[0], asks))
    readers = [replace(one, fields={}) for one in handed(press, 24)]
    Copy.objects.gather(dispatch, readers)
    assert set(Copy.objects.values_list("left_out", "left_out_word")) == {("missing", "name")}
    assert set(Copy.objects.values_list("version", flat=True)) == set(VERSIONS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("UPDATE gate_copy SET version = CASE version WHEN 'a' THEN 'b' ELSE 'a' END", "goes to was changed"),
        (
            "UPDATE gate_copy SET recipient = '', version = CASE version WHEN 'a' THEN 'b' ELSE 'a' END",
            "not left to the lot",
        ),
    ],
)
def test_who_chooses_in_place_of_the_lot_is_found(press: Press, two: Dispatch, tampering, found) -> None:
    Copy.objects.gather(two, handed(press, 2))
    two.gathered()
    with connection.cursor() as cursor:
        for guard in GUARDS:
            on = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}{on}")
        cursor.execute(tampering)
    guards.install(connection, GUARDS)
    assert found in verify_journal().sentence


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "no"),
    [
        ({"words": TWO[1:]}, "one version, or two"),
        ({"words": TWO[::-1]}, "one version, or two"),
        ({"words": (*TWO, replace(TWO[0], version="c"))}, "one version, or two"),
        ({"words": (*TWO, TWO[1])}, "there twice"),
        ({"words": (TWO[0], replace(TWO[1], subject=" "))}, "has a subject"),
    ],
)
def test_the_gate_takes_two_versions_and_no_other_number(press: Press, changed, no: str) -> None:
    with pytest.raises(Refusal, match=no):
        press.release(**changed)


@pytest.mark.django_db
def test_what_all_must_know_says_one_thing(press: Press) -> None:
    plan = replace(press.plan, words=TWO, must_know=True, because="recall", topic=None)
    with pytest.raises(Refusal, match="same to everyone"):
        press.release(plan)


@pytest.mark.django_db
def test_another_second_version_asks_again(press: Press) -> None:
    Reading.objects.agree(replace(press.plan, words=TWO), by=press.tomas)
    for words in (TWO[:1], (TWO[0], replace(TWO[1], subject="Bring them")), (replace(TWO[0], version=""),)):
        with pytest.raises(Refusal):
            Dispatch.objects.release_broadcast(replace(press.plan, words=words), by=press.ana)
