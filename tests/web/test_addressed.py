"""To whom a letter goes is told in names and addresses, never by what the desk alone calls a browser by."""

import pytest

from byhand.web.addressed import addressed


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Mia <visitor:k3-v9>", "Mia"),
        ("visitor:k3v9, Ruth <ruth@harrow.example>", "a browser on a website, Ruth <ruth@harrow.example>"),
        ("Olu <+442079460101>", "Olu <+442079460101>"),
        ("visitor@harrow.example", "visitor@harrow.example"),
        ("", ""),
    ],
)
def test_a_browser_has_a_name_and_no_address(line: str, told: str):
    assert addressed(line) == told
