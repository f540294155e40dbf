"""The whole house in one file, made while it lives, and the same house elsewhere."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.db import connection
from tests.cast import conversation_with
from tests.keeping import looking

from byhand.files import store


@pytest.fixture
def backup(here, pottery, tmp_path):
    """A backup of the pottery."""
    done = here.byhand("backup", str(tmp_path / "desk.tar"))
    assert done.returncode == 0, done.stderr
    return tmp_path / "desk.tar"


def test_a_restored_house_is_equal_and_its_secrets_can_be_read(here, elsewhere, backup):
    done = elsewhere.byhand("restore", str(backup))
    assert (done.returncode, done.stderr) == (0, "")
    assert "The journal is whole" in done.stdout
    assert looking.rows(elsewhere) == looking.rows(here)
    assert looking.files(elsewhere) == looking.files(here)
    assert len(looking.files(here)) > 5
    ask = "from byhand.channels.models import Inbox; print(Inbox.objects.get().secrets)"
    assert "the glaze is cobalt" in elsewhere.byhand("manage", "shell", "-v0", "-c", ask).stdout


def test_a_backup_made_while_mail_comes_in_is_of_one_moment(here, elsewhere, pottery, tmp_path):
    over = threading.Event()
    writing = threading.Thread(target=_write_on, args=(pottery.inbox, over))
    writing.start()
    done = here.byhand("backup", str(tmp_path / "desk.tar"))
    over.set()
    writing.join()
    assert done.returncode == 0, done.stderr
    assert elsewhere.byhand("restore", str(tmp_path / "desk.tar")).returncode == 0
    kept, named = looking.files(elsewhere), _named_files(elsewhere)
    assert 0 < len(named) < len(_named_files(here))
    for row in named:
        assert kept[f"files/{row[:2]}/{row}"] == row
    assert elsewhere.byhand("journal", "verify").returncode == 0


def _write_on(inbox, over) -> None:
    try:
        for number in range(10_000):
            conversation_with(inbox, f"Words {number}", subject=f"Matter {number}")
            if over.is_set():
                return
    finally:
        connection.close()


def _named_files(machine) -> list[str]:
    ask = (
        "from byhand.channels.models import Arrival; print(*Arrival.objects.values_list('sha256', flat=True))"
    )
    return machine.byhand("manage", "shell", "-v0", "-c", ask).stdout.split()


def test_a_backup_is_its_owners_alone_and_never_overwritten(here, backup):
    assert backup.stat().st_mode & 0o777 == 0o600  # it holds the keys
    before = backup.read_bytes()
    done = here.byhand("backup", str(backup))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert backup.read_bytes() == before


def test_a_backup_that_cannot_be_written_is_one_sentence(here, tmp_path):
    done = here.byhand("backup", str(tmp_path / "nowhere" / "desk.tar"))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)


def test_there_is_nothing_to_back_up_before_the_first_start(elsewhere, tmp_path):
    done = elsewhere.byhand("backup", str(tmp_path / "desk.tar"))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert not (tmp_path / "desk.tar").exists()


def test_the_power_goes_while_it_is_written_and_nothing_bears_its_name(here, tmp_path):
    (here.folder / "files" / "00").mkdir(parents=True, exist_ok=True)
    with (here.folder / "files" / "00" / ("0" * 64)).open("wb") as large:
        large.truncate(3 * 1024**3)
    begun = subprocess.Popen([sys.executable, "-m", "byhand.cli", "backup", str(tmp_path / "desk.tar")],
                             env=here.environment())  # fmt: skip
    while not any(path.stat().st_size > 10 * 1024**2 for path in tmp_path.glob(".desk.tar.*/backup.tar")):
        assert begun.poll() is None
        time.sleep(0.01)
    os.kill(begun.pid, signal.SIGKILL)
    begun.wait()
    assert not (tmp_path / "desk.tar").exists()


def test_a_stored_file_that_rotted_on_the_disk_is_named(here, tmp_path):
    one = store.path_of(store.keep(b"what it was"))
    one.write_bytes(b"not what it was")
    done = here.byhand("backup", str(tmp_path / "desk.tar"))
    assert done.returncode == 1
    assert one.name in done.stdout
    assert (tmp_path / "desk.tar").exists()
