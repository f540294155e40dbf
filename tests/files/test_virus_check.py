"""A real clamd: what it finds is kept and handed out to nobody; while it is silent, nothing is called clean."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests import cast
from tests.kit.office_files import docx
from tests.servers import machine
from tests.servers.clamd import EICAR, MOST, start_clamd
from tests.web.conftest import client_of

from byhand.conversations.models import Attachment, DraftFile, FileText, Message
from byhand.conversations.reading_files import read_files_due
from byhand.files import clamd
from byhand.files.checking import check_due
from byhand.files.models import Check
from byhand.gate.models import Dispatch

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

pytestmark = [pytest.mark.django_db, pytest.mark.server]


@pytest.fixture(scope="module")
def scanner():
    with machine.reachable_folder("clamd") as folder:
        server = start_clamd(folder)
        yield server
        server.stop()


@pytest.fixture
def scanned(scanner, settings):
    settings.CLAMD = ("127.0.0.1", scanner.port)


@pytest.fixture
def silent(settings):
    settings.CLAMD = ("127.0.0.1", machine.free_port())


@pytest.fixture
def studio():
    return cast.studio()


@pytest.fixture
def desk(studio):
    return client_of(studio.ana)


def letter_with(content: bytes, name="bill.pdf"):
    return cast.letter("The bill.", files=((name, "application/pdf", content),))


def download(desk):
    return desk.get(f"/attachments/{Attachment.objects.get().pk}/")


def test_it_says_what_it_finds_over_tcp_and_over_a_socket(scanned, scanner, settings):
    for place in (("127.0.0.1", scanner.port), scanner.socket):
        settings.CLAMD = place
        assert clamd.scan(EICAR) == "Eicar-Test-Signature.UNOFFICIAL"
        assert clamd.scan(b"") == "" and clamd.scan(b"A bowl." * 100_000) == ""


def test_what_came_infected_is_kept_marked_and_handed_out_to_nobody(studio, desk, scanned):
    message = cast.comes_in(studio.inbox, letter_with(EICAR))
    assert check_due() == "1 file checked."
    answer = download(desk)
    assert answer.status_code == 403 and "holds a virus (Eicar-Test-Signature" in answer.content.decode()
    original = desk.get(f"/messages/{message.pk}/original/")
    assert original.status_code == 403, "the mail as it came holds it, too"
    assert EICAR in message.attachments.get().place().read(), "and it is kept as it came"
    assert "holds a virus" in desk.get(f"/conversations/{message.conversation.public_id}/").content.decode()


def test_a_clean_file_is_handed_out_and_asked_about_once(studio, desk, scanned):
    message = cast.comes_in(studio.inbox, letter_with(b"%PDF-1.4 a bill"))
    check_due()
    checked = Check.objects.get().checked_at
    assert b"".join(download(desk).streaming_content) == b"%PDF-1.4 a bill"
    assert Check.objects.get().checked_at == checked and check_due() == ""
    page = desk.get(f"/conversations/{message.conversation.public_id}/").content.decode()
    assert "not yet checked" not in page and "holds a virus" not in page


def test_what_came_before_there_was_a_scanner_is_checked_when_it_is_wanted(studio, desk, scanner, settings):
    cast.comes_in(studio.inbox, letter_with(EICAR))
    assert not Check.objects.exists() and download(desk).status_code == 200, "no scanner, no check"
    settings.CLAMD = ("127.0.0.1", scanner.port)
    assert download(desk).status_code == 403


def test_while_the_scanner_is_silent_files_wait_and_say_so(studio, desk, silent, scanner, settings):
    message = cast.comes_in(studio.inbox, letter_with(b"%PDF-1.4 a bill"))
    assert check_due() == ""
    page = desk.get(f"/conversations/{message.conversation.public_id}/").content.decode()
    assert "not yet checked for viruses" in page
    answer = download(desk)
    assert answer.status_code == 403 and "tried again by itself" in answer.content.decode()
    assert Check.objects.get().next_try_at > timezone.now() + timedelta(seconds=30)
    settings.CLAMD = ("127.0.0.1", scanner.port)
    Check.objects.update(next_try_at=timezone.now())
    assert check_due() == "1 file checked." and download(desk).status_code == 200


def test_office_files_are_read_once_the_scanner_has_answered(studio, silent, scanner, settings):
    files = (("bad.docx", DOCX, EICAR), ("good.docx", DOCX, docx("insured zebras")))
    cast.comes_in(studio.inbox, cast.letter("Two files.", files=files))
    assert read_files_due() == "" and not FileText.objects.exists()
    Check.objects.all().delete()  # as if they had come before there was a scanner
    assert read_files_due() == "" and not FileText.objects.exists()
    settings.CLAMD = ("127.0.0.1", scanner.port)
    Check.objects.update(next_try_at=timezone.now())
    assert check_due() == "2 files checked."
    assert read_files_due() == "2 files read."
    texts = dict(FileText.objects.values_list("text", "trouble"))
    assert any("insured zebras" in text for text in texts)
    assert any("virus" in trouble for trouble in texts.values())


def test_an_infected_upload_is_refused_with_a_sentence_and_not_kept(studio, desk, scanned):
    ruth = cast.conversation_with(studio.inbox)
    answer = desk.post(
        f"/conversations/{ruth.public_id}/files/", {"files": SimpleUploadedFile("a.pdf", EICAR)}
    )
    assert answer.status_code == 422 and "holds a virus (Eicar-Test-Signature" in answer.content.decode()
    assert not DraftFile.objects.exists()


def test_what_is_not_yet_checked_does_not_leave(studio, desk, silent, scanner, settings):
    ruth = cast.conversation_with(studio.inbox)
    page = desk.post(
        f"/conversations/{ruth.public_id}/files/", {"files": SimpleUploadedFile("a.pdf", b"%PDF")}
    )
    assert page.status_code == 200 and "not yet checked for viruses" in page.content.decode()
    form = {"to": cast.RUTH, "body": "Here.", "seen_message": ruth.messages.get().pk}
    refused = desk.post(f"/conversations/{ruth.public_id}/write/", form)
    assert refused.status_code == 422 and "not yet checked" in refused.content.decode()
    assert not Dispatch.objects.exists()
    settings.CLAMD = ("127.0.0.1", scanner.port)
    Check.objects.update(next_try_at=timezone.now())
    check_due()
    assert desk.post(f"/conversations/{ruth.public_id}/write/", form).status_code == 302
    assert Message.objects.get(origin="sent").attachments.get().content() == b"%PDF"


def test_what_is_too_large_for_the_scanner_is_said_and_not_called_clean(scanned):
    with pytest.raises(clamd.NoAnswer, match="larger than the virus scanner takes"):
        clamd.scan(b"x" * (MOST * 3))
