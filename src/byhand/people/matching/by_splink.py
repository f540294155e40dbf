"""The one file that speaks to Splink and its DuckDB: who among very many is probably the same.

Fellegi and Sunter, *A Theory for Record Linkage*, JASA 64 (1969): every comparison says how much likelier it comes out
so if two are one (m) than if they are not (u). How lists go astray (m) is set below; how often people of this house
agree by chance (u), and how common each name is, Splink counts. Nothing is learned from doubles that may not be.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb
import pyarrow
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from byhand.people.matching.traits import Traits

MEMORY = "400MB"  # of DuckDB
FEWEST = 3
# A key that more people share tells nothing: the work grows with the people and not with their pairs.
MOST_SHARING = 40
# To be asked costs a colleague some seconds, a double that nobody sees costs a customer to be asked twice.
ENOUGH = 0.2
EXPECTED = 0.05  # one in twenty stands twice, before anything is compared
SAMPLED = 2_000_000
_SEED = 1
_RARE, _COMMON = 1e-6, 0.99
_ROWS = 10_000


def probably_the_same(people: Iterable[list[Traits]], beside: Path) -> Iterator[tuple[int, int, int]]:
    """Pairs, the smaller id first, and how many of a hundred such are one: twenty and more.

    What does not fit into memory is written into the folder `beside`.
    """
    logging.getLogger("splink").setLevel(logging.ERROR)
    with duckdb.connect(
        config={"memory_limit": MEMORY, "threads": 1, "temp_directory": str(beside)}
    ) as database:
        count = _fill(database, people)
        if count < FEWEST:
            return
        linker = Linker(DuckDBAPI(database).register("people"), _settings(count), log_level=None)
        linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLED, seed=_SEED)
        found = linker.inference.predict(threshold_match_probability=ENOUGH, warning_mode="never")
        pairs = f"SELECT unique_id_l, unique_id_r, match_probability FROM {found.physical_name} ORDER BY 1, 2"
        rows: Any = database.execute(pairs)
        while portion := rows.fetchmany(_ROWS):
            yield from ((min(a, b), max(a, b), round(p * 100)) for a, b, p in portion)


def _fill(database: duckdb.DuckDBPyConnection, people: Iterable[list[Traits]]) -> int:
    """Everybody in a table, without the keys that many share; how many they are."""
    database.register("portion", _table([]))
    database.execute("CREATE TABLE read AS SELECT * FROM portion")
    for portion in people:
        database.register("portion", _table(portion))
        database.execute("INSERT INTO read SELECT * FROM portion")
    database.execute(_WITHOUT_COMMON_KEYS, [MOST_SHARING])
    database.execute("DROP TABLE read")
    ((count,),) = database.execute("SELECT count(*) FROM people").fetchall()
    return int(count)


def _table(portion: list[Traits]) -> Any:
    return pyarrow.Table.from_pylist([asdict(one) for one in portion], schema=_SCHEMA)


_SCHEMA = pyarrow.schema(
    [("unique_id", pyarrow.int64())]
    + [(name, pyarrow.string()) for name in ("given", "family", "whole", "home")]
    + [(name, pyarrow.list_(pyarrow.string())) for name in ("phones", "locals", "near")]
)

_WITHOUT_COMMON_KEYS = """
    CREATE TABLE people AS
    WITH keys AS (SELECT unique_id, unnest(near) AS key FROM read),
    telling AS (SELECT key FROM keys GROUP BY key HAVING count(*) BETWEEN 2 AND ?),
    kept AS (SELECT unique_id, list(key) AS near FROM keys JOIN telling USING (key) GROUP BY unique_id)
    SELECT read.* REPLACE (coalesce(kept.near, []) AS near) FROM read LEFT JOIN kept USING (unique_id)
"""


def _settings(people: int) -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[block_on("near", arrays_to_explode=["near"])],
        comparisons=[_NAMES, _same_one_of("phones", 0.7), _same_one_of("locals", 0.4), _HOME],
        probability_two_random_records_match=min(2 * EXPECTED / max(people - 1, 1), 0.01),
        retain_matching_columns=False,
    )


def _level(sql: str, label: str, m: float, *, rarer: str = "") -> dict[str, Any]:
    """How often it comes out so if two are one. How often by chance stands for what the sample never showed."""
    by_chance = _COMMON if sql == "ELSE" else _RARE
    level: dict[str, Any] = {"sql_condition": sql, "label_for_charts": label, "m_probability": m}
    level["u_probability"] = by_chance
    if rarer:
        level |= {"tf_adjustment_column": rarer, "tf_minimum_u_value": _RARE}
    return level


def _nothing_known(sql: str) -> dict[str, Any]:
    return {"sql_condition": sql, "label_for_charts": "unknown", "is_null_level": True}


def _same_one_of(column: str, m: float) -> dict[str, Any]:
    return {
        "output_column_name": column,
        "comparison_levels": [
            _nothing_known(f"{column}_l IS NULL OR {column}_r IS NULL"),
            _level(f"list_has_any({column}_l, {column}_r)", "one in common", m),
            _level("ELSE", "none in common", 1 - m),
        ],
    }


_HOME: dict[str, Any] = {
    "output_column_name": "home",
    "comparison_levels": [
        _nothing_known("home_l IS NULL OR home_r IS NULL"),
        _level("home_l = home_r", "the same", 0.6, rarer="home"),
        _level("ELSE", "another", 0.4),
    ],
}
_SAME_FAMILY, _SAME_GIVEN = "family_l = family_r", "given_l = given_r"
_SLIP = "damerau_levenshtein({0}_l, {0}_r) <= 1 AND least(length({0}_l), length({0}_r)) > 3"
_NAMES: dict[str, Any] = {
    "output_column_name": "names",
    "comparison_levels": [
        _nothing_known("given_l IS NULL OR given_r IS NULL OR family_l IS NULL OR family_r IS NULL"),
        _level("whole_l = whole_r", "the same", 0.50, rarer="whole"),
        _level(f"{_SAME_FAMILY} AND left(given_l, 1) = left(given_r, 1) AND "
               "least(length(given_l), length(given_r)) = 1", "initials", 0.10, rarer="family"),
        _level(f"{_SAME_FAMILY} AND {_SLIP.format('given')}", "given name a slip apart", 0.08, rarer="family"),
        _level(f"{_SAME_GIVEN} AND {_SLIP.format('family')}", "family name a slip apart", 0.08, rarer="given"),
        _level(f"{_SAME_GIVEN} AND (contains(family_l, '-') OR contains(family_r, '-')) AND "
               "list_has_any(split(family_l, '-'), split(family_r, '-'))", "one of two family names", 0.05),
        _level(_SAME_GIVEN, "given name", 0.12, rarer="given"),
        _level(_SAME_FAMILY, "family name", 0.02, rarer="family"),
        _level("ELSE", "another", 0.05),
    ],
}  # fmt: skip
