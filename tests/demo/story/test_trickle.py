"""New mail while the demo runs."""

from datetime import timedelta
from functools import cache
from itertools import islice, pairwise

from tests.demo.story.reading import NOW, read, text_of

from byhand.demo.story import Letter, story, trickle


@cache
def first(number: int) -> tuple[Letter, ...]:
    return tuple(islice(trickle(NOW), number))


def test_the_same_now_brings_the_same_mail() -> None:
    assert tuple(islice(trickle(NOW), 70)) == first(250)[:70]


def test_a_letter_comes_every_few_minutes() -> None:
    at = [NOW, *(letter.at for letter in first(250)[:100])]
    gaps = [later - earlier for earlier, later in pairwise(at)]
    assert all(timedelta(minutes=1) < gap < timedelta(minutes=10) for gap in gaps)


def test_every_letter_is_new_whole_and_from_someone_known() -> None:
    told = story(NOW)
    addresses = {address for person in told.people for address in person.addresses}
    ids = {letter.message_id for letter in told.letters}
    for letter in first(250)[:200]:
        mail = read(letter)
        assert not mail.defects and letter.message_id not in ids
        assert mail["From"].addresses[0].addr_spec in addresses
        assert "{" not in text_of(mail) + mail["Subject"]
        ids.add(letter.message_id)


def test_some_answer_an_earlier_conversation() -> None:
    ours = {letter.message_id for letter in story(NOW).letters if letter.by}
    answers = [mail["In-Reply-To"] for letter in first(250)[:60] if (mail := read(letter))["In-Reply-To"]]
    assert len(answers) == 10
    assert set(answers) <= ours


def test_no_text_comes_twice_in_the_first_fifty_letters() -> None:
    texts = [text_of(read(letter)) for letter in first(250)[:50]]
    assert len(set(texts)) == 50


def test_nobody_writes_the_same_twice() -> None:
    mails = [read(letter) for letter in first(250)]
    written = {(mail["From"], text_of(mail)) for mail in mails}
    assert len(written) == 250
