"""The page on which visitors talk with us, and calls at the desk: every door, as strangers try it."""

import json
from datetime import timedelta

import pytest
from django.core.signing import TimestampSigner
from django.test import Client
from django.utils import timezone
from tests.conversations.calling import RUTHS_SOUND, calls_us, is_here
from tests.web.conftest import client_of

from byhand.channels.models import Inbox
from byhand.channels.voice.line import Line, open_line
from byhand.conversations.call_times import times_to_call
from byhand.conversations.call_tokens import token_of
from byhand.conversations.calling_back import ask_back
from byhand.conversations.models import CalendarFeed, Call, Conversation, Promise, Recording, Ring
from byhand.conversations.ringing import begin_ringing
from byhand.kit.hours import working_hours
from byhand.people.models import Person
from byhand.team.models import Shown, User
from byhand.web import times

OURS = {"origin": "http://testserver"}
VISITOR = "a" * 32


@pytest.fixture
def line(studio) -> Inbox:
    return open_line("Voice", Line(stun=("stun:stun.kiln.example:3478",), turn=("turn:turn.kiln.example:3478",),
                                   origins=("https://shop.example",)), turn_secret="hush")  # fmt: skip


@pytest.fixture
def stranger() -> Client:
    return Client(headers=OURS, enforce_csrf_checks=True)


def at(line: Inbox, rest: str = "") -> str:
    return f"/talk/{line.options['key']}/{rest}"


def asks(stranger: Client, line: Inbox, **word: object):
    said = {"visitor": VISITOR, "talk": True} | word
    return stranger.post(at(line, "call/"), json.dumps(said), content_type="application/json")


def test_a_visitor_presses_talk_now_and_it_rings_at_the_desk(stranger, studio, line):
    is_here(studio.ana)
    unseen = stranger.get(at(line)).content.decode()
    assert "Somebody is at the desk now." in unseen and "Ana" not in unseen, "who did not say so is not shown"
    Shown.objects.say(studio.ana, is_shown=True, what_for="", speaks="")
    page = stranger.get(at(line))
    assert "/tell-us-off/?from=voice" in page.content.decode()
    assert at(line) in stranger.get("/who-we-are/").content.decode()
    assert "Talk now" in page.content.decode() and "Ana" in page.content.decode() and not page.cookies
    assert "frame-ancestors 'self' https://shop.example" in page["Content-Security-Policy"]
    assert "microphone=(self)" in page["Permissions-Policy"]
    told = asks(stranger, line, name="Ruth\x00 Okafor", reach="+44 20 7946 0102").json()
    call = Call.objects.get(public_id=told["call"])
    assert told["rings"] and Ring.objects.get().colleague == studio.ana
    assert (call.name, call.reach, call.conversation.place) == ("Ruth Okafor", "+442079460102", "waiting")
    turn = told["ice"]["iceServers"][1]
    assert (
        turn["username"].endswith(f":caller-{call.public_id}")
        and turn["credential"]
        and "hush" not in str(told)
    )
    again = asks(stranger, line).json()
    assert Call.objects.get(public_id=again["call"]).conversation == call.conversation, "the same browser"
    stranger_still = asks(
        stranger, line, visitor="b" * 32, name="Ruth Okafor", reach="ruth@harrow.example"
    ).json()
    assert Call.objects.get(public_id=stranger_still["call"]).conversation != call.conversation, (
        "a name proves nothing"
    )
    assert Person.objects.filter(name="Ruth Okafor").count() == 2


def test_nobody_at_the_desk_is_said_and_the_call_waits(stranger, line):
    assert "Nobody is at the desk" in stranger.get(at(line)).content.decode()
    told = asks(stranger, line).json()
    assert not told["rings"] and Call.objects.get().outcome == "missed"


def test_who_is_back_when_is_told_before_a_microphone_is_asked_for(stranger, studio, line):
    studio.tomas.work(working_hours())
    absent = stranger.get(at(line, "there/"))
    assert absent.status_code == 200 and "<html" not in absent.text
    assert (
        "Somebody is back" in absent.text and "<time datetime=" in absent.text and "Tomas" not in absent.text
    )
    is_here(studio.ana)
    assert stranger.get(at(line, "there/")).status_code == 204
    assert not Call.objects.exists()


