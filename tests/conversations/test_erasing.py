# ruff: noqa: E501 - letters as people write them
"""Erasing one person: no word, no name and no address of theirs is left anywhere, and the journal stays whole."""

import tarfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from tests import cast
from tests.conversations.between.checking import stands_as_told
from tests.people.agreeing import agreed, topic

from byhand.channels.models import Arrival
from byhand.conversations.drafting import Words
from byhand.conversations.erasing.erase import NotNow, erase
from byhand.conversations.erasing.finishing import finish_erasures_due
from byhand.conversations.erasing.theirs import Theirs
from byhand.conversations.intake import read_arrivals_due
from byhand.conversations.models import (
    Conversation,
    Draft,
    Erasure,
    Introduction,
    Message,
    Note,
    Promise,
    Sign,
)
from byhand.gate.journal import JournalEntry
from byhand.gate.models import Dispatch, SignUp
from byhand.gate.refusals import Refusal
from byhand.gate.verifying import verify_journal
from byhand.keeping.backing_up import back_up
from byhand.kit.card import Card, Read
from byhand.kit.days import YearDay
from byhand.people.link import Link
from byhand.people.models import (
    Address,
    Consent,
    Memory,
    Occasion,
    Person,
    SignUpForm,
    Suppression,
    Tie,
    TieEnd,
    Wish,
)
from byhand.people.taking_cards import take
from byhand.people.wish import Wished

ZELDA = "Zelda Quistgaard <zelda.q@quist.example>"
TRACES = (b"zelda", b"quistgaard", b"quist.example", b"wombat", b"marzipan", b"+4420794609")


@pytest.fixture
def here(fresh_house):
    studio = cast.studio()
    return studio, fresh_house.folder


def a_life(studio):
    """Somebody about whom everything is here: alone, with others, merged, promised, drafted, sent to."""
    first = cast.comes_in(studio.inbox, cast.letter(
        "My wombat broke the jar, is there another? Call +44 20 7946 0999.\n\nZelda Quistgaard", sender=ZELDA, subject="The wombat's jar",
        files=(("wombat.txt", "text/plain", b"marzipan inside"),), html="<p>My <b>wombat</b> broke the jar</p>",
    ))  # fmt: skip
    alone, person = first.conversation, first.conversation.person
    cast.delivered(
        cast.answer(alone, "Dear Zelda, I will send you a marzipan jar by Friday.", by=studio.ana, to=ZELDA)
    )
    Note.objects.write(alone, "Zelda is the one with the wombat", by=studio.tomas)
    Promise.objects.make(alone, "Marzipan for Zelda", due_on=timezone.localdate(), by=studio.ana)
    Memory.objects.remember(person, "Has a wombat", by=studio.ana)
    Memory.objects.remember_privately(person, "Owes me marzipan", by=studio.ana)
    Occasion.objects.mark(person, YearDay(5, 12), label="Wombat day", by=studio.ana)
    Tie.objects.tie(person, "Quentin Quistgaard", is_what="brother", by=studio.ana)
    person.is_best_reached(at=None, hours="after the wombat sleeps", word="", by=studio.ana)
    shared = cast.comes_in(studio.inbox, cast.letter(
        "Mei and I want the marzipan glaze.", sender=ZELDA, subject="Glaze for Zelda Quistgaard", Cc=cast.MEI,
    ))  # fmt: skip
    mei = cast.comes_in(studio.inbox, cast.letter(
        "I agree with Zelda, and want cobalt.\n\nOn Tuesday, Zelda Quistgaard wrote:\n> Mei and I want the marzipan glaze.",
        sender=cast.MEI, subject="Re: Glaze for Zelda Quistgaard", answers=shared.message_id, Cc=ZELDA,
        files=(("cobalt.txt", "text/plain", b"cobalt it is"),),
    ))  # fmt: skip
    both = cast.answer(shared.conversation, "Dear Zelda, dear Mei, cobalt costs more.", by=studio.tomas, to=f"{ZELDA}, {cast.MEI}")  # fmt: skip
    cast.delivered(both)
    friend = mei.writer.person
    Memory.objects.remember(friend, "Friend of Zelda Quistgaard", by=studio.ana)
    Memory.objects.remember(friend, "Wants “the marzipan glaze”", message=shared.pk, by=studio.ana)
    Occasion.objects.mark(friend, YearDay(6, 1), label="Marzipan fair", message=shared.pk, by=studio.ana)
    Occasion.objects.mark(friend, YearDay(6, 2), label="With Zelda Quistgaard", by=studio.ana)
    Tie.objects.tie(friend, "zelda quistgaard", is_what="friend", by=studio.ana)
    Tie.objects.tie(friend, person, is_what="colleague", by=studio.ana)
    Tie.objects.tie(friend, "Jonas Lind", is_what="spouse", by=studio.ana)
    friend.is_best_reached(at=None, hours="", word="Rather through Zelda Quistgaard", by=studio.ana)
    Introduction.objects.ask_colleague(
        friend, of=studio.tomas, words="Zelda Quistgaard says so", by=studio.ana
    )
    Draft.objects.keep(Words(to=ZELDA, subject="x", body="wombat", seen_message=0, inbox=studio.inbox), conversation=None, by=studio.ana)  # fmt: skip
    other = cast.comes_in(studio.inbox, cast.letter("From home: the wombat again", sender="Z <zq@home.quist.example>")).conversation.person  # fmt: skip
    Link.objects.merge(other, into=person, by=studio.ana)
    Address.objects.create(person=person, kind="phone", value="+442079460999")
    Arrival.objects.filter(pk=Arrival.objects.store(b"\x00 zelda.q@quist.example unreadable", inbox=studio.inbox).pk).update(state="needs a look")  # fmt: skip
    _agreed(person, friend, studio.ana)
    return person, alone, shared.conversation


