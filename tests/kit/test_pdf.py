"""PDFs: their words, and what hostile ones do not do. Each is read in a child process, as in life."""

import pytest
from tests.kit.pdf_files import pdf

from byhand.kit import pdf as reading
from byhand.kit.file_trouble import NotRead
from byhand.kit.guarded_text import text_of_file


def words_of(content: bytes, seconds: float = 30) -> str:
    return text_of_file(content, seconds=seconds, memory_bytes=512 << 20)


def test_the_words_of_every_page_are_read():
    assert words_of(pdf("An invoice (for clay)", "Sum: 12 pounds")) == "An invoice (for clay) Sum: 12 pounds"
    assert words_of(b"\r\nsome bytes before\r\n" + pdf("still read")) == "still read"
    assert words_of(pdf("")) == ""


def test_a_long_one_is_read_as_far_as_is_searched():
    book = pdf(*["word " * 1_000] * (reading.MOST_PAGES + 20))
    assert len(words_of(book)) in (reading.LONGEST - 1, reading.LONGEST)
    thin = words_of(pdf(*(f"page{number}" for number in range(reading.MOST_PAGES + 20))))
    assert thin.endswith(f"page{reading.MOST_PAGES - 1}")


def test_one_behind_a_password_says_so():
    with pytest.raises(NotRead, match="password"):
        words_of(pdf("secret", encrypted=True))


NESTED = b"%PDF-1.4\n1 0 obj\n" + b"[" * 200_000
TURNING = pdf("x").replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
MANY = pdf("x").replace(b"/Count 1", b"/Count 2147483647")


@pytest.mark.parametrize(
    "content", [b"%PDF-", b"%PDF-1.7\n%%EOF", pdf("x" * 300)[:200], NESTED, TURNING, MANY, b"%PDF-" + bytes(5_000_000)],
    ids=["nothing", "no objects", "cut off", "nested", "its own parent", "two milliard pages", "NULs"],
)  # fmt: skip
def test_a_hostile_one_is_read_or_refused_in_a_sentence(content):
    try:
        assert len(words_of(content)) < 300
    except NotRead as refusal:
        assert str(refusal).endswith(".")
