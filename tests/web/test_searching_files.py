"""What a file says is found once a chore has read it; what cannot be read is noted and left."""

import pytest
from tests import cast
from tests.kit.office_files import docx

from byhand.conversations import reading_files
from byhand.conversations.models import FileText
from byhand.conversations.reading_files import read_files_due

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def sent(studio, content, name="terms.docx", **more):
    return cast.comes_in(studio.inbox, cast.letter("Enclosed.", files=((name, DOCX, content),), **more))


def test_the_words_of_a_file_are_found_and_read_once(studio, desk):
    terms = docx("Breakage of zebras is insured")
    sent(studio, terms, subject="Terms")
    sent(studio, terms, subject="Again", sender=cast.JONAS)
    assert "Nothing was found." in desk.get("/search/?q=insured zebras").content.decode()
    assert read_files_due() == "1 file read."
    page = desk.get("/search/?q=insured zebras").content.decode()
    assert "Terms" in page and "Again" in page
    assert read_files_due() == "" and FileText.objects.count() == 1


def test_a_hostile_file_is_noted_and_not_tried_again(studio, desk):
    sent(studio, b"PK\x03\x04 nothing of the kind")
    read_files_due()
    noted = FileText.objects.get()
    assert noted.trouble == "It is not a whole office file." and not noted.text
    assert read_files_due() == ""


def test_a_file_on_which_the_power_went_is_left(studio, monkeypatch):
    sent(studio, docx("zebra"))
    monkeypatch.setattr(reading_files, "text_of_file", lambda *_a, **_k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        read_files_due()
    monkeypatch.undo()
    assert read_files_due() == "" and FileText.objects.get().trouble == "It was begun and not finished."


def test_other_files_are_left_alone(studio):
    sent(studio, cast.PNG, name="lid.png")
    assert read_files_due() == "" and not FileText.objects.exists()