def _agreed(person, friend, by):
    """What she agreed to and wished, and a form she filled in; her friend agreed to the same."""
    about = topic("Kilns", by=by)
    form = SignUpForm.objects.open("Shop", wording="May we?", topics=[about], by=by)
    agreed(person.addresses.get(value="zelda.q@quist.example"), about), agreed(friend.addresses.get(), about)
    Wish.objects.lower(person, Wished("monthly"), because="The wombat is ill", by=by)
    SignUp.objects.ask(form.now(), [about], email="zelda.q@quist.example", name="Zelda Quistgaard")


def left_in_rows():
    """Which tables hold a trace, by what the database itself gives."""
    found = []
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                said = b" ".join(
                    bytes(one) if isinstance(one, memoryview | bytes) else str(one).encode() for one in row
                ).lower()
                found += [(table, trace) for trace in TRACES if trace in said]
    return sorted(set(found))


def left_in_files(*folders):
    found = []
    for path in (one for folder in folders for one in Path(folder).rglob("*") if one.is_file()):
        content = path.read_bytes().lower()
        found += [(path.name, trace) for trace in TRACES if trace in content]
    return found


def test_nothing_is_left_and_the_others_stay(here, tmp_path):
    studio, folder = here
    person, alone, shared = a_life(studio)
    assert left_in_rows() and left_in_files(folder)
    before = JournalEntry.objects.count()
    theirs = Theirs.of(person)
    assert (len(theirs.alone), theirs.shared) == (2, {shared.pk})
    done = erase(person, by=studio.ana)
    finish_erasures_due()
    done.refresh_from_db()
    assert done.finished_at and done.counts == {"conversations": 2, "messages": 4, "letters": 2}
    assert left_in_rows() == []
    connection.close()
    if connection.vendor == "sqlite":
        assert left_in_files(folder) == []
        with tarfile.open(back_up(tmp_path / "after.tar").path) as tar:
            tar.extractall(tmp_path / "after", filter="data")
        assert left_in_files(tmp_path / "after") == []
    assert verify_journal().is_whole and JournalEntry.objects.count() == before + 5
    # What Mei said and got stays, with her file, and can be found.
    shared.refresh_from_db()
    assert (
        shared.person.name == "Mei Tanaka" and shared.subject == "Glaze for …" and shared.message_count == 2
    )
    said = [(one.new_text, [to["address"] for to in one.to]) for one in shared.messages.order_by("pk")]
    assert said == [
        ("I agree with …, and want cobalt.", [cast.STUDIO]),
        ("Dear …, dear Mei, cobalt costs more.", ["mei@harrow.example"]),
    ]
    [file] = shared.messages.get(origin="came").attachments.all()
    assert file.content().strip() == b"cobalt it is"
    assert Memory.objects.get().text == "Friend of …" and Occasion.objects.get().label == "With …"
    assert [(one.called(), one.is_what) for one in TieEnd.objects.order_by("pk")] == [
        ("Mei Tanaka", "spouse"), ("Jonas Lind", "spouse"),
    ]  # fmt: skip
    assert shared.person.reach_word == "Rather through …" and Person.objects.get() == shared.person
    assert stands_as_told() == [], "a letter to both is now a letter to Mei alone"
    assert Introduction.objects.get().words == "… says so"
    assert not Conversation.objects.filter(pk=alone.pk).exists()
    letter = Dispatch.objects.order_by("pk").last()
    assert letter.author == studio.tomas and bytes(letter.salt) == b"" and len(letter.to) == 1
    assert Consent.objects.get().address.person == shared.person and not Wish.objects.exists()
    assert set(Suppression.objects.values_list("digest", flat=True)) and Suppression.objects.count() == 3


