"""Files on their way to a draft: several at once, refused with a sentence, seen by their writer alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import cast
from tests.web.conftest import client_of

from byhand.conversations.models import Draft, DraftFile


def upload(desk, conversation, *files):
    return desk.post(f"/conversations/{conversation.public_id}/files/", {"files": list(files)})


def named(name: str, content: bytes = b"x", kind: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)


def test_several_files_go_along_before_a_word_is_written(studio, ruth, desk):
    page = upload(desk, ruth, named("a.txt"), named("b.pdf")).content.decode()
    assert "a.txt" in page and "b.pdf" in page
    assert Draft.objects.get().author == studio.ana and DraftFile.objects.count() == 2


def test_a_picture_is_shown_small_to_its_writer_alone(studio, ruth, desk):
    page = upload(desk, ruth, named("a.png", cast.PNG, "image/png")).content.decode()
    address = f"/write/files/{DraftFile.objects.get().pk}/picture/"
    assert f'src="{address}"' in page
    shown = desk.get(address)
    assert (
        shown["Content-Type"] == "image/png"
        and shown["Content-Security-Policy"] == "default-src 'none'; sandbox"
    )
    assert client_of(studio.tomas).get(address).status_code == 404


def test_what_only_calls_itself_a_picture_is_not_shown(ruth, desk):
    upload(desk, ruth, named("a.png", b"<svg onload=alert(1)>", "image/png"))
    assert desk.get(f"/write/files/{DraftFile.objects.get().pk}/picture/").status_code == 404


@pytest.mark.parametrize("file", [("setup.exe", b"x"), ("SETUP.EXE ", b"x"), ("run.js", b"x"), ("bill.pdf", b"MZ\x90"),
                                  ("bill.pdf", b"\x7fELF\x02")])  # fmt: skip
def test_a_program_is_refused_with_what_may_go_along_and_the_others_are_kept(ruth, desk, file):
    answer = upload(desk, ruth, named("good.txt"), named(*file))
    page = answer.content.decode()
    assert answer.status_code == 422 and "is a program" in page and "Anything else may go along" in page
    assert [one.filename for one in DraftFile.objects.all()] == ["good.txt"]


def test_an_empty_file_is_refused(ruth, desk):
    answer = upload(desk, ruth, named("a.txt", b""))
    assert answer.status_code == 422 and "is empty" in answer.content.decode()


def test_files_of_a_begun_letter_are_its_writers(studio, desk):
    draft = Draft.objects.create(author=studio.ana, body="begun")
    assert desk.post(f"/write/{draft.pk}/files/", {"files": named("a.txt")}).status_code == 200
    assert (
        client_of(studio.tomas).post(f"/write/{draft.pk}/files/", {"files": named("b.txt")}).status_code
        == 404
    )
    assert [one.filename for one in draft.files.all()] == ["a.txt"]


def test_a_form_without_files_changes_nothing_but_is_answered(ruth, desk):
    assert upload(desk, ruth).status_code == 200 and not DraftFile.objects.exists()
