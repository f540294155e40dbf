"""An index that is young is not taken for one that stays small."""

import pytest
from django.db import connection

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="FTS5 is SQLite's")


@pytest.mark.parametrize("index", ["conversations_words", "people_words", "help_words"])
def test_a_merge_reads_what_it_takes_away_and_not_all_of_it(fresh_house, index):
    connection.close()  # opened again it counts its tables anew
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN DELETE FROM {index}_data WHERE id >= 1 AND id <= 2")
        [(*_, plan)] = cursor.fetchall()
    assert plan == f"SEARCH {index}_data USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"