def test_nobody_writes_to_them_and_they_may_come_back_by_themselves(here):
    studio, _folder = here
    person, _alone, _shared = a_life(studio)
    old = cast.letter("An old wombat", sender=ZELDA, ago=timedelta(days=3))
    erase(person, by=studio.ana)
    finish_erasures_due()
    count = Message.objects.count()
    cast.comes_in(studio.inbox, old)
    assert Message.objects.count() == count and not Arrival.objects.unread().exists() and left_in_rows() == []
    taken = take(
        [Read(3, "x", Card(name="Zelda", emails=("Zelda.Q@quist.example",)))], region="", by=studio.ana
    )
    assert taken.left_out == 1 and "zelda" not in str(taken.account).lower() and left_in_rows() == []
    again = cast.comes_in(
        studio.inbox, cast.letter("Hello again", sender=ZELDA, ago=timedelta(seconds=-5))
    ).conversation
    with pytest.raises(Refusal, match="an owner opens the way on their page") as no:
        cast.answer(again, "Hello", by=studio.ana, to=ZELDA)
    assert no.value.rule == "not_to_the_erased"
    assert Suppression.objects.lift(["zelda.q@quist.example"], by=studio.ana)
    cast.answer(again, "Hello", by=studio.ana, to=ZELDA)


