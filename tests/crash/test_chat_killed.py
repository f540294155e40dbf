"""The power goes while visitors write and colleagues answer: afterwards each word is here once and in order."""

from __future__ import annotations

import asyncio
import random
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from tests import cast
from tests.bench.chat import Server
from tests.bench.chat_visitor import Seen, Visitor
from tests.bench.visiting import free_port

from byhand.channels.chat.settings import open_chat
from byhand.channels.models import Arrival, Line
from byhand.channels.models import Visitor as Row
from byhand.conversations.answering import blank_answer
from byhand.conversations.models import Conversation, Message
from byhand.gate.refusals import Refusal

VISITORS, EACH, KILLS, WRITING = 10, 4, 2, 8.0

pytestmark = [pytest.mark.slow, pytest.mark.server]


def test_no_word_of_a_chat_is_lost_or_said_twice(fresh_house):
    here = cast.studio()
    chat = open_chat(name="Website")
    server = Server(fresh_house.environment() | {"BYHAND_LOG_LEVEL": "CRITICAL"}, free_port())
    server.start()
    try:
        with ThreadPoolExecutor(1) as apart:  # a loop may run in this thread, left by a browser
            visitors, answered = apart.submit(_run, _talk(server, chat.options["key"], here.ana)).result()
    finally:
        server.stop()
    said = {one.digest: one.said for one in visitors}
    assert sum(map(len, said.values())) >= VISITORS * EACH and answered
    for row in Row.objects.all():
        came = Message.objects.filter(writer__value=row.address()).order_by("said_at", "pk")
        assert [one.new_text.strip() for one in came] == said[row.token_digest]
        lines = list(Line.objects.filter(visitor=row).order_by("number"))
        assert [line.number for line in lines] == list(range(1, len(lines) + 1))
        assert [line.words for line in lines if not line.author] == said[row.token_digest]
    for one in visitors:
        assert one.read == answered.get(one.digest, []), "every answer is on its visitor's page, once"


def _run(talk):
    try:
        return asyncio.run(talk)
    finally:
        connections.close_all()


async def _talk(server: Server, key: str, ana) -> tuple[list[Visitor], dict[str, list[str]]]:
    visitors = [Visitor(number, server.port, key, Seen()) for number in range(VISITORS)]
    lives = [asyncio.create_task(one.live()) for one in visitors]
    until = time.monotonic() + WRITING
    writing = [asyncio.create_task(_write(one, until)) for one in visitors]
    answered: dict[str, list[str]] = {}
    answering = asyncio.create_task(_answer(ana, answered, until))
    for _ in range(KILLS):
        await asyncio.sleep(random.uniform(0.5, WRITING / KILLS - 1))
        server.kill()
        await asyncio.to_thread(server.start)
    await asyncio.gather(*writing, answering)
    await _until(lambda: all(one.read == answered.get(one.digest, []) for one in visitors))
    await asyncio.to_thread(_all_read)
    for life in lives:
        life.cancel()
    return visitors, answered


async def _write(one: Visitor, until: float) -> None:
    while time.monotonic() < until or len(one.said) < EACH:  # however slow the machine
        await one.says(f"Word {len(one.said)} of {one.number}.")
        await asyncio.sleep(random.uniform(0, 0.8))


async def _answer(ana, answered: dict[str, list[str]], until: float) -> None:
    number = 0
    while time.monotonic() < until or not answered:
        number += 1
        digest = await asyncio.to_thread(_say, ana, f"Answer {number}.")
        if digest:
            answered.setdefault(digest, []).append(f"Answer {number}.")
        await asyncio.sleep(0.3)


def _say(ana, words: str) -> str:
    """Ana answers whoever waits longest; gives the browser it went to."""
    conversation = Conversation.objects.waiting().first()
    if conversation is None:
        return ""
    to = blank_answer(conversation, list(conversation.messages.for_thread()), newest=0).to
    try:
        cast.answer(conversation, words, by=ana, to=to)
    except Refusal:
        return ""  # they wrote in the same moment
    return Row.objects.get(key=to.partition("visitor:")[2].rstrip(">")).token_digest


def _all_read() -> None:
    deadline = time.monotonic() + 20
    while Arrival.objects.unread().exists() and time.monotonic() < deadline:
        time.sleep(0.2)


async def _until(true) -> None:
    deadline = time.monotonic() + 45
    while not true() and time.monotonic() < deadline:
        await asyncio.sleep(0.2)
