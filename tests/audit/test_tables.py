"""The tables for other programs: every message and its conversation, who wrote to whom, and the answers."""

from __future__ import annotations

import polars as pl
import pytest
from tests.audit.studio import US, filled

from byhand.audit import read
from byhand.audit.gathering import gather
from byhand.audit.rows import numbered
from byhand.audit.tables import write_tables


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    studio, folder = filled(), tmp_path_factory.mktemp("tables")
    path = studio.mbox(folder / "studio.mbox")
    path.write_text(path.read_text() * 2)  # every message has a copy
    write_tables(gather(read([path]), [US]), folder / "kept")
    names = ("messages", "units", "people", "edges", "replies")
    return studio, {name: pl.read_parquet(folder / "kept" / f"*.{name}.parquet") for name in names}


def _numbers(ids):
    return set(pl.select(numbered(pl.lit(pl.Series(sorted(ids))))).to_series())


def test_messages_carry_their_conversation_and_copies_carry_none(written):
    studio, tables = written
    messages = tables["messages"]
    assert messages.height == 2 * len(studio.letters)
    assert messages["thread"].null_count() == messages["direction"].null_count() == len(studio.letters)
    assert (
        messages.filter(pl.col("direction") == "in")["sender"]
        .is_in(tables["people"].filter(~pl.col("ours"))["person"].implode())
        .all()
    )


def test_edges_count_what_one_wrote_to_another(written):
    studio, tables = written
    people = dict(tables["people"].select("person", "address").iter_rows())
    edges = tables["edges"].with_columns(
        pl.col("sender", "person").replace_strict(people, return_dtype=pl.String)
    )
    expected: dict[tuple[str, str], int] = {}
    for letter in studio.letters:
        heads = dict(line.split(": ", 1) for line in letter.split("\n\n")[0].split("\n"))
        pair = tuple(heads[name].rpartition("<")[2].strip(">") for name in ("From", "To"))
        expected[pair] = expected.get(pair, 0) + 1
    assert {(a, b): n for a, b, n in edges.select("sender", "person", "messages").iter_rows()} == expected
    assert (edges["personal"] <= edges["messages"]).all() and (edges["first"] <= edges["last"]).all()


def test_replies_name_the_first_answer_and_whether_a_machine_gave_it(written):
    studio, tables = written
    ids = tables["messages"].select("row", "id")
    replies = tables["replies"].join(ids, on="row").join(ids.select(reply="row", by="id"), on="reply")
    by_people = replies.filter((pl.col("automatic") == 0) & (pl.col("direction") == "in"))
    assert set(by_people["id"]) == _numbers(studio.answered)
    assert set(by_people["by"]) == _numbers(studio.own | studio.scripted | studio.twice) & set(
        by_people["by"]
    )
    machines = replies.filter(pl.col("automatic") > 0)
    assert machines.height == 24 and set(machines["id"]) < _numbers(studio.unanswered)
    assert (replies["seconds"] > 0).all()
