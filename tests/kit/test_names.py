"""Names, numbers and mailboxes as they are compared."""

import pytest

from byhand.kit.names import contradict, is_short_for, nearly_same_name, same_name, shares_a_family, words_of
from byhand.kit.phone import e164, phones_in, region_of, shown
from byhand.kit.roles import is_role


@pytest.mark.parametrize(
    "written",
    ["Ruth Okafor", "Okafor, Ruth", "RUTH OKAFOR", "Dr. Ruth Okafor", "Ruth Okafor (Harrow)", "Ruth Okafor via Docs",
     '"Okafor, Ruth"', "Ruth Okafor, PhD"],
)  # fmt: skip
def test_one_name_in_many_ways(written):
    assert words_of(written) == ("ruth", "okafor")


@pytest.mark.parametrize("written", ["", "ruth@harrow.example", "  ", "12345", "@", "—"])
def test_what_is_no_name(written):
    assert words_of(written) == ()


def test_a_name_may_be_short_for_another_and_two_may_contradict():
    ruth, short = words_of("Ruth Ann Okafor"), words_of("R. A. Okafor")
    assert is_short_for(short, ruth) and not is_short_for(ruth, short)
    assert not is_short_for(words_of("M. Okafor"), ruth)
    assert contradict(words_of("Anna Vogel"), words_of("Peter Vogel"))
    assert not contradict(short, ruth) and not contradict(words_of("Anna"), words_of("Peter Vogel"))
    assert same_name(words_of("Okafor Ruth"), words_of("Ruth Okafor")) and not same_name(("anna",), ("anna",))


@pytest.mark.parametrize(
    "other", ["Martin Okafro", "Martin Okafr", "Martin Okaffor", "Martin Okator", "Matrin Okafor"]
)
def test_one_slip_of_the_fingers_is_nearly_the_same_name(other):
    assert nearly_same_name(words_of("Martin Okafor"), words_of(other))
    assert not contradict(words_of("Martin Okafor"), words_of(other))


@pytest.mark.parametrize(
    "other",
    [
        "Martin Okafor",
        "Martina Okafor",
        "Martine Okafor",
        "Martis Okafor",
        "Martin Okfoar",
        "Mrtin Okafr",
        "Okafor",
    ],
)
def test_an_ending_and_two_slips_are_not(other):
    assert not nearly_same_name(words_of("Martin Okafor"), words_of(other))


def test_two_may_have_one_family_name_in_common():
    assert shares_a_family(words_of("Ruth Okafor"), words_of("Ruth Lind-Okafor"))
    assert not shares_a_family(words_of("Ruth Okafor"), words_of("Anna Lind-Okafor"))


def test_numbers_are_compared_in_one_form():
    assert e164("020 7946 0101", "GB") == e164("+44 (0)20 7946-0101") == "+442079460101"
    assert e164("hello") == e164("12") == e164("020 7946 0101") == e164("+" * 500) == ""
    assert region_of("+442079460101") == "GB" and region_of("x") == ""
    assert shown("+442079460101") == "+44 20 7946 0101" and shown("x") == "x"
    assert list(phones_in("Order 2026-11-26\nTel. 020 7946 0999", "GB")) == ["+442079460999"]


@pytest.mark.parametrize(
    "address", ["info@x.example", "Kontakt+a@x.example", "sales-uk@x.example", "orders.de@x.example"]
)
def test_mailboxes_of_a_task(address):
    assert is_role(address)


@pytest.mark.parametrize(
    "address", ["ruth@x.example", "peter.post@x.example", "infograf@x.example", "sal@info.example"]
)
def test_mailboxes_of_a_person(address):
    assert not is_role(address)
