"""The command as a person calls it: sentences, and exit codes 0, 1, 2."""

import json
import os
import subprocess
import sys

import pytest
from tests.letters import letter


@pytest.fixture
def byhand(tmp_path):
    """Runs `byhand …` in an empty house; gives the finished process."""

    def byhand(*words: str) -> subprocess.CompletedProcess[str]:
        own = {"BYHAND_DATA": str(tmp_path / "house"), "BYHAND_DATABASE_URL": ""}
        return subprocess.run([sys.executable, "-m", "byhand.cli", *words], env={**os.environ, **own},
                              capture_output=True, text=True)  # fmt: skip

    return byhand


def test_without_a_command_it_says_which_there_are(byhand):
    done = byhand()
    assert done.returncode == 2
    assert "doctor" in done.stderr


def test_a_command_that_does_not_exist_is_named(byhand):
    done = byhand("serve")
    assert done.returncode == 2
    assert "“serve”" in done.stderr


@pytest.mark.parametrize("words", [("start", "--colour"), ("read",), ("journal", "burn")])
def test_wrong_usage_is_two(byhand, words):
    assert byhand(*words).returncode == 2


def test_read_prints_one_json_object(byhand, tmp_path):
    path = tmp_path / "ruth.eml"
    path.write_bytes(letter("Could we bring twelve?"))
    done = byhand("read", str(path))
    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert told["from"] == {"name": "Ruth Okafor", "address": "ruth@harrow.example"}
    assert told["new_text"] == "Could we bring twelve?"
    assert set(told) == {
        "message_id", "date", "from", "reply_to", "to", "cc", "subject", "text", "new_text", "html", "attachments",
        "automatic", "bounce", "in_reply_to", "references", "problems",
    }  # fmt: skip


@pytest.mark.parametrize("raw", [b"", b"\x00", bytes(range(256)) * 20, b"\xff" * 100])
def test_read_reads_any_bytes(byhand, tmp_path, raw):
    path = tmp_path / "odd.eml"
    path.write_bytes(raw)
    done = byhand("read", str(path))
    assert done.returncode == 0
    assert done.stderr == ""
    json.loads(done.stdout)


def test_read_says_when_there_is_no_file(byhand, tmp_path):
    done = byhand("read", str(tmp_path / "none.eml"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1


def test_import_takes_a_folder_once_and_says_so(byhand, tmp_path):
    folder = tmp_path / "letters"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.eml").write_bytes(letter(f"Words {number}", subject=f"Matter {number}"))
    assert byhand("import", str(folder)).stdout == "3 letters are new, 3 became messages.\n"
    assert byhand("import", str(folder)).stdout == "0 letters are new, 0 became messages.\n"
    assert byhand("journal", "verify").returncode == 0
    done = byhand("doctor", "--offline")
    assert done.returncode == 0, done.stdout
    assert "wrong" not in done.stdout


def test_import_of_nothing_is_one_sentence(byhand):
    done = byhand("import", "/nowhere/at/all")
    assert done.returncode == 1
    assert done.stderr == "There is nothing at /nowhere/at/all.\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BYHAND_PORT", "eighty"),
        ("BYHAND_DATABASE_URL", "mysql://x"),
        ("BYHAND_BASE_URL", "desk"),
        ("BYHAND_TRUST_PROXY", "maybe"),
        ("BYHAND_REDIS_URL", "localhost:6379"),
    ],
)
def test_a_setting_that_cannot_be_used_is_one_sentence(byhand, monkeypatch, tmp_path, name, value):
    environment = {**os.environ, "BYHAND_DATA": str(tmp_path), "BYHAND_DATABASE_URL": "", name: value}
    done = subprocess.run(
        [sys.executable, "-m", "byhand.cli", "doctor"], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert name in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("value", ["many", "0", "-1", "1.5", "2"])
def test_how_many_processes_serve_is_a_number_that_the_database_bears(byhand, monkeypatch, value):
    monkeypatch.setenv("BYHAND_PROCESSES", value)
    done = byhand("start", "--port", "0")
    assert done.returncode == 1 and "BYHAND_PROCESSES" in done.stderr and "Traceback" not in done.stderr
