"""Nobody but the exchange is heard; what is missing, late, slow or twice ends in a sentence, never in a fault."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import pytest
from django.utils import timezone
from tests.conversations.phone.desk import ANAS, RUTHS
from tests.servers.exchange import new_id
from tests.servers.exchange_walk import sound
from twilio.request_validator import RequestValidator

from byhand.channels.models import Greeting, Inbox, Knock, PicturedText
from byhand.channels.phone.knock import forget_knocks_due
from byhand.channels.phone.texts import bring_texts_due
from byhand.conversations.erasing.erase import erase
from byhand.conversations.models import Call, Conversation, Message, Recording, Word
from byhand.conversations.phone.word import fetch_words_due
from byhand.conversations.sweeping import sweep_files_due
from byhand.files import store
from byhand.files.upload import Upload

STEPS = (
    "call", "rang/1", "rang/2", "asked/1/x", "taken/1/x", "news/1/x", "key", "word", "word/off", "recording", "status",
    "text", "text/status", "out/x", "out/x/go", "out/x/news", "out/x/over",
)  # fmt: skip


def test_a_wrong_signature_is_refused_at_every_step_and_leaves_nothing_behind(phone_desk):
    exchange = phone_desk.exchange
    fields = {"CallSid": new_id("CA"), "MessageSid": "SM1", "From": RUTHS, "Body": "Hello"}
    genuine = exchange.post(phone_desk.at("status"), fields)
    assert genuine.status_code == 200
    before = Knock.objects.count()
    for step in STEPS:
        for signature in ("", "wrong", "x" * 5000):
            refused = exchange.post(phone_desk.at(step), fields, signature=signature)
            assert refused.status_code == 403 and "signature" in refused.text
            assert exchange.token not in refused.text
    # A genuine one for another step, other fields, or another line is none here.
    elsewhere = genuine.request.headers["X-Twilio-Signature"]
    assert exchange.post(phone_desk.at("call"), fields, signature=elsewhere).status_code == 403
    assert (Knock.objects.count(), Message.objects.count()) == (before, 0)
    base = phone_desk.at("").rpartition("/phone/")[0]
    assert exchange.post(f"{base}/phone/another/call", fields).status_code == 404
    assert httpx.get(phone_desk.at("call")).status_code == 405
    assert exchange.post(phone_desk.at("nowhere"), fields).status_code == 404


def test_behind_a_proxy_the_address_the_provider_knows_is_the_signed_one(phone_desk):
    line = Inbox.objects.get(pk=phone_desk.line.pk)
    inside = phone_desk.at("status")
    line.options["public"] = "https://desk.example.org"
    line.save(update_fields=["options"])
    fields = {"CallSid": new_id("CA"), "CallStatus": "ringing"}
    outside = inside.replace(phone_desk.base, "https://desk.example.org")
    for url, status in ((outside, 200), (outside.replace("org/", "org:443/"), 200), (inside, 403)):
        signature = RequestValidator(phone_desk.exchange.token).compute_signature(url, fields)
        assert phone_desk.exchange.post(inside, fields, signature=signature).status_code == status, url


def test_what_is_missing_unknown_or_too_much_is_answered_and_nothing_fails(phone_desk, caplog):
    exchange = phone_desk.exchange
    odd = ("", "CA-never-heard-of", "\x00", "é" * 300, "' OR 1=1 --")
    for step in STEPS:
        for sid in odd:
            fields = {"CallSid": sid, "MessageSid": sid, "From": sid, "CallStatus": sid, "Digits": sid, "NumMedia": sid,
                      "RecordingSid": sid, "RecordingDuration": sid, "MessageStatus": "failed", "To": sid}  # fmt: skip
            for told in (fields, {}, {"CallSid": sid}):
                answer = exchange.post(phone_desk.at(step), told)
                assert answer.status_code == 200 and answer.text.startswith("<?xml"), (step, told)
    assert not [one for one in caplog.records if one.name.startswith("byhand")]
    assert (
        exchange.post(phone_desk.at("text"), {"MessageSid": "SM2", "Body": "x" * 70_000}).status_code == 413
    )
    assert exchange.post(phone_desk.at("call"), {f"f{n}": "" for n in range(300)}).status_code == 413


def test_a_slow_desk_is_asked_again_and_of_two_at_once_one_counts(phone_desk):
    fields = {
        "CallSid": new_id("CA"),
        "From": RUTHS,
        "To": phone_desk.exchange.number,
        "CallStatus": "ringing",
    }
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(lambda _: phone_desk.exchange.post(phone_desk.at("call"), fields).text, range(4))
        )
    assert len(set(answers)) == 1 and ANAS in answers[0]
    assert Call.objects.count() == 1 and Knock.objects.count() == 1 and Conversation.objects.count() == 1
    # A replayed request gets the same answer long after the call, and changes nothing.
    phone_desk.exchange.post(phone_desk.at("status"), fields | {"CallStatus": "completed"})
    assert phone_desk.exchange.post(phone_desk.at("call"), fields).text == answers[0]
    assert Call.objects.get().outcome == "missed"
    # So does one whose trace was forgotten meanwhile: the call is over.
    Knock.objects.update(came_at=timezone.now() - timedelta(days=31))
    assert forget_knocks_due() == "2 of them." and not Knock.objects.exists()
    assert "<Dial" not in phone_desk.exchange.post(phone_desk.at("call"), fields).text
    assert Call.objects.get().outcome == "missed"


def test_a_fault_of_ours_is_a_sentence_for_who_is_on_the_line_and_the_next_try_mends_it(
    phone_desk, monkeypatch
):
    fields = {"CallSid": new_id("CA"), "From": RUTHS, "CallStatus": "ringing"}
    with monkeypatch.context() as broken:
        broken.setattr("byhand.conversations.phone.coming_in.begin_ringing", lambda *_, **__: 1 / 0)
        answer = phone_desk.exchange.post(phone_desk.at("call"), fields)
        assert answer.status_code == 200 and "cannot take your call this minute" in answer.text
    assert not Call.objects.exists() and Knock.objects.get().answered_at is None
    assert "<Dial" in phone_desk.exchange.post(phone_desk.at("call"), fields).text


def test_a_word_the_exchange_keeps_back_is_fetched_when_it_gives_it(phone_desk):
    exchange = phone_desk.exchange
    exchange.answers["/Recordings"] = 503
    phone_desk.walk({"tone": "speak"})
    word = Word.objects.get()
    assert "503" in word.trouble and phone_desk.call().outcome == "word" and not Recording.objects.exists()
    fetch_words_due()
    assert Word.objects.get().tries == 1, "It was asked again too soon."
    exchange.answers = {"/Recordings": 200}  # no sound at all
    Word.objects.update(next_try_at=timezone.now())
    fetch_words_due()
    assert "no recording" in Word.objects.get().trouble
    exchange.answers = {}
    Word.objects.update(next_try_at=timezone.now())
    assert fetch_words_due() == "1 word brought."
    assert Recording.objects.count() == 1 and not exchange.recordings
    assert Word.objects.get().next_try_at is None and fetch_words_due() == ""


def test_texts_come_in_once_with_their_pictures_and_stand_with_the_calls_of_their_number(phone_desk):
    exchange, at = phone_desk.exchange, phone_desk.at("text")
    phone_desk.walk({"ringing 1": "hang up"})
    for _ in range(2):
        exchange.text(at, sender=RUTHS, words="Is the lid ready? ☎", sid="SM77")
    exchange.media["ME1"] = b"\x89PNG\r\n\x1a\n" + b"0" * 20
    exchange.text(at, sender=RUTHS, words="This one", sid="SM78", media=("ME1", "ME2"))
    assert bring_texts_due() == "", "A picture is not there yet, and it is tried again."
    PicturedText.objects.update(next_try_at=timezone.now(), came_at=timezone.now() - timedelta(days=1))
    assert bring_texts_due() == "1 text with pictures."
    exchange.text(at, sender="KilnLane", words="A name instead of a number", sid="SM79")
    phone_desk.reads()
    first, second, third = Message.objects.order_by("pk")
    assert first.text.strip() == "Is the lid ready? ☎" and first.writer.value == RUTHS
    assert first.conversation == second.conversation == phone_desk.call().conversation
    assert [one.filename for one in second.attachments.all()] == [
        "1.png"
    ] and "could not be fetched" in second.text
    assert third.conversation != first.conversation and not third.writer.value.startswith("+")
    # Their next call stands there, too, and so it does for whoever texted first.
    exchange.text(at, sender="+447700900555", words="Hello", sid="SM80")
    phone_desk.reads()
    phone_desk.walk({"ringing 1": "hang up"}, number="+447700900555")
    assert phone_desk.call().conversation == Message.objects.get(text__startswith="Hello").conversation


def test_whoever_is_erased_leaves_nothing_of_their_calls_and_a_greeting_outlives_the_sweep(phone_desk):
    exchange, ana = phone_desk.exchange, phone_desk.studio.ana
    Greeting.objects.record(sound(0.5), inbox=phone_desk.line, by=ana)
    phone_desk.walk({"greeting": "*", "off": "speak"})
    exchange.text(phone_desk.at("text"), sender=RUTHS, words="Is it ready?", sid="SM5")
    exchange.text(phone_desk.at("text"), sender=RUTHS, words="This one", sid="SM6", media=("ME1",))
    phone_desk.reads()
    word = Recording.objects.get().sha256
    erase(phone_desk.call().conversation.person, by=ana)
    assert not Call.objects.exists() and not Recording.objects.exists() and not PicturedText.objects.exists()
    assert not [one for one in Knock.objects.all() if RUTHS in str(one.told) + one.answer]
    with pytest.raises(store.Missing):
        store.read(word)
    Upload.objects.update(at=timezone.now() - timedelta(days=9))
    sweep_files_due()
    assert store.read(Greeting.objects.get().sha256) == sound(0.5)
