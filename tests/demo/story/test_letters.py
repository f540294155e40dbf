"""The story's letters are real mail."""

import re
from collections import Counter
from datetime import timedelta
from email.utils import parsedate_to_datetime
from zlib import decompress

import pytest
from tests.demo.story.reading import NOW, read, text_of

from byhand.demo.story import Letter, Story, story


@pytest.fixture(scope="module")
def told() -> Story:
    return story(NOW)


def test_the_same_now_tells_the_same_story(told: Story) -> None:
    assert story(NOW) == told


def test_another_now_tells_the_same_letters_on_other_days(told: Story) -> None:
    other = story(NOW + timedelta(days=100))
    assert {letter.message_id for letter in other.letters} == {letter.message_id for letter in told.letters}
    assert other.letters[-1].at > NOW + timedelta(days=99)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        story(NOW.replace(tzinfo=None))


@pytest.mark.parametrize("month", (2, 5, 8, 12))
def test_in_any_month_nothing_is_written_after_now_or_before_the_two_years(month: int) -> None:
    now = NOW.replace(month=month, day=2, hour=3)
    letters = story(now).letters
    assert all(now - timedelta(days=790) < letter.at <= now for letter in letters)
    assert [letter.at for letter in letters] == sorted(letter.at for letter in letters)


def test_it_is_as_long_as_two_years_of_a_small_pottery(told: Story) -> None:
    folders = Counter(letter.folder for letter in told.letters)
    assert 350 <= len(told.letters) <= 680
    assert folders["Sent"] > 200 and folders["INBOX"] > 250 and 2 <= folders["Junk"] <= 6
    assert 60 <= len(told.people) <= 90
    assert told.letters[0].at < NOW - timedelta(days=650)


def test_every_letter_parses_without_a_defect(told: Story) -> None:
    for letter in told.letters:
        for part in read(letter).walk():
            assert not part.defects, (letter.message_id, part.defects)
            assert all(not value.defects for value in part.values() if hasattr(value, "defects"))


def test_headers_say_what_the_letter_says(told: Story) -> None:
    for letter in told.letters:
        mail = read(letter)
        assert mail["Message-ID"] == letter.message_id
        assert abs(parsedate_to_datetime(mail["Date"]) - letter.at) < timedelta(seconds=1)
        ours = mail["From"].addresses[0].addr_spec == told.team.address
        assert ours == (letter.by is not None) == (letter.folder == "Sent")


def test_ids_are_unique_and_one_letter_has_none(told: Story) -> None:
    counted = Counter(letter.message_id for letter in told.letters)
    assert counted.pop(None) == 1
    assert set(counted.values()) == {1}


def test_an_answer_refers_to_a_letter_that_came_before(told: Story) -> None:
    seen = set[str]()
    for letter in told.letters:
        mail = read(letter)
        for ident in re.findall(r"<[^>]+>", f"{mail['In-Reply-To'] or ''}{mail['References'] or ''}"):
            assert ident in seen, letter.message_id
        seen.add(letter.message_id or "")


def test_every_address_is_fictional(told: Story) -> None:
    for letter in told.letters:
        mail = read(letter)
        words = f"{mail.items()}{text_of(mail)}"
        for domain in re.findall(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)*\.\w+)", words):
            assert domain.endswith(".example"), domain
        assert all(re.fullmatch(r"\+44 20 7946 0\d{3}", number) for number in _numbers(words)), words
    assert all(address.endswith(".example") for person in told.people for address in person.addresses)


def _numbers(words: str) -> list[str]:
    return re.findall(r"\+44[\d ]+\d", words)


def test_no_calendar_word_is_left_unfilled(told: Story) -> None:
    for letter in told.letters:
        mail = read(letter)
        assert not re.search(r"\{\w+[+-]?\d*\}", f"{mail['Subject']}{text_of(mail)}"), letter.message_id


def test_there_is_mail_of_every_kind(told: Story) -> None:
    mails = [read(letter) for letter in told.letters]
    types = Counter(part.get_content_type() for mail in mails for part in mail.walk())
    for kind in ("text/html", "image/png", "application/pdf", "text/calendar", "message/delivery-status"):
        assert types[kind], kind
    assert types["multipart/related"]
    assert any(mail["Auto-Submitted"] == "auto-replied" and mail["In-Reply-To"] for mail in mails)
    assert sum(mail["Auto-Submitted"] == "auto-generated" for mail in mails) > 15
    assert any(mail["List-Unsubscribe-Post"] for mail in mails)


def test_letters_are_written_in_five_languages(told: Story) -> None:
    said = Counter(language for letter in told.letters if (language := _language(letter)))
    assert said["ja"] >= 4 and said["de"] >= 20 and said["fr"] >= 12 and said["pt"] >= 8


def _language(letter: Letter) -> str | None:
    words = text_of(read(letter))
    signs = {
        "ja": "です|ます",
        "de": r"\b(ich|nicht|und)\b",
        "fr": r"\b(est|vous|une)\b",
        "pt": r"\b(não|uma|são)\b",
    }
    return next((language for language, sign in signs.items() if re.search(sign, words)), None)


def test_the_pictures_are_whole(told: Story) -> None:
    pictures = [
        part.get_content()
        for letter in told.letters
        for part in read(letter).walk()
        if part.get_content_type() == "image/png"
    ]
    assert len(pictures) > 15
    for data in pictures:
        body = data[data.index(b"IDAT") + 4 : data.index(b"IEND") - 8]
        assert len(decompress(body)) == 80 * 121


def test_the_bounce_names_the_letter_that_came_back(told: Story) -> None:
    [report] = [
        mail for letter in told.letters if (mail := read(letter)).get_content_type() == "multipart/report"
    ]
    status, original = list(report.iter_parts())[1:]
    assert "5.1.1" in status.as_string()
    ident = re.search(r"Message-ID: (<[^>]+>)", original.get_content())
    assert ident and ident[1] in {letter.message_id for letter in told.letters if letter.by}
