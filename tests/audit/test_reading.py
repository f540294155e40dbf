"""Reading by the short way and in several processes gives what reading everything the long way gives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.audit.studio import filled
from tests.bench.corpora import FOLDER
from tests.kit.hostile import CORPUS, SLOW

from byhand.audit import read, sources
from byhand.audit.letter_times import is_plausible
from byhand.audit.letters import add_letter
from byhand.audit.rows import Rows, number
from byhand.kit.archives import open_archive
from byhand.kit.mbox import Mbox, read_piece, read_pieces
from byhand.kit.mime import read_mail


def _read(raw):
    rows = Rows(0)
    add_letter(rows, raw, "here")
    return rows


def _agree(raw):
    """Whether sender, recipients and time are what `kit.mime` says."""
    rows, mail = _read(raw), read_mail(raw)
    if not rows.found:
        return not (mail.sender.address or mail.sender.name)
    row = rows.found[0]
    when = int(mail.date.timestamp()) if mail.date and is_plausible(int(mail.date.timestamp())) else None
    to = {number((one.address or one.name).lower()) for one in (*mail.to, *mail.cc, *mail.bcc)}
    return (row.sender, set(row.to), row.time) == (
        number((mail.sender.address or mail.sender.name).lower()),
        to,
        when,
    )


_HEADS = st.sampled_from([
    "From: Ada <ada@c.example>", "From: =?utf-8?q?=C3=84da?= <ada@c.example>", "To: a@b.example,\n c@d.example",
    "Cc: Group: x@y.example;", "Date: Mon, 9 Jan 2023 10:00:00 +0100 (CET)", "Date: 9 Jan 23 10:00 EST",
    "Subject: Ünïcode", "To: again@b.example", "no field at all", "Content-Type: text/html; charset=latin-1",
    "Content-Transfer-Encoding: base64", "References: <a@b> <c@d>", "X : y", "\tfolded",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(_HEADS, max_size=8), st.text(max_size=80))
def test_the_short_way_gives_the_fields_of_the_long_way(heads, body):
    raw = ("\n".join(["From: Bea <bea@c.example>", *heads]) + "\n\n" + body).encode("utf-8", "surrogatepass")
    assert _agree(raw)


@pytest.mark.parametrize("name", sorted(set(CORPUS) - SLOW))
def test_no_bytes_at_all_make_it_fall_or_stop(name):
    raw = CORPUS[name]()
    begun = time.process_time()
    _read(raw).messages()
    assert time.process_time() - begun < 8


@pytest.mark.parametrize(("file", "share"), [("enron-6.mbox.gz", 0.999), ("spamassassin.mbox.gz", 0.995)])
def test_real_mail_is_read_as_by_the_long_way(file, share):
    if not (FOLDER / file).exists():
        pytest.skip("the large data is not here (BYHAND_LARGE_DATA)")
    letters = [one.raw for one in open_archive(FOLDER / file).messages()][::7]
    assert sum(map(_agree, letters)) / len(letters) >= share


def test_pieces_of_a_file_are_the_file(tmp_path):
    studio = filled()
    studio.letters.insert(5, studio.letters[4] + "A very long story.\n" * 20_000)
    path = studio.mbox(tmp_path / "m")
    whole = [(int(one.position), one.raw) for one in Mbox(path).messages()]
    for size in (700, 4_096, 100_000):
        ranges = [
            one for at in range(0, path.stat().st_size, size) for one in Mbox(path).between(at, at + size)
        ]
        assert ranges == whole
        with path.open("rb") as file:
            streamed = [one for at, piece in read_pieces(file, size) for one in read_piece(piece, at)]
        assert streamed == whole


def test_two_processes_read_what_one_reads(tmp_path, monkeypatch):
    path = filled().mbox(tmp_path / "m")
    monkeypatch.setattr(sources, "PIECE", 60_000)
    one, two = read([path], processes=1), read([path], processes=2)
    for table, key in (("messages", "place"), ("units", "unit"), ("people", "person")):
        drawn = [messages.scan(table).drop("row", strict=False).collect() for messages in (one, two)]
        assert drawn[0].height > 100
        assert drawn[0].select(key).sort(key).equals(drawn[1].select(key).sort(key))


def test_a_second_run_reads_nothing_until_the_archive_changes(tmp_path):
    path, seen = filled().mbox(tmp_path / "m"), []
    for _ in range(2):
        read([path], keep=tmp_path / "kept", progress=lambda done, total: seen.append(done))
    assert len(seen) == 1
    os.utime(path, (1, 1))
    read([path], keep=tmp_path / "kept", progress=lambda done, total: seen.append(done))
    assert len(seen) == 2


def test_messages_are_arrow_for_whoever_takes_it(tmp_path):
    messages = read([filled().mbox(tmp_path / "m")])
    assert pl.DataFrame(messages).height == messages.scan("messages").select(pl.len()).collect().item()


def test_stopping_it_leaves_no_half_file(tmp_path):
    path = filled().mbox(tmp_path / "m")
    path.write_bytes(path.read_bytes() * 200)
    words = [
        sys.executable,
        "-m",
        "byhand.cli",
        "audit",
        str(path),
        "--json",
        str(tmp_path / "r.json"),
    ]
    environment = os.environ | {
        "HOME": str(tmp_path / "home"),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    run = subprocess.Popen(words, env=environment, start_new_session=True, stderr=subprocess.PIPE,
                           preexec_fn=_as_in_a_terminal)  # fmt: skip
    _wait_for(
        lambda: list((tmp_path / "home").glob(".cache/byhand/audit/reading-*")) or run.poll() is not None
    )
    os.killpg(run.pid, signal.SIGINT)
    assert run.wait(60) == 130
    assert sorted(one.name for one in tmp_path.iterdir()) == ["home", "m"]
    assert not list((tmp_path / "home/.cache/byhand/audit").iterdir())
    said = run.stderr.read()
    assert b"Traceback" not in said, said.decode()


def _as_in_a_terminal():
    """A run in the background may ignore Ctrl-C, and what it starts would, too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _wait_for(happened):
    for _ in range(600):
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError("it never happened")
