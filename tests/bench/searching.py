"""What is searched for in the filled house: every word of it stands in a quarter of the messages or in none."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.bench.visiting import Desk

dice = random.Random(11)
SEARCHES = {
    "a rare word": ("zebra ", "person4711"),
    "a middling phrase": ('"clay kiln"', '"bowl cups"', '"glaze jar"'),
    "a very common word": ("the ", "glaze ", "kilns "),
    "two words": ("the kilns ", "clay bowl ", "jar lids "),
    "a beginning": ("gla", "kilnw", "fir"),
    "people": ("clay kiln", "person77", "from:person4711"),
}


def searches(desk: Desk) -> dict[str, Callable[[], object]]:
    """A visit for each kind of search."""
    return {kind: lambda asked=asked: desk.search(dice.choice(asked)) for kind, asked in SEARCHES.items()}
