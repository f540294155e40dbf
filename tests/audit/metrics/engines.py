"""DuckDB as a backend of the metrics, beside Spark."""

from __future__ import annotations

import ibis
import polars as pl

from byhand.audit.history import Tables
from byhand.audit.metrics.expressions import Table
from byhand.audit.metrics.signing import signed, unsigned


class DuckDB:
    """Keeps tables in memory."""

    def __init__(self, tables: Tables) -> None:
        self.tables, self.connection = tables, ibis.duckdb.connect()

    def read(self, name: str) -> Table:
        return self._kept(f"read_{name}", self.tables.scan(name))

    def people(self) -> pl.DataFrame:
        return self.tables.people

    def keep(self, name: str, made: Table) -> Table:
        return self.connection.create_table(name, made, overwrite=True)

    def bring(self, name: str) -> pl.DataFrame:
        return unsigned(self.connection.to_polars(self.connection.table(name)))

    def give(self, name: str, frame: pl.DataFrame) -> Table:
        return self._kept(f"given_{name}", frame.lazy())

    def _kept(self, name: str, frame: pl.LazyFrame) -> Table:
        return self.connection.create_table(name, signed(frame).collect().to_arrow(), overwrite=True)


class Noting(DuckDB):
    """Notes what it was asked to work out."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        self.made: list[Table] = []

    def keep(self, name: str, made: Table) -> Table:
        self.made.append(made)
        return super().keep(name, made)
