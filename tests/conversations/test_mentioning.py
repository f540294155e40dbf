"""Who is meant by an @name."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byhand.conversations.mentioning import calls_in

ANA, TOMAS, TOM = (
    SimpleNamespace(pk=pk, name=name, email=email, get_short_name=lambda name=name: name.split(" ")[0])
    for pk, name, email in (
        (1, "Ana Moreau", "ana@kilnlane.example"),
        (2, "Tomas Brandt", "tb@kilnlane.example"),
        (3, "Tom Ana Åström", "tom@kilnlane.example"),
    )
)
EVERYONE = [ANA, TOMAS, TOM]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("@Ana, have you the key?", [ANA]),
        ("ask @tomas brandt.", [TOMAS]),
        ("@tb @ANA", [TOMAS, ANA]),
        ("@Tom is not @Tomas", [TOM, TOMAS]),
        ("@Tom Ana Åström!", [TOM]),
        ("write to ana@ana.example or x.@Ana", []),
        ("@Anabel @Ana_ @@Ana @", []),
        ("nobody", []),
    ],
)
def test_an_at_before_a_name_calls_one_colleague(text, called):
    assert [one.colleague for one in calls_in(text, EVERYONE)] == called


def test_a_name_that_two_share_calls_neither_but_the_whole_name_does():
    other = SimpleNamespace(
        pk=4, name="Tomas Lindqvist", email="al@x.example", get_short_name=lambda: "Tomas"
    )
    assert calls_in("@Tomas", [TOMAS]) and not calls_in("@Tomas", [TOMAS, other])
    assert calls_in("@Tomas Lindqvist", [TOMAS, other])[0].colleague is other


@given(st.text(alphabet="@ anAtomsbrdßİﬁ.\n<>", max_size=80))
def test_a_call_always_stands_where_it_says(text):
    for one in calls_in(text, EVERYONE):
        assert text[one.start] == "@" and one.end <= len(text) and one.end - one.start > 1