def test_a_word_is_left_in_pieces_and_played_at_the_desk_alone(stranger, studio, line, desk):
    token = asks(stranger, line, talk=False, name="Ruth").json()["token"]
    for number, content in enumerate((RUTHS_SOUND[:3000], RUTHS_SOUND[3000:])):
        sent = stranger.post(at(line, f"word/{number}/"), content, content_type="application/octet-stream",
                             headers={"x-call": token})  # fmt: skip
        assert sent.status_code == 204
    done = stranger.post(
        at(line, "word/done/"), json.dumps({"token": token}), content_type="application/json"
    )
    assert done.status_code == 204
    kept = Recording.objects.get()
    thread = desk.get(f"/conversations/{kept.call.conversation.public_id}/").content.decode()
    assert (
        "Ruth left a word" in thread and f'src="/recordings/{kept.pk}/"' in thread and "kept until" in thread
    )
    sound = desk.get(f"/recordings/{kept.pk}/")
    assert sound.content == RUTHS_SOUND and sound["Content-Type"] == "audio/webm"
    assert "sandbox" in sound["Content-Security-Policy"] and sound["X-Content-Type-Options"] == "nosniff"
    part = desk.get(f"/recordings/{kept.pk}/", headers={"range": "bytes=10-19"})
    assert part.status_code == 206 and part.content == RUTHS_SOUND[10:20]
    assert part["Content-Range"] == f"bytes 10-19/{len(RUTHS_SOUND)}"
    tail = desk.get(f"/recordings/{kept.pk}/", headers={"range": "bytes=-5"})
    assert tail.content == RUTHS_SOUND[-5:]
    for wrong in ("bytes=99999-", "bytes=20-10"):
        assert desk.get(f"/recordings/{kept.pk}/", headers={"range": wrong}).status_code == 416
    assert desk.get(f"/recordings/{kept.pk}/", headers={"range": "bytes=a-b, 0-"}).status_code == 200
    assert stranger.get(f"/recordings/{kept.pk}/").status_code == 302
    line.is_team_wide = False
    line.save(update_fields=["is_team_wide"])
    assert desk.get(f"/recordings/{kept.pk}/").status_code == 404


def test_asking_to_be_called_back_works_without_a_script(stranger, studio, line):
    assert times_to_call(line, timezone.now()) == [], "nobody said when they are there"
    studio.tomas.work(working_hours())
    free = times_to_call(line, timezone.now())[3]
    assert free.colleagues == (studio.tomas.pk,)
    moment = free.at
    assert f'value="{moment.isoformat()}"' in stranger.get(at(line)).content.decode()
    asked = stranger.post(
        at(line, "back/"), {"name": "Ruth", "reach": "020 7946 0102", "at": moment.isoformat()}
    )
    assert asked.status_code == 200 and "A colleague is asked to do it" in asked.content.decode()
    assert "Tomas" not in asked.content.decode()
    promise = Promise.objects.get()
    assert promise.text == "Call back: +44 20 7946 0102" and promise.due_at == moment
    assert promise.conversation.place == "waiting"
    for wrong in ({"reach": "12"}, {"at": "2031-01-01T10:00:00+00:00"}, {"at": "soon"}, {"at": "2026-13-45"}):
        answer = stranger.post(at(line, "back/"), {"name": "Ruth", **wrong})
        assert answer.status_code == 422 and 'role="alert"' in answer.content.decode(), wrong
    assert Promise.objects.count() == 1


def test_forged_and_foreign_tokens_open_nothing(stranger, studio, line):
    mine = Call.objects.get(public_id=asks(stranger, line, talk=False).json()["call"])
    other = open_line("Other", Line())
    forged = [
        "", "x", mine.public_id, f"{mine.public_id}:abc:def", token_of(mine)[:-1], token_of(mine) + "a" * 5000,
        TimestampSigner(salt="other").sign(mine.public_id), TimestampSigner(salt="byhand.call").sign("nothing"),
    ]  # fmt: skip
    for token in forged:
        for address, body in (("word/0/", RUTHS_SOUND), ("word/done/", json.dumps({"token": token}))):
            answer = stranger.post(at(line, address), body, content_type="application/octet-stream",
                                   headers={"x-call": token[:400]})  # fmt: skip
            assert answer.status_code == 403, token
    elsewhere = stranger.post(at(other, "word/0/"), RUTHS_SOUND, content_type="application/octet-stream",
                              headers={"x-call": token_of(mine)})  # fmt: skip
    assert elsewhere.status_code == 403
    assert not Recording.objects.exists()


