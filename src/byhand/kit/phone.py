"""Telephone numbers as they are compared: in E.164, as ITU-T writes them, “+44 20 7946 0101” → “+442079460101”."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import PhoneNumber

# Nothing shorter can be a number somebody is reached by from elsewhere; a text without so many digits is not looked at.
_MAY_HOLD_ONE = re.compile(r"(?:\d[\s()/.\-–]{0,3}){6}\d")
_LONGEST_LINE = 200


def e164(written: str, region: str = "") -> str:
    """The number as it is compared; empty if it is none. `region` (ISO 3166) is where one without a + was written."""
    try:
        number = phonenumbers.parse(written[:_LONGEST_LINE], region or None)
    except phonenumbers.NumberParseException:
        return ""
    return _written(number) if phonenumbers.is_possible_number(number) else ""


def region_of(number: str) -> str:
    """In which country a number in E.164 is, in two letters; empty if that cannot be said."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number)) or ""
    except phonenumbers.NumberParseException:
        return ""


def shown(number: str) -> str:
    """As people read it: in groups, with the country's code."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def phones_in(text: str, region: str = "") -> Iterator[str]:
    """The valid numbers that stand in a text, a line each, as they are compared."""
    for line in text.splitlines():
        if len(line) > _LONGEST_LINE or not _MAY_HOLD_ONE.search(line):
            continue
        for found in phonenumbers.PhoneNumberMatcher(line, region or None):
            yield _written(found.number)


def _written(number: PhoneNumber) -> str:
    plain = PhoneNumber(country_code=number.country_code, national_number=number.national_number,
                        italian_leading_zero=number.italian_leading_zero,
                        number_of_leading_zeros=number.number_of_leading_zeros)  # fmt: skip
    return phonenumbers.format_number(plain, phonenumbers.PhoneNumberFormat.E164)
