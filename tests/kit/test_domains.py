"""Domains beyond ASCII: two spellings of one, and two that only look alike stay two."""

import pytest

from byhand.channels.email.addresses import for_the_wire
from byhand.kit.addresses import spellings
from byhand.kit.domains import in_ascii, in_letters


@pytest.mark.parametrize(
    ("letters", "ascii_"),
    [
        ("bücher.example", "xn--bcher-kva.example"), ("straße.example", "xn--strae-oqa.example"),
        ("faß.bücher.example", "xn--fa-hia.xn--bcher-kva.example"), ("kiln.example", "kiln.example"),
    ],
)  # fmt: skip
def test_a_domain_is_spelt_both_ways(letters, ascii_):
    assert (in_ascii(letters), in_letters(ascii_), in_ascii(ascii_)) == (ascii_, letters, ascii_)
    assert for_the_wire(f"ruth@{letters}") == f"ruth@{ascii_}"


def test_a_letter_to_strasse_does_not_go_to_strasse_with_two_s():
    assert for_the_wire("ruth@straße.example") != for_the_wire("ruth@strasse.example")
    assert "ruth@strasse.example" not in spellings("ruth@straße.example")


def test_capitals_and_full_width_stops_are_the_same_domain():
    assert in_ascii("BÜCHER。example") == "xn--bcher-kva.example"


@pytest.mark.parametrize("none", ["☃.example", "bü..example", "ü" * 64 + ".example", "-ü.example"])
def test_what_is_no_domain_stays_as_it_is_written(none):
    with pytest.raises(UnicodeError):
        in_ascii(none)
    assert for_the_wire(f"ruth@{none}") == f"ruth@{none}"
    assert spellings(f"ruth@{none}") == (f"ruth@{none}",)
    assert spellings("ruth@xn--.example") == ("ruth@xn--.example",)
