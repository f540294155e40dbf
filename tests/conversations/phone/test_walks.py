"""A stand-in exchange that does what the real one would walks every path of a call through a real desk of ours."""

from tests.conversations.calling import is_here
from tests.conversations.phone.desk import ANAS, RUTHS, TOMAS_S, PhoneDesk
from tests.servers.exchange_walk import Telephone, sound

from byhand.channels.models import Greeting, OwnPhone
from byhand.conversations.models import Call, Conversation, Recording
from byhand.people.models import Address


def knows_ruth(desk: PhoneDesk) -> Conversation:
    """Ruth has called before, and Ana has her conversation."""
    desk.walk({"ringing 1": "hang up"})
    conversation = desk.call().conversation
    conversation.assign(to=desk.studio.ana, by=desk.studio.ana)
    conversation.person.rename("Ruth Okafor")
    return conversation


def test_who_knows_the_caller_is_rung_first_then_everyone_and_whoever_takes_it_talks(phone_desk):
    conversation = knows_ruth(phone_desk)
    phone_desk.telephones = {ANAS: Telephone("no-answer"), TOMAS_S: Telephone("answers")}
    walk = phone_desk.walk(verified="TN-Validation-Passed-A")
    assert walk.rang == [(ANAS,), (ANAS, TOMAS_S)]
    # The caller hears nothing but ringing before a person; what Tomas hears says who it is.
    assert walk.heard[0] == f"talks with {TOMAS_S}"
    assert phone_desk.exchange.spoken_to_colleagues == ["Ruth Okafor calls. Press any key to take it."]
    call = phone_desk.call()
    assert (call.outcome, call.taken_by, call.conversation) == (
        "talked",
        phone_desk.studio.tomas,
        conversation,
    )
    assert call.by_phone.is_verified is True
    conversation.refresh_from_db()
    assert conversation.place == "theirs"
    # A mailbox that picks up by itself gets nobody's call.
    phone_desk.telephones = {ANAS: Telephone(presses=""), TOMAS_S: Telephone()}
    assert phone_desk.walk().talked_with == TOMAS_S
    phone_desk.telephones[TOMAS_S] = Telephone(presses="")
    assert not phone_desk.walk(verified="TN-Validation-Failed-A").talked_with
    assert phone_desk.call().outcome == "missed" and phone_desk.call().by_phone.is_verified is False


def test_nobody_takes_it_then_a_word_is_left_brought_here_and_deleted_there(phone_desk):
    for how in ("busy", "no-answer", "failed"):
        phone_desk.telephones = {ANAS: Telephone(how), TOMAS_S: Telephone(how)}
        walk = phone_desk.walk({"tone": "speak"})
        assert walk.rang == [(ANAS, TOMAS_S)]
        (voice,) = [one for one in walk.heard if one.startswith("voice")]
        assert "automatic voice of Kiln Lane Pottery" in voice and "Ana Moreau hears" in voice
        assert "It is recorded." in voice and "press the star key" in voice
        call = phone_desk.call()
        recording = Recording.objects.get(call=call)
        assert call.outcome == "word" and recording.content()[:4] == b"RIFF" and recording.consented_by
        assert not phone_desk.exchange.recordings, "It is still at the exchange."
        assert call.conversation.place == "waiting"


def test_who_hangs_up_without_a_word_called_in_vain_and_waits_for_us(phone_desk):
    conversation = knows_ruth(phone_desk)
    for does, outcome in [
        ({"ringing 1": "hang up"}, "missed"), ({"ringing 2": "hang up"}, "missed"), ({"greeting": "hang up"}, "missed"),
        ({"tone": "hang up"}, "missed"), ({"tone": "speak and hang up"}, "word"), ({}, "missed"),
    ]:  # fmt: skip
        for says_dial_is_over in (True, False):
            Conversation.objects.get().close(by=phone_desk.studio.ana)
            phone_desk.walk(dict(does), says_dial_is_over=says_dial_is_over)
            call = phone_desk.call()
            assert (call.outcome, call.taken_at) == (outcome, None), does
            assert Conversation.objects.get().place == "waiting", does
    assert call.conversation == conversation and Address.objects.filter(value=RUTHS).count() == 1