def test_the_database_lets_words_go_in_no_other_way(here):
    studio, _folder = here
    _person, alone, _shared = a_life(studio)
    letter = alone.messages.get(origin="sent").dispatch
    other = Dispatch.objects.exclude(pk=letter.pk).get()
    for change in ({"body": ""}, {"salt": b""}, {"salt": b"", "body": ""}):
        with pytest.raises(DatabaseError, match="sealed words never change"), transaction.atomic():
            Dispatch.objects.filter(pk=letter.pk).update(**change)
    with pytest.raises(DatabaseError, match="sealed words never change"), transaction.atomic():
        JournalEntry.objects.append("erased", {"dispatch": letter.pk, "seal": "x"})
        Dispatch.objects.filter(pk=other.pk).update(salt=b"", body="")
    with pytest.raises(DatabaseError, match="sealed words never change"), transaction.atomic():
        JournalEntry.objects.append("erased", {"dispatch": letter.pk, "seal": "x"})
        Dispatch.objects.filter(pk=letter.pk).update(body="other words")
    with pytest.raises(DatabaseError, match="sealed words never change"), transaction.atomic():
        JournalEntry.objects.append("erased", {"dispatch": letter.pk, "seal": "x"})
        Dispatch.objects.filter(pk=letter.pk).update(salt=b"", author=studio.tomas)
    assert verify_journal().is_whole
    with transaction.atomic():
        JournalEntry.objects.append("erased", {"dispatch": letter.pk, "seal": "x"})
        Dispatch.objects.filter(pk=letter.pk).update(salt=b"", body="")
    with pytest.raises(DatabaseError, match="sealed words never change"), transaction.atomic():
        JournalEntry.objects.append("recall", {"dispatch": letter.pk, "seal": "x"})
        Dispatch.objects.filter(pk=letter.pk).update(body="put into its author's mouth")
    assert verify_journal().is_whole


def test_what_is_under_way_is_not_erased_half(here):
    studio, _folder = here
    person, alone, shared = a_life(studio)
    with pytest.raises(NotNow, match="Only an owner"):
        erase(person, by=studio.tomas)
    Arrival.objects.store(cast.letter("new").as_bytes(), inbox=studio.inbox)
    with pytest.raises(NotNow, match="being read"):
        erase(person, by=studio.ana)
    read_arrivals_due()
    waiting = cast.answer(alone, "One more marzipan", by=studio.ana, to=ZELDA)
    waiting.dispatch.deliveries.update(stage="speaking")
    with pytest.raises(NotNow, match="on its way"):
        erase(person, by=studio.ana)
    waiting.dispatch.deliveries.update(stage="waiting")
    to_both = cast.answer(shared, "To both", by=studio.ana, to=f"{ZELDA}, {cast.MEI}")
    with pytest.raises(NotNow, match="to others still waits"):
        erase(person, by=studio.ana)
    cast.delivered(to_both)
    assert Person.objects.filter(pk=person.pk).exists() and not Erasure.objects.exists()
    erase(person, by=studio.ana)
    assert set(waiting.dispatch.deliveries.values_list("stage", flat=True)) == {"recalled"}


def test_who_was_merged_or_erased_in_this_moment_is_not_erased_by_halves(here):
    """Their page was opened before: what was theirs hangs on somebody else by now."""
    studio, _folder = here
    ruth = cast.conversation_with(studio.inbox).person
    mei = cast.conversation_with(studio.inbox, sender=cast.MEI, subject="Jug").person
    Link.objects.merge(Person.objects.get(pk=ruth.pk), into=mei, by=studio.tomas)
    with pytest.raises(NotNow, match="merged with somebody else"):
        erase(ruth, by=studio.ana)
    assert Person.objects.count() == 2 and Conversation.objects.count() == 2 and not Erasure.objects.exists()
    erase(mei, by=studio.ana)
    with pytest.raises(NotNow):
        erase(mei, by=studio.ana)
    assert not Person.objects.exists() and not Address.objects.exists() and Erasure.objects.count() == 1


def test_no_sign_in_a_letter_of_others_names_them(here):
    studio, _folder = here
    ruth = cast.conversation_with(studio.inbox, "The bowls are gorgeous!")
    cast.conversation_with(studio.inbox, "Ruth Okafor recommended you.", sender=cast.JONAS, subject="Tiles")
    cast.comes_in(
        studio.inbox,
        cast.letter("The jug is lovely, says Ruth Okafor.", sender=cast.MEI, subject="Jug", Cc=cast.RUTH),
    )
    assert Sign.objects.count() == 3
    erase(ruth.person, by=studio.ana)
    (left,) = Sign.objects.all()
    assert left.person.name == "Mei Tanaka" and "Okafor" not in left.words and "jug" in left.words