def test_garbage_other_sites_and_haste_are_refused_in_words(stranger, studio, line):
    for body in (
        b"",
        b"[]",
        b"\xff\xfe",
        b"[" * 3000,
        b'{"visitor": 3}',
        b'{"visitor": "../../x"}',
        b"{" + b" " * 9000,
    ):
        answer = stranger.post(at(line, "call/"), body, content_type="application/json")
        assert answer.status_code == 400 and answer.json()["sentence"], body
    assert stranger.get("/talk/nothinghere/").status_code == 404
    elsewhere = Client(headers={"origin": "https://shop.example"})
    nowhere = Client()
    for client in (elsewhere, nowhere):
        assert asks(client, line).status_code == 403, "another site may show the page, and not speak for it"
    for _ in range(12):
        assert asks(stranger, line, talk=False).status_code == 200
    assert asks(stranger, line).status_code == 429
    proof, large = {"x-call": token_of(Call.objects.all()[0])}, b"\x1aE\xdf\xa3" + bytes(2_000_000)
    too_large = stranger.post(
        at(line, "word/0/"), large, content_type="application/octet-stream", headers=proof
    )
    assert too_large.status_code == 422 and too_large.json()["sentence"]


def test_of_those_it_rings_at_one_takes_it_and_the_other_reads_who(studio, ruth):
    is_here(studio.ana, studio.tomas)
    call = calls_us(ruth)
    begin_ringing(call)
    ana, tomas = client_of(studio.ana), client_of(studio.tomas)
    assert "Ruth Okafor calls" in ana.get("/calls/ringing/").content.decode()
    taken = ana.post(f"/calls/{call.public_id}/take/")
    assert taken.status_code == 302 and taken["Location"] == f"/calls/{call.public_id}/"
    page = ana.get(taken["Location"])
    assert page.status_code == 200 and "microphone=(self)" in page["Permissions-Policy"]
    late = tomas.post(f"/calls/{call.public_id}/take/")
    assert late.status_code == 409 and "Ana Moreau has this call" in late.content.decode()
    assert "Ana Moreau has this call" in tomas.get(f"/calls/{call.public_id}/").content.decode()
    assert "calls" not in tomas.get("/calls/ringing/").content.decode()
    assert Conversation.objects.get(pk=ruth.pk).preview == "Ana Moreau talks with them"


def test_guests_and_strangers_take_no_call(studio, ruth):
    guest = User.objects.create_user("g@kilnlane.example", "Guest One", "a long enough phrase", role="guest")
    call = calls_us(ruth)
    assert client_of(guest).post(f"/calls/{call.public_id}/take/").status_code == 403
    assert Client().post(f"/calls/{call.public_id}/take/").status_code == 302
    for address in (f"/calls/{call.public_id}/", "/calls/ringing/"):
        assert Client().get(address)["Location"].startswith("/accounts/login/")
    assert Call.objects.get().is_ringing()
    ruth.make_private(among=[], by=studio.ana)
    assert client_of(studio.tomas).post(f"/calls/{call.public_id}/take/").status_code == 404


def test_an_owner_opens_the_page_and_its_secret_is_never_shown(studio, desk, stranger):
    form = {"name": "Voice", "turn": "turn:turn.kiln.example:3478", "keep_days": 90, "relay_only": "on"}
    refused = desk.post("/settings/inboxes/voice/new/", form)
    assert refused.status_code == 422 and "Which is it?" in refused.content.decode()
    for wrong in (
        {"turn": "http://x"},
        {"stun": "stun:x y"},
        {"origins": "shop.example"},
        {"keep_days": "0"},
    ):
        assert (
            desk.post("/settings/inboxes/voice/new/", form | {"turn_secret": "hush", **wrong}).status_code
            == 422
        )
    kept = desk.post("/settings/inboxes/voice/new/", form | {"turn_secret": "hush"})
    page = desk.get(kept["Location"]).content.decode()
    inbox = Inbox.objects.get(kind="voice")
    assert (
        f"/talk/{inbox.options['key']}/" in page and "hush" not in page and "hush" not in str(inbox.options)
    )
    assert client_of(studio.tomas).get(kept["Location"]).status_code == 403
    desk.post(f"/settings/inboxes/{inbox.pk}/pause/")
    assert stranger.get(f"/talk/{inbox.options['key']}/").status_code == 404


def test_the_moment_of_a_call_stands_in_the_calendar_and_moves_with_it(studio, ruth, desk):
    moment = (timezone.now() + timedelta(days=1)).replace(microsecond=0)
    promise = ask_back(ruth, at=moment, reach="+442079460102")
    feed = CalendarFeed.objects.renew(studio.ana)

    def told() -> str:
        return Client().get(f"/calendar/{feed.secret}.ics").content.decode()

    assert f"DTSTART:{moment:%Y%m%dT%H%M%SZ}" in told()
    assert times.clock(moment) in desk.get(f"/conversations/{ruth.public_id}/").content.decode()
    promise.move(timezone.localdate() + timedelta(days=9), by=studio.ana)
    assert "DTSTART;VALUE=DATE:" in told()
