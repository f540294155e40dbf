"""A call: whom it rings, who has it, what the list says of it, and what is true after the power went."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.utils import timezone
from tests import cast
from tests.conversations.calling import RUTHS_SOUND, calls_us, is_here

from byhand.conversations import ringing
from byhand.conversations.calling_back import ask_back
from byhand.conversations.erasing.erase import erase
from byhand.conversations.leaving_a_word import NotTaken, Piece, finish_word, finish_words_due
from byhand.conversations.listing import Urgency
from byhand.conversations.models import Call, Conversation, Promise, Recording, Ring
from byhand.conversations.recording import NoSound, remove_recordings_due
from byhand.conversations.ringing import begin_ringing, not_now, settle_calls_due
from byhand.conversations.sweeping import sweep_files_due
from byhand.files import store
from byhand.files.models import Upload
from byhand.team.models import User


@pytest.fixture
def studio(db):
    return cast.studio()


@pytest.fixture
def ruth(studio):
    """Ruth wrote, Ana answered, and everyone is at the desk."""
    ruth = cast.conversation_with(studio.inbox)
    cast.answer(ruth, "Of course.", by=studio.ana)
    is_here(studio.ana, studio.tomas)
    return Conversation.objects.get(pk=ruth.pk)


def rung(call: Call) -> set[str]:
    return {one.colleague.name.split()[0] for one in Ring.objects.filter(call=call, declined_at=None)}


def later(call: Call, **parts: float) -> None:
    """Time passes for this call."""
    back = timedelta(**parts)
    row = Call.objects.get(pk=call.pk)
    moved = {"begun_at": row.begun_at - back, "heard_at": row.heard_at - back}
    moved |= {name: at - back for name in ("widens_at", "taken_at") if (at := getattr(row, name))}
    Call.objects.filter(pk=call.pk).update(**moved)


def test_it_rings_who_knows_them_first_and_then_everyone_at_the_desk(studio, ruth):
    guest = User.objects.create_user("g@kilnlane.example", "Guest One", "a long enough phrase", role="guest")
    is_here(studio.ana, studio.tomas, guest)
    call = calls_us(ruth)
    assert begin_ringing(call) and rung(call) == {"Ana"}
    assert settle_calls_due() == "" and rung(call) == {"Ana"}
    later(call, seconds=9)
    settle_calls_due()
    assert rung(call) == {"Ana", "Tomas"}, "a guest is never rung"
    row = Conversation.objects.waiting()[0]
    assert (row, row.urgency) == (ruth, Urgency.HERE_NOW) and row.preview.startswith("Calls now")


def test_whoever_has_it_comes_before_whoever_knows_them_and_not_now_rings_the_others(studio, ruth):
    ruth.assign(to=studio.tomas, by=studio.ana)
    call = calls_us(ruth)
    begin_ringing(call)
    assert rung(call) == {"Tomas"}
    assert not_now(call, by=studio.tomas) and not not_now(call, by=studio.tomas)
    assert rung(call) == {"Ana"}
    not_now(call, by=studio.ana)
    assert Call.objects.get(pk=call.pk).outcome == "missed", "nobody is left"
    assert Conversation.objects.get(pk=ruth.pk).place == "waiting"


def test_nobody_there_is_missed_at_once_and_waits_for_us(studio, ruth):
    is_here()
    ruth.close(by=studio.ana)
    call = calls_us(ruth)
    assert not begin_ringing(call) and call.outcome == "missed"
    row = Conversation.objects.get(pk=ruth.pk)
    assert (row.place, row.urgency, row.preview) == ("waiting", 5, "Called, and nobody could take it")
    row.told_off_now(timezone.now())
    is_here(studio.ana)
    begin_ringing(calls_us(row))
    assert Conversation.objects.get(pk=ruth.pk).tells_us_off(), (
        "nothing goes before that, and no call takes it away"
    )


def test_a_call_that_is_taken_hears_out_who_told_us_off_before(studio, ruth):
    ruth.told_off_now(timezone.now())
    call = calls_us(Conversation.objects.get(pk=ruth.pk))
    begin_ringing(call)
    assert Conversation.objects.get(pk=ruth.pk).tells_us_off()
    call.take(by=studio.ana)
    row = Conversation.objects.get(pk=ruth.pk)
    assert (row.place, row.urgency) == ("theirs", 5) and row.told_off_at, "when they last did stays"
    row.told_off_now(timezone.now())
    call.end()
    assert Conversation.objects.get(pk=ruth.pk).tells_us_off(), "not what they say of it while we talk"


def test_a_private_conversation_rings_only_those_who_see_it(studio, ruth):
    ruth.make_private(among=[], by=studio.tomas)
    call = calls_us(Conversation.objects.get(pk=ruth.pk))
    begin_ringing(call)
    assert rung(call) == {"Tomas"}


def test_taken_it_waits_no_more_and_a_colleague_who_talks_is_not_rung(studio, ruth):
    call = calls_us(ruth)
    begin_ringing(call)
    assert call.take(by=studio.ana) and not call.take(by=studio.tomas)
    row = Conversation.objects.get(pk=ruth.pk)
    assert (row.place, row.urgency) == ("theirs", 5) and row.preview == "Ana Moreau talks with them"
    other = calls_us(cast.conversation_with(studio.inbox, sender=cast.MEI, subject="Glaze"))
    begin_ringing(other)
    assert rung(other) == {"Tomas"}
    assert call.end() and not call.end() and call.outcome == "talked"


def test_what_a_dead_page_or_process_left_ringing_is_settled_as_missed(studio, ruth, monkeypatch):
    call = calls_us(ruth)
    begin_ringing(call)
    later(call, seconds=26)
    assert settle_calls_due() == "1 call settled."
    assert Call.objects.get(pk=call.pk).outcome == "missed"
    assert Conversation.objects.get(pk=ruth.pk).waiting_since is not None
    talking = calls_us(ruth)
    begin_ringing(talking)
    talking.take(by=studio.ana)
    later(talking, minutes=3)
    monkeypatch.setattr(ringing, "_BEGAN_AT", timezone.now())
    assert settle_calls_due() == "", "after a restart pages have time to come back"
    monkeypatch.setattr(ringing, "_BEGAN_AT", timezone.now() - timedelta(hours=1))
    assert settle_calls_due() == "1 call settled."
    assert Call.objects.get(pk=talking.pk).outcome == "talked"


def test_words_taken_back_leave_whoever_called_waiting(studio, ruth):
    is_here()
    call = calls_us(ruth)
    begin_ringing(call)
    sent = cast.answer(Conversation.objects.get(pk=ruth.pk), "I call you.", by=studio.ana)
    assert Conversation.objects.get(pk=ruth.pk).waiting_since is None
    assert Conversation.objects.get(pk=ruth.pk).take_back(sent, by=cast.sign_in(studio.ana))
    assert Conversation.objects.get(pk=ruth.pk).waiting_since == call.begun_at


def test_calls_go_along_when_conversations_become_one(studio, ruth):
    call = calls_us(ruth)
    other = cast.conversation_with(studio.inbox, sender=cast.RUTH, subject="Glaze")
    ruth.merge_into(other, by=studio.ana)
    assert call.take(by=studio.ana)
    assert Conversation.objects.get(pk=other.pk).preview == "Ana Moreau talks with them"


def test_a_word_comes_in_pieces_and_what_a_closed_tab_left_is_kept(studio, ruth):
    is_here()
    call = calls_us(ruth)
    begin_ringing(call)
    whole = RUTHS_SOUND
    assert Piece.objects.take(call, 0, whole[:1000]) and not Piece.objects.take(call, 0, whole[:1000])
    Piece.objects.take(call, 1, whole[1000:2000])
    Piece.objects.take(call, 3, whole[3000:])  # the third never came
    assert finish_words_due() == ""
    Piece.objects.update(at=timezone.now() - timedelta(minutes=2))
    assert finish_words_due() == "1 word kept."
    kept = Recording.objects.get()
    assert kept.content() == whole[:2000] and kept.type == "audio/webm" and kept.consented_by == "Ruth Okafor"
    assert Call.objects.get().outcome == "word" and not Piece.objects.exists()
    with pytest.raises(NotTaken):
        Piece.objects.take(call, 4, b"more")
    assert finish_word(call) == kept


def test_what_is_no_sound_or_too_long_is_not_taken(studio, ruth, monkeypatch):
    call = calls_us(ruth)
    for content in (b"<script>alert(1)</script>", b"", b"\x1aE\xdf\xa3" + bytes(1_000_001)):
        with pytest.raises(NotTaken):
            Piece.objects.take(call, 0, content)
    with pytest.raises(NotTaken):
        Piece.objects.take(call, 400, RUTHS_SOUND)
    with pytest.raises(NoSound):
        Recording.objects.keep(call, b"MZ not a sound", consented_by="Ruth")


def test_a_recording_goes_on_its_day_with_its_bytes_and_leaves_its_place(studio, ruth):
    call = calls_us(ruth)
    kept = Recording.objects.keep(call, RUTHS_SOUND, consented_by="Ruth", days=30)
    Upload.objects.update(at=timezone.now() - timedelta(days=10))
    sweep_files_due()
    assert kept.content() == RUTHS_SOUND, "the sweep knows it"
    assert remove_recordings_due() == ""
    Recording.objects.update(keep_until=timezone.localdate() - timedelta(days=1))
    digest = kept.sha256
    assert remove_recordings_due() == "1 recording removed."
    gone = Recording.objects.get()
    assert gone.removed_at and gone.sha256 == "" and not store.path_of(digest).exists()
    with pytest.raises(store.Missing):
        gone.content()


def test_asking_to_be_called_back_is_a_promise_of_ours(studio, ruth):
    is_here()
    call = calls_us(ruth)
    begin_ringing(call)
    at = timezone.now() + timedelta(hours=20)
    promise = ask_back(ruth, at=at, reach="+493012345678", call=call)
    assert (promise.by, promise.due_at, promise.due_on) == (studio.ana, at, timezone.localdate(at))
    assert promise.text == "Call back: +49 30 12345678" and promise.is_ours()
    assert ask_back(ruth, at=at, call=Call.objects.get()) == promise, "asking twice is asking once"
    assert Promise.objects.count() == 1 and Call.objects.get().outcome == "back"
    promise.move(timezone.localdate() + timedelta(days=3), by=studio.ana)
    assert Promise.objects.get().due_at is None


def test_calls_go_with_whoever_is_erased_and_so_does_what_was_recorded(studio, ruth):
    kept = Recording.objects.keep(calls_us(ruth), RUTHS_SOUND, consented_by="Ruth")
    half = calls_us(ruth)
    Piece.objects.take(half, 0, RUTHS_SOUND[:900])
    digests = [kept.sha256, Piece.objects.get().sha256]
    erase(ruth.person, by=studio.ana)
    assert not Call.objects.exists() and not Recording.objects.exists() and not Piece.objects.exists()
    assert not any(store.path_of(one).exists() for one in digests)


@pytest.mark.parametrize("others", ["take", "caller hangs up"])
def test_of_two_who_act_at_once_one_has_it(fresh_house, others):
    here = cast.studio()
    ruth = cast.conversation_with(here.inbox)
    is_here(here.ana, here.tomas)
    call = calls_us(ruth)
    begin_ringing(call)
    both, outcomes = Barrier(2), []

    def at_once(deed):
        mine = Call.objects.get(pk=call.pk)
        both.wait(10)
        outcomes.append(deed(mine))
        connections.close_all()

    deeds = [lambda mine: mine.take(by=here.ana)]
    deeds.append((lambda mine: mine.take(by=here.tomas)) if others == "take" else (lambda mine: mine.end()))
    threads = [Thread(target=at_once, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    row = Call.objects.get(pk=call.pk)
    if others == "take":
        assert sorted(outcomes) == [False, True] and row.is_talking()
    else:
        assert row.outcome in ("missed", "talked") and (row.outcome == "talked") == (row.taken_at is not None)
