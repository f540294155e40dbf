"""What is known and done beside the letters, and how the colleagues write."""

import re
from collections import Counter, defaultdict
from datetime import timedelta

import pytest
from tests.demo.story.reading import NOW, own_words, read

from byhand.demo.story import Assigned, Done, Later, Note, Promise, Story, story


@pytest.fixture(scope="module")
def told() -> Story:
    return story(NOW)


def _threads(told: Story) -> dict[str, list[str]]:
    """Message-IDs by the first of their conversation, people's letters alone."""
    root, threads = dict[str, str](), defaultdict[str, list[str]](list)
    for letter in told.letters:
        mail = read(letter)
        if (
            letter.folder == "Junk"
            or not letter.message_id
            or mail["List-Id"]
            or mail["Return-Path"] == "<>"
            or mail["X-Order"]
        ):
            continue
        first = (mail["References"] or "").split()
        root[letter.message_id] = root.get(first[0], first[0]) if first else letter.message_id
        threads[root[letter.message_id]].append(letter.message_id)
    return threads


def test_every_mark_hangs_on_a_letter_and_on_a_colleague(told: Story) -> None:
    at = {letter.message_id: letter.at for letter in told.letters}
    emails = {colleague.email for colleague in told.colleagues}
    for mark in told.marks:
        assert at[mark.letter] <= mark.at <= NOW
        assert mark.by in emails
        assert not isinstance(mark, Assigned) or mark.to in emails


def test_some_wait_for_us_some_for_them_and_most_are_done(told: Story) -> None:
    closed = {mark.letter for mark in told.marks if isinstance(mark, Done)}
    put_off = {mark.letter for mark in told.marks if isinstance(mark, Later)}
    by = {letter.message_id: letter.by for letter in told.letters}
    ends = Counter[str]()
    for idents in _threads(told).values():
        if closed & set(idents):
            ends["done"] += 1
        elif put_off & set(idents):
            ends["later"] += 1
        else:
            ends["them" if by[idents[-1]] else "us"] += 1
    assert 150 <= sum(ends.values()) <= 220
    assert ends["us"] == 9 and ends["them"] == 14 and ends["later"] == 4


def test_the_newest_who_wait_are_minutes_old(told: Story) -> None:
    assert NOW - told.letters[-1].at < timedelta(hours=1)


def test_jonas_was_given_the_same_answer_by_two_colleagues(told: Story) -> None:
    answers = [
        letter for letter in told.letters if letter.by and b"jonas.lind@" in letter.raw.split(b"\r\n\r\n")[0]
    ]
    words = {own_words(letter).rsplit("\n\n", 1)[0] for letter in answers}
    assert len(answers) == 2 and len(words) == 1
    assert len({letter.by for letter in answers}) == 2


def test_ruth_has_a_promise_due_today_and_one_kept(told: Story) -> None:
    [ruth] = [
        letter
        for letter in told.letters
        if letter.by and b"eightieth" in letter.raw and b"ruth.okafor@" in letter.raw
    ]
    promises = [mark for mark in told.marks_on(ruth.message_id or "") if isinstance(mark, Promise)]
    assert [promise.due == NOW.date() for promise in promises] == [True, False]


def test_a_promise_in_a_closed_conversation_is_settled(told: Story) -> None:
    closed = {mark.letter for mark in told.marks if isinstance(mark, Done)}
    thread_of = {ident: idents for idents in _threads(told).values() for ident in idents}
    promises = [mark for mark in told.marks if isinstance(mark, Promise)]
    assert {promise.fate for promise in promises} == {"open", "kept", "moved", "broken"}
    for promise in promises:
        if closed & set(thread_of[promise.letter]):
            assert promise.fate != "open", promise.text
            assert promise.settled_at and promise.settled_at > promise.at


def test_ties_join_people_who_exist_and_memories_lie_in_the_past(told: Story) -> None:
    keys = {person.key for person in told.people}
    emails = {colleague.email for colleague in told.colleagues}
    assert len(keys) == len(told.people)
    for person in told.people:
        assert all(tie.to in keys - {person.key} for tie in person.ties)
        assert all(memory.at < NOW and memory.by in emails for memory in person.memories)
    assert sum(isinstance(mark, Note) for mark in told.marks) > 10


def test_no_words_of_a_colleague_went_to_more_than_two_people(told: Story) -> None:
    """Runs of eight words, wherever they stand in the letter."""
    readers = defaultdict[str, set[str]](set)
    for letter in told.letters:
        if letter.by:
            words, reader = re.findall(r"\w+", own_words(letter).lower()), str(read(letter)["To"])
            for start in range(len(words) - 7):
                readers[" ".join(words[start : start + 8])].add(reader)
    assert not {run: people for run, people in readers.items() if len(people) > 2}


def test_no_letter_reads_like_a_template(told: Story) -> None:
    for letter in told.letters:
        if letter.by:
            words = own_words(letter).lower()
            assert not re.search(
                r"dear (customer|valued|sir)|we apologi|do not hesitate|reaching out|lorem", words
            )


def test_openings_are_not_repeated(told: Story) -> None:
    openings = Counter(own_words(letter)[:60] for letter in told.letters if letter.by)
    assert len(openings) > 250
    assert max(openings.values()) <= 2
