"""Spark as the backend of the metrics: what is kept lies as Parquet on the shared storage, not in anybody's memory."""

from __future__ import annotations

import secrets
from pathlib import Path

import ibis
import polars as pl
from pyspark.sql import Column, DataFrame, SparkSession, functions
from pyspark.sql.types import ArrayType, ByteType, DataType, DecimalType, IntegerType, ShortType

from byhand.audit.history import Tables
from byhand.audit.metrics.expressions import Table
from byhand.audit.metrics.signing import signed, unsigned
from byhand.audit.rows import PEOPLE

_HALF, _WHOLE = str(1 << 63), str(1 << 64)


class Spark:
    """Works expressions out on a cluster."""

    def __init__(self, session: SparkSession, tables: Tables, folder: Path) -> None:
        """`folder`: an empty one on shared storage, for what is kept."""
        self.session, self.tables, self.folder = session, tables, folder
        self.connection = ibis.pyspark.connect(session)
        self.run = f"audit_{secrets.token_hex(4)}"

    def read(self, name: str) -> Table:
        """A table of the reading, its hashes signed."""
        found = self._parts(name)
        return self._named(
            f"read_{name}", found.select([_signed(one.name, one.dataType) for one in found.schema])
        )

    def people(self) -> pl.DataFrame:
        """Everybody once, by the first name that is one."""
        part = functions.split(functions.col("_metadata.file_name"), r"\.")[0].cast("long")
        nameless = (functions.col("name") == "").alias("nameless")
        named = self._parts("people").select("person", "address", "name", nameless, part.alias("part"))
        name = functions.min_by("name", functions.struct("nameless", "part")).alias("name")
        first = named.groupBy("person", "address").agg(name)
        self._write("everybody", first.select(_signed("person", DecimalType(20, 0)), "address", "name"))
        return self.bring("everybody").select(*PEOPLE)

    def keep(self, name: str, made: Table) -> Table:
        """Works it out, for what follows."""
        self._write(name, self.session.sql(str(ibis.to_sql(made, dialect="pyspark"))))
        return self._opened(name)

    def bring(self, name: str) -> pl.DataFrame:
        """Brings here what was kept, its hashes unsigned."""
        return unsigned(pl.read_parquet(self.folder / name / "*.parquet"))

    def give(self, name: str, frame: pl.DataFrame) -> Table:
        """Hands a frame over."""
        (self.folder / name).mkdir()
        signed(frame.lazy()).collect().write_parquet(self.folder / name / "part.parquet")
        return self._opened(name)

    def _parts(self, name: str) -> DataFrame:
        return self.session.read.option("pathGlobFilter", f"*.{name}.parquet").parquet(
            _url(self.tables.folder)
        )

    def _write(self, name: str, made: DataFrame) -> None:
        made.write.parquet(_url(self.folder / name))

    def _opened(self, name: str) -> Table:
        return self._named(name, self.session.read.parquet(_url(self.folder / name)))

    def _named(self, name: str, frame: DataFrame) -> Table:
        frame.createOrReplaceTempView(f"{self.run}_{name}")
        return self.connection.table(f"{self.run}_{name}")


def _signed(name: str, kind: DataType) -> Column:
    """The same bits with a sign: Spark reads 64 unsigned bits as a decimal number."""
    column = functions.col(name)
    if isinstance(kind, DecimalType):
        return _with_a_sign(column).alias(name)
    if isinstance(kind, ArrayType) and isinstance(kind.elementType, DecimalType):
        return functions.transform(column, _with_a_sign).alias(name)
    return column.cast("long").alias(name) if isinstance(kind, (ByteType, ShortType, IntegerType)) else column


def _with_a_sign(number: Column) -> Column:
    big, whole = (functions.lit(one).cast("decimal(20,0)") for one in (_HALF, _WHOLE))
    return functions.when(number >= big, number - whole).otherwise(number).cast("long")


def _url(path: Path) -> str:
    """Where Spark finds a folder that every worker has at this path; by itself it would look on its own file system."""
    return f"file://{path.resolve()}"
