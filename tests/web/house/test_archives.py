"""Archives: only what lies in the folder for them, under a name that leads nowhere else."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.house import hostile

from byhand.channels import archives, unpacking
from byhand.channels.archive import ArchiveImport
from byhand.channels.importing import import_due
from byhand.channels.inbox import Inbox

UPLOAD, ASK = "/settings/archives/upload/", "/settings/archives/ask/"
MBOX = b"From a@b Thu Jan  1 00:00:00 1970\nSubject: x\n\nHello\n"


def file(name: str, content: bytes = MBOX) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_an_uploaded_archive_waits_for_its_chore(as_ana, ana):
    answer = as_ana.post(UPLOAD, {"file": file("letters.mbox")})

    asked = ArchiveImport.objects.get()
    assert answer.headers["Location"] == f"/settings/archives/{asked.pk}/"
    assert (asked.asked_by, asked.inbox.kind, asked.inbox.name) == (ana, "archive", "letters.mbox")
    assert archives.folder() in Path(asked.path).parents


@pytest.mark.parametrize("name", ["../../keys/seal.mbox", "..\\..\\keys\\seal.mbox", "/etc/passwd.mbox", ".hidden.mbox",
                                  "a" * 290 + ".mbox", "<script>.mbox", "a\x00b.mbox", "tab\there.mbox"])  # fmt: skip
def test_a_hostile_name_leads_nowhere_else(as_ana, name):
    as_ana.post(UPLOAD, {"file": file(name)})

    outside = [
        one
        for one in archives.folder().parent.rglob("*")
        if one.is_file() and archives.folder() not in one.parents
    ]
    assert not [one for one in outside if one.read_bytes() == MBOX]
    for one in ArchiveImport.objects.all():
        assert one.path.startswith(str(archives.folder()) + "/") and ".." not in one.path


@pytest.mark.parametrize("sent", [{}, {"file": ""}, {"file": SimpleUploadedFile("letters.exe", MBOX)},
                                  {"file": SimpleUploadedFile("empty.mbox", b"")}])  # fmt: skip
def test_what_is_no_archive_is_refused(as_ana, sent):
    assert as_ana.post(UPLOAD, sent).status_code == 422
    assert not Inbox.objects.exists()


def test_an_archive_on_the_server_is_offered_once(as_ana):
    (archives.folder() / "old.mbox").write_bytes(MBOX)
    assert "old.mbox" in as_ana.get("/settings/archives/").content.decode()

    as_ana.post(ASK, {"name": "old.mbox"})
    as_ana.post(ASK, {"name": "old.mbox"})
    assert ArchiveImport.objects.count() == 1


@pytest.mark.parametrize(
    "name", ["", "..", ".", "../keys/seal.key", "/etc/passwd", "keys/../old.mbox", "link.mbox", "\x00"]
)
def test_nothing_outside_the_folder_is_read(as_ana, name, settings):
    (archives.folder() / "link.mbox").symlink_to(settings.KEYS_FOLDER / "seal.key")

    assert as_ana.post(ASK, {"name": name}).headers["Location"] == "/settings/archives/"
    assert not ArchiveImport.objects.exists()


def test_progress_is_told_and_goes_on_without_a_script(as_ana):
    as_ana.post(UPLOAD, {"file": file("letters.mbox")})
    asked = ArchiveImport.objects.get()
    ArchiveImport.objects.update(position=50, total=200, stored=7)

    page = as_ana.get(f"/settings/archives/{asked.pk}/").content.decode()
    assert "25 %" in page and "7 letters have been read." in page
    assert 'http-equiv="refresh"' in page
    piece = as_ana.get(f"/settings/archives/{asked.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in piece and "25 %" in piece


def test_archives_are_for_owners(as_tomas):
    for path in (UPLOAD, ASK):
        assert as_tomas.post(path, {"file": file("x.mbox"), "name": "x"}).status_code == 403
    assert as_tomas.get("/settings/archives/").status_code == 403


def test_only_mine_means_only_mine(as_ana, ana, tomas):
    as_ana.post(UPLOAD, {"file": file("letters.mbox"), "is_private": "on"})

    assert Inbox.objects.visible_to(ana).exists()
    assert not Inbox.objects.visible_to(tomas).exists()


def test_a_script_in_a_name_stays_words(as_ana):
    as_ana.post(UPLOAD, {"file": file(f"{hostile.SCRIPT}.mbox")})

    assert hostile.SCRIPT not in as_ana.get("/settings/archives/").content.decode()


def zipped(**letters: bytes) -> bytes:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as made:
        for name, words in letters.items():
            made.writestr(name, words)
    return box.getvalue()


def test_a_zip_of_letters_becomes_a_folder_of_them(as_ana):
    box = zipped(**{"a/one.eml": b"Subject: 1\n\n1", "two.EML": b"Subject: 2\n\n2", "picture.png": b"x"})
    as_ana.post(UPLOAD, {"file": file("letters.zip", box)})

    lying = Path(ArchiveImport.objects.get().path)
    assert sorted(one.name for one in lying.iterdir()) == ["0000001.eml", "0000002.eml"]


def test_a_zip_writes_nowhere_else(as_ana, tmp_path):
    as_ana.post(
        UPLOAD, {"file": file("letters.zip", zipped(**{"../../../evil.eml": MBOX, "/tmp/evil.eml": MBOX}))}
    )

    assert not list(archives.folder().parent.rglob("evil*"))
    assert len(list(Path(ArchiveImport.objects.get().path).iterdir())) == 2


@pytest.mark.parametrize(
    "box",
    [
        b"",
        b"PK\x03\x04 no zip at all",
        zipped(),
        zipped(**{"x.png": b"x"}),
        zipped(**{"a.eml": b"x" * 99})[:60],
    ],
    ids=[
        "nothing",
        "no zip",
        "an empty zip",
        "no letters",
        "cut off",
    ],  # a zip holds the time: no name for a test
)
def test_a_zip_without_letters_is_refused_and_leaves_nothing(as_ana, box):
    assert as_ana.post(UPLOAD, {"file": file("letters.zip", box)}).status_code == 422
    assert not list(archives.folder().iterdir())


def test_a_letter_that_swells_is_refused(as_ana, monkeypatch):
    monkeypatch.setattr(unpacking, "LARGEST_LETTER", 10_000)
    answer = as_ana.post(UPLOAD, {"file": file("bomb.zip", zipped(**{"bomb.eml": b"0" * 1_000_000}))})

    assert answer.status_code == 422
    assert not list(archives.folder().iterdir())


@pytest.mark.parametrize(("name", "content"), [
    ("letters.mbox", MBOX), ("letters.mbox.gz", gzip.compress(MBOX)), ("one.eml", b"Subject: x\n\nHello\n"),
    ("letters.zip", zipped(**{"one.eml": b"Subject: x\n\nHello\n"})),
], ids=["mbox", "mbox.gz", "eml", "zip"])  # fmt: skip
def test_each_kind_of_archive_comes_in_whole_and_twice_is_once(as_ana, name, content):
    for _ in range(2):
        as_ana.post(UPLOAD, {"file": file(name, content)})
        import_due()

    for asked in ArchiveImport.objects.all():
        assert asked.has_ended and asked.stored == 1, asked.trouble
        assert "It is all here" in as_ana.get(f"/settings/archives/{asked.pk}/").content.decode()
    one = ArchiveImport.objects.first()
    as_ana.post(ASK, {"name": Path(one.path).name})
    import_due()
    one.refresh_from_db()
    assert one.has_ended and one.inbox.arrivals.count() == 1


def test_what_says_it_is_an_archive_and_is_none_is_not_kept(as_ana):
    for name in ("letters.mbox", "letters.mbox.gz"):
        assert as_ana.post(UPLOAD, {"file": file(name, bytes(range(256)) * 20)}).status_code == 422
    assert not list(archives.folder().iterdir())


def _damaged() -> bytes:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as writing:
        writing.writestr("1.eml", bytes(range(256)) * 40)
    octets = bytearray(box.getvalue())
    octets[35:60] = b"\xff" * 25
    return bytes(octets)


def _file_where_a_folder_is() -> bytes:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as writing:
        writing.writestr("tickets", "x")
        writing.writestr("tickets/1.json", "{}")
    return box.getvalue()


@pytest.mark.parametrize("made", [_damaged, _file_where_a_folder_is])
def test_a_zip_that_cannot_be_unpacked_gets_a_sentence(as_ana, made):
    answer = as_ana.post(UPLOAD, {"file": file("letters.zip", made())})
    assert answer.status_code == 422 and "damaged" in answer.content.decode()
    assert not [one for one in archives.folder().iterdir() if "letters" in one.name]
