"""The expressions for a cluster say what Polars says: worked out by DuckDB, and by Ibis over Polars where it can."""

from __future__ import annotations

from importlib.metadata import version

import ibis
import polars as pl
import pytest
from ibis.common.exceptions import TableNotFound
from ibis.expr import operations as ops
from polars.testing import assert_frame_equal
from tests.audit.metrics.busy import busy
from tests.audit.metrics.engines import DuckDB, Noting
from tests.audit.metrics.sameness import TOLERANCE, assert_same
from tests.bench.corpora import FOLDER

from byhand.audit import audit, read
from byhand.audit.auditing import audit_history
from byhand.audit.gathering import gather
from byhand.audit.measuring import measure
from byhand.audit.metrics import scripts, ties
from byhand.audit.metrics.reducing import reduce
from byhand.audit.metrics.signing import signed, unsigned
from byhand.audit.scripting import marked


@pytest.fixture(scope="module", params=[4, 11])
def known(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("busy")
    messages = read(busy(folder, request.param))
    history = gather(messages, [])
    return messages, history, measure(history)


def test_duckdb_counts_what_polars_counts(known):
    messages, *mine = known
    assert_same(mine, reduce(DuckDB(messages), messages, [], None))


def test_it_does_so_from_a_day_on_and_for_named_people(known):
    messages, history, _ = known
    since = history.messages["time"].drop_nulls().sort()[150]
    history = gather(messages, ["@Studio.example", "ada@mail1.example"], since)
    theirs = reduce(DuckDB(messages), messages, ["@Studio.example", "ada@mail1.example"], since)
    assert_same((history, measure(history)), theirs)


def test_polars_under_ibis_agrees_where_no_window_is_needed(known):
    _, history, found = known
    frames = {"units": history.units, "touches": history.touches, "exchanges": history.exchanges}
    backend = ibis.polars.connect({name: signed(frame.lazy()) for name, frame in frames.items()})
    table = backend.table

    units = scripts.marked(table("units"), table("exchanges"))
    mine = marked(history.units, history.exchanges.filter("out")).select("row", "unit", "scripted")
    _assert_equal(backend, units.select("row", "unit", "scripted"), mine)
    shares, widest = scripts.shares(units), scripts.spread(units, table("exchanges"))
    _assert_equal(backend, shares, found.shares)
    _assert_equal(backend, scripts.saying(units, table("exchanges"), widest), found.saying)
    _assert_equal(backend, ties.strengths(table("touches"), history.end), found.ties)


@pytest.mark.parametrize("file", ["enron-6.mbox.gz", "spamassassin.mbox.gz"])
def test_on_real_mail_the_report_is_the_same(file):
    if not (FOLDER / file).exists():
        pytest.skip("the large data is not here (BYHAND_LARGE_DATA)")
    messages = read([FOLDER / file])
    assert audit_history(*reduce(DuckDB(messages), messages, [], None)) == audit(messages)


def test_hashes_keep_their_bits():
    stored = pl.DataFrame({"unit": [0, 1, 2**63 - 1, 2**63, 2**64 - 1]}, schema={"unit": pl.UInt64})
    there = signed(stored.lazy()).collect()
    assert there["unit"].to_list() == [0, 1, 2**63 - 1, -(2**63), -1]
    assert unsigned(there).equals(stored)


def test_no_metric_asks_a_backend_for_a_hash_or_for_other_words(known):
    """Spark's hashes have 32 bits, others' 64; Ibis over Polars replaces the first match only."""
    messages, *_ = known
    engine = Noting(messages)
    reduce(engine, messages, [], None)
    assert len(engine.made) > 10
    kinds = {type(one) for made in engine.made for one in made.op().find(ops.Value)}
    assert not kinds & {ops.Hash, ops.HashBytes, ops.StringReplace, ops.RegexReplace, ops.RegexSearch}
    assert not kinds & {ops.TimestampNow, ops.Strftime, ops.TimestampFromUNIX, ops.Date, ops.ExtractHour}


def test_a_table_of_rows_in_memory_can_be_made_and_dropped():
    """With sqlglot 30.18 and later Ibis 12 cannot."""
    assert tuple(map(int, version("sqlglot").split(".")[:2])) < (30, 18)
    backend = ibis.duckdb.connect()
    made = backend.create_table("numbers", ibis.memtable({"n": [1, 2]}))
    assert backend.to_polars(made.n.sum()) == 3
    backend.drop_table("numbers")
    with pytest.raises(TableNotFound):
        backend.table("numbers")


def _assert_equal(backend, made, mine):
    theirs = unsigned(backend.to_polars(made)).select(mine.columns)
    assert mine.height
    columns = sorted(mine.columns, key=lambda one: (mine.schema[one].is_float(), one))
    assert_frame_equal(mine.sort(columns), theirs.sort(columns), check_dtypes=False, check_column_order=False,
                       rel_tol=TOLERANCE, abs_tol=TOLERANCE)  # fmt: skip
