"""Own words: what of a letter others got before, found whatever the number of letters, told to whoever may see it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from tests import cast
from tests.signing_in import sign_in

from byhand.channels.models import Inbox
from byhand.conversations.again.filling import Filling, fill_runs_due, forget_all_old, forget_runs_due
from byhand.conversations.again.index import TABLE, messages_with
from byhand.conversations.again.own import own_words
from byhand.conversations.again.said import said_in
from byhand.conversations.models import Message
from byhand.kit.runs import fingerprints
from byhand.team.models import User

pytestmark = pytest.mark.django_db
TEMPLATE = (
    "thank you for your interest in our workshop, which takes place every second Saturday from ten until four "
    "in the afternoon, with clay, tools and one firing included in the price of ninety pounds"
)


@pytest.fixture
def studio():
    return cast.studio()


@pytest.fixture
def ruth(studio):
    return cast.conversation_with(studio.inbox)


def sent_to_others(studio, number=3, words=TEMPLATE, inbox=None):
    for n in range(number):
        who = f"Guest {n} <guest{n}@else.example>"
        other = cast.conversation_with(inbox or studio.inbox, sender=who, subject=f"Workshop {n}")
        cast.answer(other, f"Dear Guest {n},\n\n{words}.\n\nAna", by=studio.ana, to=who)


def asked(studio, conversation, words=f"Dear Ruth,\n\n{TEMPLATE}.", by=None):
    return own_words(said_in(words), conversation, Inbox.objects.sight_of(by or studio.ana))


def rows():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABLE}")
        return cursor.fetchone()[0]


def test_what_three_others_got_is_not_our_own(studio, ruth):
    sent_to_others(studio)
    told = asked(studio, ruth)
    assert told.share < 0.1 and told.others == 3
    (run,) = told.runs
    letter = f"Dear Ruth,\n\n{TEMPLATE}."
    assert letter[run.start : run.end] == TEMPLATE
    assert run.others == 3 and {one.to for one in run.sources} == {"Guest 0", "Guest 1", "Guest 2"}
    assert all(one.at == Message.objects.get(pk=one.message).said_at for one in run.sources)


def test_what_two_others_got_is_our_own(studio, ruth):
    sent_to_others(studio, number=2)
    assert asked(studio, ruth).share == 1 and not asked(studio, ruth).runs


def test_one_person_who_got_it_three_times_is_one(studio, ruth):
    for n in range(3):
        jonas = cast.conversation_with(studio.inbox, sender=cast.JONAS, subject=f"Again {n}")
        cast.answer(jonas, TEMPLATE, by=studio.ana, to=cast.JONAS)
    assert asked(studio, ruth).share == 1


def test_what_this_person_got_before_is_not_said_to_others(studio, ruth):
    sent_to_others(studio, number=2)
    for n in range(2):
        other = cast.conversation_with(studio.inbox, subject=f"Another matter {n}")
        cast.answer(other, TEMPLATE, by=studio.ana)
    assert asked(studio, ruth).share == 1


def test_a_letter_to_three_at_once_went_to_three(studio, ruth):
    jonas = cast.conversation_with(studio.inbox, sender=cast.JONAS)
    cast.answer(jonas, TEMPLATE, by=studio.ana, to=f"{cast.JONAS}, {cast.MEI}, {cast.KATHARINA}")
    assert asked(studio, ruth).others == 3


def test_half_of_it_is_half(studio, ruth):
    sent_to_others(studio)
    own = "Ruth, your mother laughed about the lid and I have kept one more from that very firing upon my shelf for her"
    told = asked(studio, ruth, f"{own}. {TEMPLATE}")
    words = len(said_in(f"{own}. {TEMPLATE}").words)
    assert told.share == pytest.approx(1 - len(said_in(TEMPLATE).words) / words)


def test_too_little_says_nothing(studio, ruth):
    assert asked(studio, ruth, f"Twelve is fine, see you then.\n\n> {TEMPLATE}") is None


def test_quotes_signature_and_facts_do_not_count(studio, ruth):
    barred = "\n".join(f"| {TEMPLATE}" for _ in range(2))
    sent_to_others(studio, words=f"{barred}\n\n> {TEMPLATE}\n\n-- \n{TEMPLATE}")
    assert asked(studio, ruth).share == 1
    assert asked(studio, ruth, f"{barred}\n> {TEMPLATE}") is None


def test_runs_out_of_sight_count_and_are_not_named(studio, ruth):
    hidden = Inbox.objects.create(
        kind="practice", name="Books", address="books@kilnlane.example", is_team_wide=False
    )
    hidden.members.add(studio.ana)
    sent_to_others(studio, inbox=hidden)
    told = asked(studio, ruth, by=studio.tomas)
    assert told.others == 3 and told.runs[0].others == 3 and told.runs[0].sources == ()
    assert len(asked(studio, ruth).runs[0].sources) == 3


def test_what_was_taken_back_was_not_sent(studio, ruth):
    sent_to_others(studio)
    message = Message.objects.filter(origin="sent").order_by("pk").last()
    assert message.conversation.take_back(message, by=sign_in(studio.ana))
    assert asked(studio, ruth).share == 1


def test_what_was_sent_outside_counts_from_when_it_is_read(studio, ruth):
    for n in range(3):
        mail = cast.letter(TEMPLATE, sender=cast.STUDIO, to=f"guest{n}@else.example", subject=f"W {n}")
        cast.comes_in(studio.inbox, mail, role="sent")
    assert asked(studio, ruth).others == 3


def test_what_they_wrote_is_nothing_we_said(studio, ruth):
    before = rows()
    cast.conversation_with(studio.inbox, TEMPLATE, sender=cast.MEI)
    assert rows() == before


def test_a_letter_that_is_refused_leaves_nothing_behind(studio, ruth, monkeypatch):
    """The index is written in the transaction of sending: what is undone there is undone here."""
    monkeypatch.setattr("byhand.conversations.replying.hold_those_of_others", lambda *_: 1 / 0)
    before = rows()
    with pytest.raises(ZeroDivisionError):
        cast.answer(ruth, TEMPLATE, by=studio.ana)
    assert rows() == before


def test_a_greeting_sent_to_hundreds_is_looked_at_sixty_times(studio, ruth, monkeypatch):
    monkeypatch.setattr("byhand.conversations.again.index._FIND_SQLITE", _capped("_FIND_SQLITE"))
    monkeypatch.setattr("byhand.conversations.again.index._FIND_POSTGRESQL", _capped("_FIND_POSTGRESQL"))
    sent_to_others(studio, number=6)
    marks = fingerprints(said_in(TEMPLATE).words.plain)
    newest = list(Message.objects.filter(origin="sent").order_by("-pk").values_list("pk", flat=True)[:4])
    assert sorted(messages_with(marks)) == sorted(newest)
    assert asked(studio, ruth).others == 4


def _capped(name):
    from byhand.conversations.again import index

    return getattr(index, name).replace("OFFSET 59", "OFFSET 3").replace("LIMIT 60", "LIMIT 4")


def test_an_existing_house_is_read_in_portions_newest_first(studio, ruth, monkeypatch):
    sent_to_others(studio)
    kept = rows()
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")
    newest = Message.objects.order_by("pk").last().pk
    Filling.objects.update(below=newest + 1, ended_at=None)
    monkeypatch.setattr("byhand.conversations.again.filling.PER_RUN", 2)
    assert fill_runs_due() == "1 letter read." and 0 < rows() < kept
    while Filling.objects.filter(ended_at=None):
        fill_runs_due()
    assert rows() == kept and fill_runs_due() == ""
    assert asked(studio, ruth).others == 3


def test_a_new_house_has_nothing_to_fill(db):
    assert Filling.objects.get().below == 1 and fill_runs_due() == ""
    assert Filling.objects.get().ended_at


def test_what_is_older_than_180_days_is_not_said_again_and_is_forgotten(studio, ruth, monkeypatch):
    sent_to_others(studio)
    old = timezone.now() - timedelta(days=181)
    Message.objects.filter(origin="sent").update(said_at=old, stored_at=old)
    assert asked(studio, ruth).share == 1
    Message.objects.filter(origin="came").update(stored_at=old)
    cast.answer(ruth, TEMPLATE, by=studio.ana)
    young = len(fingerprints(said_in(TEMPLATE).words.plain))
    assert forget_all_old() > 0 and rows() == young
    assert forget_all_old() == 0


def test_the_hand_goes_round_every_fingerprint(studio, ruth, monkeypatch):
    sent_to_others(studio)
    Message.objects.update(stored_at=timezone.now() - timedelta(days=181))
    cast.answer(ruth, "New.", by=studio.ana)
    monkeypatch.setattr("byhand.conversations.again.filling.SLICES", 4)
    monkeypatch.setattr("byhand.conversations.again.filling._SLICE", 2**30)
    said = []
    for minute in range(4):
        monkeypatch.setattr(
            "byhand.conversations.again.filling.time.time", lambda minute=minute: minute * 60.0
        )
        said.append(forget_runs_due())
    assert rows() == 0 and any(said)


@pytest.mark.parametrize("words", ["\0" * 90, "a " * 100_000, "again " * 10_000, "x" * 200_000, "😀 " * 500])
def test_odd_letters_are_answered(studio, ruth, words):
    sent_to_others(studio)
    told = asked(studio, ruth, words)
    assert told is None or told.share == 1


def test_what_no_colleague_sent_was_said_by_nobody(studio, ruth):
    assert User.objects.count() == 2
    out = cast.letter(TEMPLATE, sender=cast.STUDIO, to="mei@harrow.example", Auto_Submitted="auto-replied")
    before = rows()
    cast.comes_in(studio.inbox, out, role="sent")
    assert rows() == before
