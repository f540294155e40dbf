"""Free days: the public holidays of the country, and the part of it, in which the house stands.

Source: the `holidays` library, which follows the law of each place. The only file that knows it; it is read when it is
wanted, as most houses never ask.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib import import_module
from typing import Any, cast

# The library names countries in one word: UnitedStates.
WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def free_days(country: str, region: str, year: int, language: str = "") -> Mapping[date, str]:
    """Each holiday of that year and its name; none where no country is said, or none that is known."""
    return _free_days(country, region, year, language) if country else {}


def countries() -> dict[str, str]:
    """Every country whose holidays are known: its two letters (ISO 3166-1), and its English name."""
    registry: Any = import_module("holidays.registry")
    return {code: WORDS.sub(" ", name) for name, code, *_more in registry.COUNTRIES.values()}


def parts_of(country: str) -> list[str]:
    """The parts of a country that have holidays of their own, by their short names (ISO 3166-2)."""
    return _library().list_supported_countries(include_aliases=False).get(country, [])


@lru_cache(64)
def _free_days(country: str, region: str, year: int, language: str) -> Mapping[date, str]:
    library = _library()
    for part in (region or None, None):
        try:
            found = library.country_holidays(country, subdiv=part, years=year, language=language or None)
        except NotImplementedError:
            continue
        return dict(cast("Mapping[date, str]", found))
    return {}


def _library() -> Any:
    return import_module("holidays")
