"""Ties: each end says what that one is to the other; they follow a merge, and come apart with it."""

import pytest
from tests import cast

from byhand.conversations.uniting import unite
from byhand.people.models import Person, TieEnd, TieKind
from byhand.people.tie import NoTie, Tie
from byhand.people.tie_kinds import FINER, KINDS, inverse_of


@pytest.fixture
def two(studio):
    return cast.conversation_with(studio.inbox).person, cast.conversation_with(
        studio.inbox, sender=cast.MEI
    ).person


def known(person):
    return [(one.called(), one.is_what, one.person_id) for one in TieEnd.objects.beyond(person.pk)]


def test_each_sees_the_other_with_the_right_inverse(studio, two):
    ruth, mei = two
    tie = Tie.objects.tie(ruth, mei, is_what="pupil", by=studio.ana)
    assert known(ruth) == [("Mei Tanaka", "pupil", mei.pk)] and known(mei) == [
        ("Ruth Okafor", "teacher", ruth.pk)
    ]
    Tie.objects.tie(ruth, " Daniel\0  Okafor ", is_what="Brother", by=studio.ana)
    assert known(ruth) == [("Daniel Okafor", "brother", None), ("Mei Tanaka", "pupil", mei.pk)]
    assert tie.take_away(by=studio.tomas) and not tie.take_away(by=studio.ana)
    assert not known(mei) and Tie.objects.get(pk=tie.pk).taken_away_by == studio.tomas


def test_every_usual_kind_has_an_inverse_that_is_usual_and_leads_back():
    for kind in KINDS:
        assert inverse_of(inverse_of(kind)) == kind, kind
    assert all(inverse_of(kind) in {"", *KINDS, *FINER} for kind in FINER)


def test_a_kind_of_ones_own_is_named_once_with_its_inverse(studio, two):
    ruth, mei = two
    Tie.objects.tie(ruth, mei, is_what="lends the kiln to", back="fires in the kiln of", by=studio.ana)
    Tie.objects.tie(mei, ruth, is_what="lends the kiln to", back="fires in the kiln of", by=studio.ana)
    Tie.objects.tie(ruth, mei, is_what="fires in the kiln of", back="lends the kiln to", by=studio.ana)
    assert TieKind.objects.count() == 1
    assert TieKind.objects.offered() == [
        ("fires in the kiln of", "lends the kiln to"), ("lends the kiln to", "fires in the kiln of"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("other", "what"), [("", "friend"), ("\0 ", "friend"), ("Mei", ""), (None, "friend")]
)
def test_what_is_no_tie_is_refused_with_a_sentence(studio, two, other, what):
    ruth, _mei = two
    with pytest.raises(NoTie):
        Tie.objects.tie(ruth, ruth if other is None else other, is_what=what, by=studio.ana)
    assert not Tie.objects.exists() and not TieEnd.objects.exists()


def test_a_tie_between_two_who_become_one_is_not_shown_until_they_are_two_again(studio, two):
    ruth, mei = two
    jonas = Person.objects.create(name="Jonas Lind")
    Tie.objects.tie(ruth, mei, is_what="colleague", by=studio.ana)
    Tie.objects.tie(mei, jonas, is_what="spouse", by=studio.ana)
    link = unite(mei, into=ruth, by=studio.ana)
    assert known(ruth) == [("Jonas Lind", "spouse", jonas.pk)] and known(jonas) == [
        ("Ruth Okafor", "spouse", ruth.pk)
    ]
    link.take_apart(by=studio.ana)
    assert known(ruth) == [("Mei Tanaka", "colleague", mei.pk)] and known(jonas) == [
        ("Mei Tanaka", "spouse", mei.pk)
    ]
