"""Spark on this machine: one session, on loopback, with what it needs to begin quickly."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from pyspark.sql import SparkSession
from tests.servers import machine

from byhand.audit.spark.session import opened

MASTER = "local[2]"
# Small data end before the better of Java's compilers has begun to pay.
QUICKLY = {"JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}


@contextmanager
def running_spark() -> Iterator[SparkSession]:
    """Dear to start, so that a module shares one: whatever asks for a session meanwhile gets this."""
    machine.needs("java", "openjdk-17-jre-headless")
    with patch.dict("os.environ", QUICKLY), opened(MASTER) as session:
        yield session
