"""`byhand audit --spark MASTER`: the same tables, the same numbers and the same report as on one machine."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.audit.metrics.busy import busy
from tests.audit.metrics.sameness import assert_same
from tests.servers import machine
from tests.servers.spark import MASTER, QUICKLY, running_spark

from byhand.audit import read, sources
from byhand.audit.gathering import gather
from byhand.audit.history import History
from byhand.audit.measures import Measures
from byhand.audit.measuring import measure
from byhand.audit.metrics.reducing import reduce
from byhand.audit.rows import PEOPLE
from byhand.audit.sources import find_sources
from byhand.audit.spark import job
from byhand.audit.spark.reading import read_on, tasks
from byhand.audit.spark.session import NoCluster
from byhand.cli.main import main


@pytest.fixture(scope="module")
def spark():
    with running_spark() as session:
        yield session


@pytest.fixture(scope="module")
def archives(tmp_path_factory):
    return busy(tmp_path_factory.mktemp("shared storage"), 4)


@dataclass(frozen=True)
class Run:
    """What a run of the command left."""

    folder: Path
    words: list[str]
    said: str
    counted: tuple[History, Measures]
    files: dict[Path, int]

    @property
    def tables(self):
        return self.counted[0].tables


@pytest.fixture(scope="module")
def run(spark, archives, tmp_path_factory):
    """Two workers read, in pieces of which every archive has several, and count, on a clock far from ours."""
    folder, counted, said = tmp_path_factory.mktemp("run"), [], io.StringIO()
    words = ["audit", *map(str, archives), "--us", "studio.example"]
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
        patch.setenv("HOME", str(folder / "home"))
        patch.chdir(folder)
        patch.setattr(sources, "PIECE", 120_000)
        patch.setattr(job, "reduce", lambda *given: counted.append(reduce(*given)) or counted[-1])
        spark.conf.set("spark.sql.session.timeZone", "Pacific/Auckland")
        try:
            assert main([*words, "--json", "there.json", "--out", "there.html", "--spark", MASTER]) == 0
        finally:
            spark.conf.set("spark.sql.session.timeZone", "UTC")
    return Run(folder, words, said.getvalue(), counted[0], _files(folder))


def test_workers_write_the_tables_that_one_machine_writes(run, archives):
    alone = read(archives)
    for name in ("messages", "units", "unreadable"):
        drawn = [one.scan(name).drop("row", strict=False).collect() for one in (alone, run.tables)]
        assert drawn[0].height > 0
        assert drawn[0].sort(drawn[0].columns).equals(drawn[1].sort(drawn[0].columns))
    met = (alone.people, run.tables.people, run.counted[0].people)
    who = [set(one.select(*PEOPLE).iter_rows()) for one in met]
    assert who[0] == who[1] == who[2]
    assert len(list(run.tables.folder.glob("*.messages.parquet"))) > 3


def test_spark_counts_what_polars_counts_in_whatever_time_zone_it_is(run):
    history = gather(run.tables, ["studio.example"])
    assert_same((history, measure(history)), run.counted)


def test_the_report_is_the_same(run, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main([*run.words, "--json", "here.json", "--out", "here.html", "--no-cache"]) == 0
    here, there = (
        json.loads(Path("here.json").read_text()),
        json.loads((run.folder / "there.json").read_text()),
    )
    assert (
        here == there and here["scripts"] and here["repeats"] and here["ties"] and here["automatic"]["loops"]
    )
    assert Path("here.html").read_text() == (run.folder / "there.html").read_text()
    assert capsys.readouterr().out.splitlines()[:-1] == run.said.splitlines()[:-2]


def test_what_workers_read_is_not_read_again(run, monkeypatch):
    """Nor is anything left behind but the report and the tables."""
    monkeypatch.setenv("HOME", str(run.folder / "home"))
    monkeypatch.chdir(run.folder)
    assert main([*run.words, "--json", "there.json", "--out", "there.html"]) == 0
    assert _files(run.folder) == run.files
    assert len(list(run.folder.glob("home/.cache/byhand/audit/*"))) == 1
    assert {one.name for one in run.folder.iterdir()} == {"there.json", "there.html", "home"}


def test_a_packed_archive_keeps_its_numbers_apart(archives):
    found = list(tasks(find_sources([archives[1], archives[0]])))
    assert found[0].piece is None and found[1].number - found[0].number == 1 << 20


def test_storage_that_workers_do_not_reach_is_named(spark, archives, tmp_path):
    folder = tmp_path / "tables"
    there = find_sources([shutil.copy(archives[0], tmp_path / "gone.mbox")])
    (tmp_path / "gone.mbox").unlink()
    with pytest.raises(
        NoCluster, match=r"^The worker .* cannot read .*gone\.mbox\. Archives must lie on shared storage"
    ):
        read_on(spark.sparkContext, folder, there, {}, lambda done, total: None)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "master", ["here", "local[zero]", "local[0]", "spark://", "spark://host", "sc://host:1", ""]
)
def test_a_master_that_is_none_is_said_in_one_sentence(archives, tmp_path, monkeypatch, capsys, master):
    monkeypatch.chdir(tmp_path)
    assert main(["audit", str(archives[0]), "--no-cache", f"--spark={master}"]) == 1
    said = capsys.readouterr().err
    assert "names no Spark master. Say spark://HOST:PORT" in said and said.count("\n") == 1


def test_without_java_it_says_how_to_get_it(archives, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    assert main(["audit", str(archives[0]), "--no-cache", "--spark", MASTER]) == 1
    assert "apt-get install openjdk-17-jre-headless" in capsys.readouterr().err


def test_without_the_extra_it_says_how_to_get_it(archives, tmp_path, monkeypatch, capsys):
    for name in [one for one in sys.modules if one.startswith("byhand.audit.spark")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.chdir(tmp_path)
    assert main(["audit", str(archives[0]), "--no-cache", "--spark", MASTER]) == 1
    assert (
        "--spark needs pyspark, which is not installed: pip install 'byhand[audit,spark]'."
        in capsys.readouterr().err
    )


def test_stopping_it_leaves_nothing_half_done(tmp_path):
    machine.needs("java", "openjdk-17-jre-headless")
    archive = busy(tmp_path, 4)[0]
    archive.write_bytes(archive.read_bytes() * 60)
    (tmp_path / "copies-4.mbox.gz").unlink()
    words = [
        sys.executable,
        "-m",
        "byhand.cli",
        "audit",
        str(archive),
        "--spark",
        MASTER,
        "--parquet",
        str(tmp_path / "t"),
    ]
    environment = (
        os.environ
        | QUICKLY
        | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "TMPDIR": str(tmp_path)}
    )
    run = subprocess.Popen(words, env=environment, cwd=tmp_path, start_new_session=True, stderr=subprocess.PIPE,
                           preexec_fn=_as_in_a_terminal)  # fmt: skip
    _wait_for(lambda: list(tmp_path.glob("reading-*/piece-*")) or run.poll() is not None)
    assert run.poll() is None
    os.killpg(run.pid, signal.SIGINT)
    said = run.communicate(timeout=60)[1]
    assert run.returncode == 130 and b"Traceback" not in said
    assert [one.name for one in tmp_path.iterdir()] == [archive.name]


def _files(folder):
    """All there is; when the tables were written, too, since a report is written anew."""
    return {one: one.stat().st_mtime_ns * (one.suffix == ".parquet") for one in folder.rglob("*")}


def _as_in_a_terminal():
    """A run in the background may ignore Ctrl-C, and what it starts would, too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _wait_for(happened):
    for _ in range(1200):
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError("it never happened")
