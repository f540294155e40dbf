"""Office files: their words, and what hostile ones do not do."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kit.office_files import docx, packed

from byhand.kit import guarded_text, office
from byhand.kit.file_trouble import NotRead
from byhand.kit.office import office_text

BOMB = (
    "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>"
    "<w:t xmlns:w='w'>&c;</w:t>"
)


def test_the_words_of_each_kind_are_read():
    assert office_text(docx("The blue bowl")) == "The blue bowl"
    assert (
        office_text(packed(xl__sharedStrings="<sst><si><t>clay</t></si><si><t>kiln</t></si></sst>"))
        == "clay kiln"
    )
    assert office_text(packed(ppt__slides__slide1="<p xmlns:a='a'><a:p><a:t>One</a:t></a:p></p>")) == "One"
    odt = "<d xmlns:text='t'><text:h>Bowls</text:h><text:p>are <text:span>blue</text:span></text:p></d>"
    assert office_text(packed(content=odt)) == "Bowls are blue"
    assert office_text(packed(other="<a>nothing</a>")) == ""


def test_a_word_in_two_runs_is_one_word():
    runs = "<w:p xmlns:w='w'><w:r><w:t>bo</w:t></w:r><w:r><w:t>wl</w:t></w:r></w:p>"
    assert office_text(packed(word__document=runs)) == "bowl"


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"%PDF-1.4", docx("x")[:-30], packed(word__document=BOMB), packed(word__document="<w:t>un")],
    ids=["empty", "no zip", "a PDF", "cut off", "entities", "unclosed"],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_a_sentence(content):
    try:
        assert len(office_text(content)) < 10
    except NotRead as refusal:
        assert str(refusal).endswith(".")


def test_entities_are_refused_and_bombs_are_counted(monkeypatch):
    with pytest.raises(NotRead, match="declares"):
        office_text(packed(word__document=BOMB))
    with pytest.raises(NotRead, match="unpacks"):
        office_text(packed(word__document="<w:d xmlns:w='w'>" + " " * 40_000_000 + "</w:d>"))
    assert len(office_text(docx("word " * 100_000))) <= office.LONGEST


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    with contextlib.suppress(NotRead):
        office_text(content)


def test_the_child_may_fail_alone():
    assert guarded_text.text_of_file(docx("zebra"), seconds=30, memory_bytes=512 << 20) == "zebra"
    with pytest.raises(NotRead, match="longer"):
        guarded_text.text_of_file(docx("zebra"), seconds=0.001, memory_bytes=512 << 20)
    with pytest.raises(NotRead, match="memory"):
        guarded_text.text_of_file(bytes(16 << 20), seconds=30, memory_bytes=1 << 20)
