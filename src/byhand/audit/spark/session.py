"""A Spark session for one audit: quiet, without web pages, in UTC; on one machine it listens on loopback only."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from py4j.protocol import Py4JError
from pyspark import SparkConf
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from byhand.audit.sources import NotReadable

_LOCAL = re.compile(r"local(?:\[(?:\*|[1-9]\d*)(?:,\s*[1-9]\d*)?\])?")
_CLUSTER = re.compile(r"yarn|spark://[^/:,\s]+:\d+(?:,[^/:,\s]+:\d+)*|k8s://\S+")


class NoCluster(NotReadable):
    """Spark cannot be started, or gave up. Its text is a sentence for a person."""


@contextmanager
def opened(master: str) -> Generator[SparkSession]:
    """A session at this master; one that runs already is used, and left running. Raises NoCluster."""
    _check(master)
    running = SparkSession.getActiveSession()
    if running is not None:
        yield running
        return
    with tempfile.TemporaryDirectory(prefix="byhand-spark-", ignore_cleanup_errors=True) as own:
        session = _begun(master, own)
        try:
            yield session
        finally:
            session.stop()


def is_local(master: str) -> bool:
    """Whether Spark runs on this machine alone."""
    return bool(_LOCAL.fullmatch(master))


def _check(master: str) -> None:
    if not is_local(master) and not _CLUSTER.fullmatch(master):
        raise NoCluster(
            f"“{master}” names no Spark master. Say spark://HOST:PORT, yarn, k8s://ADDRESS, or local[2] to try it here."
        )
    java = os.environ.get("JAVA_HOME")
    if not (shutil.which("java") or (java and Path(java, "bin/java").exists())):
        raise NoCluster("Spark needs Java 17, which is not here: apt-get install openjdk-17-jre-headless.")


def _begun(master: str, own: str) -> SparkSession:
    # Read by the programs that Spark starts now; nobody else needs to see them.
    here = {"SPARK_LOCAL_IP": "127.0.0.1"} if is_local(master) else {}
    python = {} if "PYSPARK_PYTHON" in os.environ else {"PYSPARK_PYTHON": sys.executable}
    try:
        with _set(here | python), _said_to(Path(own, "spark.log")):
            return SparkSession.builder.config(conf=_settings(master, own)).getOrCreate()
    except (PySparkException, Py4JError, OSError) as problem:
        why = reason(problem)
        told = "Is the address right?" if "stopped SparkContext" in why else why
        raise NoCluster(f"No Spark answers at {master}. {told}") from None


@contextmanager
def _set(variables: dict[str, str]) -> Generator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _said_to(log: Path) -> Generator[None]:
    """Programs started meanwhile complain into this file, all their life, and not into the terminal."""
    sys.stderr.flush()
    ours = os.dup(2)
    try:
        with log.open("ab") as file:
            os.dup2(file.fileno(), 2)
        yield
    finally:
        os.dup2(ours, 2)
        os.close(ours)


def _settings(master: str, own: str) -> SparkConf:
    settings = {
        "spark.app.name": "byhand audit", "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC", "spark.sql.warehouse.dir": f"file://{own}/warehouse",
        "spark.driver.extraJavaOptions": f"-XX:-UsePerfData -Djava.io.tmpdir={own}",
        "spark.executorEnv.POLARS_MAX_THREADS": "1",  # the tasks are as many as the cores
    }  # fmt: skip
    if is_local(master):
        settings |= {
            "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.local.dir": own,
            "spark.sql.shuffle.partitions": "4",
        }  # fmt: skip
    return SparkConf().setMaster(master).setAll(list(settings.items()))


def reason(problem: Exception) -> str:
    """What went wrong, in one line, without the places in the code."""
    lines = [line.strip() for line in str(problem).splitlines() if line.strip()]
    causes = [line for line in lines if re.match(r"(?:: |Caused by: |[\w.]+(?:Error|Exception): )", line)]
    return (causes or lines or ["it did not say why"])[0].lstrip(": ")[:300]
