"""What is no whole backup is refused in one sentence, and nothing is half restored."""

import io
import json
import tarfile
import tempfile
from pathlib import Path

import pytest
from django.db import connection
from tests.keeping import looking

from byhand.files import store
from byhand.keeping.backing_up import back_up
from byhand.keeping.manifest import NotABackup
from byhand.keeping.unpacking import unpack

on_postgresql = connection.vendor == "postgresql"


@pytest.fixture
def backup(here, tmp_path):
    """A backup of a small house."""
    store.keep(b"a letter " * 4000)
    back_up(tmp_path / "desk.tar")
    return tmp_path / "desk.tar"


@pytest.fixture
def refused(tmp_path):
    """The sentence with which the file is refused."""

    def refused(path) -> str:
        with pytest.raises(NotABackup) as no:
            unpack(path, Path(tempfile.mkdtemp(dir=tmp_path)))
        return str(no.value)

    return refused


@pytest.fixture
def refuses(elsewhere):
    """Asks for the file to be restored; gives the sentence, after a look that nothing came of it."""

    def refuses(path, **settings) -> str:
        done = elsewhere.byhand("restore", str(path), **settings)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done
        assert not elsewhere.folder.exists()
        assert not list(elsewhere.folder.parent.glob(f".{elsewhere.folder.name}*"))
        if elsewhere.database_url:
            assert not looking.rows(elsewhere)
        return done.stderr

    return refuses


def test_a_restore_that_is_refused_is_one_sentence_and_leaves_nothing(refuses, backup):
    whole = backup.read_bytes()
    backup.write_bytes(whole[: len(whole) // 2])
    assert "desk.tar cannot be restored. It is cut off" in refuses(backup)


def test_what_is_cut_off_is_refused(refused, backup):
    whole = backup.read_bytes()
    for length in (1, 700, 5000, len(whole) // 2, len(whole) - 12_000):
        backup.write_bytes(whole[:length])
        assert "cut off" in refused(backup) or length == 1


def test_a_backup_with_one_bit_turned_is_refused(refused, backup):
    changed = bytearray(backup.read_bytes())
    at = changed.find(b"ustar\x0000") + 2000
    changed[at] ^= 1
    backup.write_bytes(changed)
    refused(backup)


def test_words_put_in_are_refused(refused, backup, tmp_path):
    repacked = _repacked(
        backup, tmp_path, lambda name, content: content + b"x" if name.startswith("files/") else content
    )
    assert "changed or damaged" in refused(repacked)


def test_a_file_left_out_is_refused(refused, backup, tmp_path):
    repacked = _repacked(
        backup, tmp_path, lambda name, content: None if name.startswith("files/") else content
    )
    assert "changed or damaged" in refused(repacked)


@pytest.mark.parametrize(
    "content", [b"", b"no backup at all", bytes(range(256)) * 40, b"PK\x03\x04" + bytes(900)]
)
def test_what_is_no_backup_is_refused(refused, tmp_path, content):
    (tmp_path / "other").write_bytes(content)
    refused(tmp_path / "other")


def test_a_file_that_is_not_there_is_refused(refuses, here, tmp_path):
    refuses(tmp_path / "none.tar")


@pytest.mark.parametrize(
    "name", ["../outside", "/tmp/outside-byhand", "files/../../outside", "keys/a/../../../outside"]
)
def test_a_name_that_leads_outside_is_refused(refused, tmp_path, name):
    _tar(tmp_path / "hostile.tar", {name: b"x"})
    assert "outside the data folder" in refused(tmp_path / "hostile.tar")
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices_are_refused(refused, tmp_path, kind):
    with tarfile.open(tmp_path / "hostile.tar", "w") as tar:
        entry = tarfile.TarInfo("keys")
        entry.type, entry.linkname = kind, "/etc"
        tar.addfile(entry)
    assert "no file" in refused(tmp_path / "hostile.tar")


@pytest.mark.parametrize("told", [b"[]", b"{}", b"\xff", b"{}" * 9, b'{"migrations": [[]]}'])
def test_a_manifest_that_says_nothing_is_refused(refused, tmp_path, told):
    _tar(tmp_path / "odd.tar", {"keys/a": b"x", "manifest.json": told})
    refused(tmp_path / "odd.tar")


def test_a_house_of_a_newer_byhand_is_refused(refuses, backup, tmp_path):
    def newer(name, content):
        if name != "manifest.json":
            return content
        told = json.loads(content)
        told["migrations"].append(["team", "9999_from_the_future"])
        return json.dumps(told).encode()

    assert "newer Byhand" in refuses(_repacked(backup, tmp_path, newer))


@pytest.mark.skipif(not on_postgresql, reason="about PostgreSQL")
def test_the_other_database_is_refused(refuses, backup):
    assert "PostgreSQL" in refuses(backup, BYHAND_DATABASE_URL="")


def test_a_folder_in_use_is_left_alone(here, backup):
    (here.folder / "keys").mkdir(exist_ok=True)
    before = looking.files(here)
    done = here.byhand("restore", str(backup))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "in use" in done.stderr
    assert looking.files(here) == before


@pytest.mark.skipif(not on_postgresql, reason="about PostgreSQL")
def test_a_database_in_use_is_left_alone(here, elsewhere, backup):
    before = looking.rows(here)
    done = elsewhere.byhand("restore", str(backup), BYHAND_DATABASE_URL=here.database_url)
    assert "not empty" in done.stderr
    assert not elsewhere.folder.exists()
    assert looking.rows(here) == before


def test_an_empty_folder_may_wait_for_it(elsewhere, backup):
    elsewhere.folder.mkdir()
    assert elsewhere.byhand("restore", str(backup)).returncode == 0
    assert (elsewhere.folder / "keys" / "seal.key").exists()


def _repacked(backup, tmp_path, change):
    """The same tar with other contents."""
    with tarfile.open(backup) as tar:
        found = {entry.name: tar.extractfile(entry).read() for entry in tar}  # type: ignore[union-attr]
    changed = {name: change(name, content) for name, content in found.items()}
    _tar(
        tmp_path / "repacked.tar", {name: content for name, content in changed.items() if content is not None}
    )
    return tmp_path / "repacked.tar"


def _tar(path, contents) -> None:
    with tarfile.open(path, "w") as tar:
        for name, content in contents.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
