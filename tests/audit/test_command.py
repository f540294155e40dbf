"""`byhand audit` as a visitor runs it: a few lines, files written, nothing sent, no traceback."""

from __future__ import annotations

import json

import pytest
from tests.audit.studio import filled

from byhand.cli.main import main


@pytest.fixture
def archive(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return filled().mbox(tmp_path / "studio.mbox")


def test_it_says_who_we_are_and_what_to_do(archive, tmp_path, capsys):
    assert main(["audit", str(archive), "--json", "r.json"]) == 0
    said = capsys.readouterr().out
    assert "We are studio.example (guessed; say --us if that is wrong)." in said
    assert "48 people asked something and never heard from a person." in said
    assert json.loads((tmp_path / "r.json").read_text())["us"] == ["studio.example"]


def test_names_can_be_left_out(archive, tmp_path):
    assert main(["audit", str(archive), "--json", "r.json", "--mask"]) == 0
    written = (tmp_path / "r.json").read_text()
    assert "Person 1" in written
    for name in ("ruth", "jonas", "studio.example", "mail1", "a question"):
        assert name not in written.lower().replace("studio example", "")


def test_nothing_is_kept_when_nothing_is_to_be_kept(archive, tmp_path):
    assert main(["audit", str(archive), "--no-cache", "--json", "r.json"]) == 0
    assert not (tmp_path / "home").exists()


def test_the_tables_can_be_kept(archive, tmp_path):
    assert main(["audit", str(archive), "--parquet", "tables"]) == 0
    assert {one.name.split(".")[1] for one in (tmp_path / "tables").iterdir()} == {
        "messages",
        "units",
        "people",
        "edges",
        "replies",
    }
    assert main(["audit", str(archive), "--parquet", "tables"]) == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Say which archive to read"),
        (["missing.mbox"], "There is nothing at missing.mbox."),
        (["studio.mbox", "--json", "no/such/r.json"], "There is no folder"),
        (["studio.mbox", "--map", "colour=blue"], "There is no column “colour”"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(archive, capsys, words, sentence):
    assert main(["audit", *words]) == 1
    said = capsys.readouterr().err
    assert sentence in said and said.count("\n") == 1


def test_a_table_is_read_by_its_columns_names(archive, tmp_path, capsys):
    rows = ["who,whom,when,body"]
    rows += [
        f"ada{n}@c.example,ruth@studio.example,2023-01-{1 + n % 28:02} 10:00,Could you help me?"
        for n in range(60)
    ]
    rows += [
        f"ruth@studio.example,ada{n}@c.example,2023-02-{1 + n % 28:02} 10:00,Certainly." for n in range(9)
    ]
    (tmp_path / "t.csv").write_text("\n".join(rows))
    named = [
        f"--map={ours}={theirs}" for ours, theirs in {"from": "who", "to": "whom", "date": "when"}.items()
    ]
    assert main(["audit", "t.csv", "--us", "studio.example", "--json", "r.json", *named]) == 0
    found = json.loads((tmp_path / "r.json").read_text())
    assert found["messages"] == 69 and found["unreadable"]["count"] == 0
    assert found["unanswered"]["never"]["n"] > 30
