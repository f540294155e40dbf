"""Languages that are read here: their own names, how they are written, which of them a reader gets."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation.trans_real import parse_accept_lang_header

NAMES: dict[str, str] = {
    code: str(told["name_local"]) for code, told in sorted(LANG_INFO.items()) if "name_local" in told
}


def name_of(language: str) -> str:
    """As its speakers call it."""
    return NAMES.get(language, language)


def direction_of(language: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if LANG_INFO.get(language, {}).get("bidi") else "ltr"


def suited(accepts: str, there: Collection[str]) -> str:
    """The language of those that are there which a browser's Accept-Language (RFC 9110, 12.5.4) likes most.

    None of them: the house's own, else the first. Raises ValueError when there are none.
    """
    if not there:
        raise ValueError("There is no language to choose from.")
    for wanted, _weight in parse_accept_lang_header(accepts[:500]):
        for one in (wanted, wanted.partition("-")[0]):
            if one in there:
                return one
        near = sorted(one for one in there if one.partition("-")[0] == wanted.partition("-")[0])
        if near:
            return near[0]
    return settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in there else sorted(there)[0]
