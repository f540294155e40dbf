"""The whole audit on a cluster: read, count, and tell here."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from byhand.audit.auditing import audit_history
from byhand.audit.history import History, Tables
from byhand.audit.keeping import kept_in
from byhand.audit.measures import Measures
from byhand.audit.metrics.reducing import reduce
from byhand.audit.reading import Progress
from byhand.audit.report import Report
from byhand.audit.sources import find_sources
from byhand.audit.spark.engine import Spark
from byhand.audit.spark.reading import read_on
from byhand.audit.spark.session import NoCluster, opened, reason
from byhand.audit.table_rows import Columns


def audit_on(
    master: str, paths: Sequence[Path], *, keep: Path, tables: Path | None = None, columns: Columns | None = None,
    us: Sequence[str] = (), since: int | None = None, progress: Progress | None = None,
) -> Report:  # fmt: skip
    """The report that one machine would give.

    The tables lie in the folder `tables`, or among others in `keep`; on storage that the workers reach. Tables that
    are there already are not read again. Raises NotReadable with a sentence, NoCluster among them, and OSError.
    """
    sources, columns = find_sources([path.resolve() for path in paths]), columns or {}
    folder = (tables or kept_in(keep, sources, columns)).resolve()
    with opened(master) as session:
        if not folder.exists():
            read_on(session.sparkContext, folder, sources, columns, progress or _nothing)
        return audit_history(*_counted(session, Tables(folder), us, since))


def _counted(
    session: SparkSession, tables: Tables, us: Sequence[str], since: int | None
) -> tuple[History, Measures]:
    counting = Path(tempfile.mkdtemp(prefix="counting-", dir=tables.folder.parent))
    try:
        return reduce(Spark(session, tables, counting), tables, us, since)
    except (PySparkException, Py4JError) as problem:
        raise NoCluster(f"Spark gave up: {reason(problem)}") from None
    finally:
        shutil.rmtree(counting, ignore_errors=True)


def _nothing(done: int, total: int) -> None:
    """For those who do not watch."""