def test_the_star_at_any_time_tells_us_off_and_no_other_key_means_anything(phone_desk):
    knows_ruth(phone_desk)
    for does in (
        {"ringing 1": "*"}, {"ringing 2": "*"}, {"greeting": "*"}, {"tone": "speak *"}, {"tone": "*"},
        {"talking": "*", "after": "*"},
    ):  # fmt: skip
        phone_desk.telephones = {ANAS: Telephone()} if "talking" in does else {}
        walk = phone_desk.walk(does | {"off": "speak"})
        call = phone_desk.call()
        assert call.by_phone.told_us_off_at is not None, does
        assert Conversation.objects.get().tells_us_off(), does
        assert "Ana Moreau hears what you say after the tone, before anything else." in " ".join(
            walk.heard
        ), does
        assert Recording.objects.filter(call=call).exists(), does
    # It counts whether or not a word follows.
    phone_desk.telephones = {}
    phone_desk.walk({"greeting": "*", "off": "hang up"})
    assert phone_desk.call().by_phone.told_us_off_at is not None
    for key in "1", "0", "#":
        walk = phone_desk.walk({"greeting": key, "tone": "speak"})
        assert phone_desk.call().outcome == "word" and phone_desk.call().by_phone.told_us_off_at is None
        assert walk.heard.count("tone") == 1


def test_nobody_at_the_desk_is_said_at_once_in_a_colleague_s_own_voice(phone_desk):
    is_here()
    greeting = sound(0.5)
    Greeting.objects.record(greeting, inbox=phone_desk.line, by=phone_desk.studio.tomas)
    walk = phone_desk.walk({"tone": "speak"})
    assert walk.rang == [] and walk.heard == [f"plays {len(greeting)} bytes", "tone", "is hung up"]
    # A telephone that is switched off is not rung, nor that of a colleague who left.
    is_here(phone_desk.studio.ana)
    OwnPhone.objects.keep(ANAS, rings=False, by=phone_desk.studio.ana)
    assert phone_desk.walk().rang == []
    phone_desk.studio.tomas.leave()
    assert "automatic voice" in phone_desk.walk().heard[0]


def test_a_withheld_number_is_nobody_s_address_and_its_call_is_taken_all_the_same(phone_desk):
    is_here()
    for number in ("anonymous", "+266696687", "Restricted", ""):
        walk = phone_desk.walk({"tone": "speak"}, number=number)
        assert "You withheld your number" in " ".join(walk.heard), number
        assert phone_desk.call().address is None and phone_desk.call().outcome == "word"
    assert Conversation.objects.count() == 4 and not Address.objects.filter(kind="phone").exists()


def test_no_path_asks_a_caller_anything_before_a_person(phone_desk):
    """No menu, no number to enter: doing nothing but waiting leads to a person, or to the tone for a word to one."""
    knows_ruth(phone_desk)
    for telephones in ({}, {ANAS: Telephone()}, {ANAS: Telephone("busy"), TOMAS_S: Telephone()}):
        for who in ((), (phone_desk.studio.tomas,), (phone_desk.studio.ana, phone_desk.studio.tomas)):
            is_here(*who)
            phone_desk.telephones = telephones
            walk = phone_desk.walk()
            assert walk.questions == 0
            assert walk.talked_with or "tone" in walk.heard, walk.heard


def test_news_that_come_late_and_everything_said_twice_change_nothing(phone_desk):
    knows_ruth(phone_desk)
    phone_desk.exchange.twice = True
    phone_desk.telephones = {ANAS: Telephone("no-answer"), TOMAS_S: Telephone("answers")}
    phone_desk.walk(news_come_late=True)
    assert phone_desk.call().outcome == "talked" and phone_desk.call().taken_by == phone_desk.studio.tomas
    phone_desk.telephones = {}
    phone_desk.walk({"tone": "speak"}, news_come_late=True)
    assert phone_desk.call().outcome == "word" and Recording.objects.count() == 1
    assert Call.objects.count() == 3
