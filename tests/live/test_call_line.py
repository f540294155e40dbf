"""The line of a call: who may sit on it, that only the two hear each other, and what strangers send there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from tests import cast
from tests.conversations.calling import calls_us, is_here
from tests.live.sitting import Page, page_of
from tests.signing_in import cookie_of
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from byhand.conversations.call_tokens import token_of
from byhand.conversations.models import Call, Conversation, Ring, Signal
from byhand.conversations.ringing import begin_ringing
from byhand.conversations.signal import LONGEST, NoSignal
from byhand.team.staffing import sign_out_everywhere


@contextmanager
def on_the_line(
    address: str, call: object, *, origin: str | None = None, cookie: str = "", **word: object
) -> Iterator[Page]:
    """A page sits down on the line of that call."""
    headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"} if cookie else {}
    with connect(
        address.replace("http", "ws", 1) + "/call-line", origin=origin or address,  # type: ignore[arg-type]
        additional_headers=headers, compression=None,
    ) as socket:  # fmt: skip
        page = Page(socket)
        page.say(call=call, **word)
        yield page


def stands(state: str):
    return lambda line: line.get("state") == state


@pytest.fixture
def call(studio, ruth) -> Call:
    is_here(studio.ana)
    call = calls_us(ruth)
    begin_ringing(call)
    return call


def test_the_two_of_a_call_hear_each_other_and_what_was_missed_and_nobody_else_does(studio, address, call):
    token, cookies = token_of(call), {one: cookie_of(one) for one in (studio.ana, studio.tomas)}
    other = calls_us(cast.conversation_with(studio.inbox, sender=cast.MEI, subject="Glaze"))
    with on_the_line(address, call.public_id, token=token) as caller:
        caller.hears(stands("ringing"))
        with page_of(studio.ana, address) as desk:
            desk.hears(lambda line: line.get("calls") == [call.public_id])  # a page that opens while it rings
            assert call.take(by=studio.ana)
            desk.hears(lambda line: line.get("calls") == [call.public_id])
        assert caller.hears(stands("talking"))["by"] == "Ana Moreau"
        caller.say(signal={"from": "v1", "hello": True})
        with on_the_line(address, call.public_id, cookie=cookies[studio.ana]) as ours:
            first = ours.hears(lambda line: "signal" in line)
            assert first["signal"] == {"from": "v1", "hello": True}, "said before they came"
            ours.say(signal={"from": "d1", "to": "v1", "description": {"type": "offer", "sdp": "v=0"}})
            assert caller.hears(lambda line: "signal" in line)["signal"]["from"] == "d1"
            intruders = [
                {"call": call.public_id, "cookie": cookies[studio.tomas]},
                {"call": call.public_id, "token": token_of(other)},
                {"call": other.public_id, "token": token},
                {"call": call.public_id, "token": token[:-1]},
                {"call": call.public_id}, {"call": "nothing", "cookie": cookies[studio.ana]},
            ]  # fmt: skip
            for one in intruders:
                with on_the_line(address, **one) as page:
                    assert page.closed_with() == 4403, one
        with on_the_line(address, call.public_id, cookie=cookies[studio.ana], after=first["at"]) as back:
            back.hears(stands("talking"))
            caller.say(hang_up=True)
            assert back.hears(stands("ended"))["outcome"] == "talked"
    assert Call.objects.get(pk=call.pk).outcome == "talked" and not Signal.objects.exists()
    assert Call.objects.get(pk=other.pk).is_ringing()


def test_whoever_is_signed_out_hears_no_more_of_the_call(studio, address, call):
    call.take(by=studio.ana)
    with on_the_line(address, call.public_id, cookie=cookie_of(studio.ana)) as ours:
        ours.hears(stands("talking"))
        sign_out_everywhere(studio.ana)
        Signal.objects.say(call, "caller", {"from": "v1", "hello": True})
        assert ours.closed_with() == 4403


def test_garbage_floods_and_other_sites_hurt_nobody(studio, address, call):
    call.take(by=studio.ana)
    token = token_of(call)
    for wrong in ("https://shop.example", "null"):
        with pytest.raises(InvalidStatus), on_the_line(address, call.public_id, origin=wrong, token=token):
            pass
    garbage: list[str | bytes] = [
        "", "{", "[]", "null", "[" * 9000, b"\x00\x01", "x" * 15_000, json.dumps({"signal": "x" * LONGEST}),
        '{"signal": []}', '{"signal": {}}', '{"signal": {"from": "a", "evil": 1}}'
    ]  # fmt: skip
    with on_the_line(address, call.public_id, cookie=cookie_of(studio.ana)) as ours:
        ours.hears(stands("talking"))
        for one in garbage:
            with on_the_line(address, call.public_id, token=token) as bad:
                bad.hears(stands("talking"))
                bad.socket.send(one)
                assert bad.closed_with() in (1008, 1009), one[:20]
        for first in (
            {"call": 3},
            {"token": 5},
            {"after": -1},
            {"after": True},
            {"after": "x"},
            {"call": "\ud800"},
            {"call": "\0"},
        ):
            with on_the_line(address, **({"call": call.public_id, "token": token} | first)) as bad:
                assert bad.closed_with() == 1008, first
        with on_the_line(address, call.public_id, token=token) as flood:
            for _ in range(200):
                flood.say(here=True)
            assert flood.closed_with() == 1013
        with on_the_line(address, call.public_id, token=token) as good:
            good.say(signal={"from": "v1\0\ud800", "hello": True})
            assert ours.hears(lambda line: "signal" in line)["signal"]["from"] == "v1\0\ud800", (
                "the browser's to judge"
            )
    Signal.objects.bulk_create(Signal(call=call, side="caller", body="{}") for _ in range(600))
    with pytest.raises(NoSignal):
        Signal.objects.say(call, "caller", {"from": "v1", "hello": True})
    assert Ring.objects.get().colleague == studio.ana and Conversation.objects.count() == 1
