"""The door for programs: records come in by a token that opens nothing else."""

from __future__ import annotations

import ast
import json
from contextlib import suppress
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from tests.cast import Studio, studio
from tests.gate.telling import shop
from tests.house.source import imported, modules
from tests.web.conftest import client_of
from tests.web.test_every_role import _names

from byhand.api import records
from byhand.conversations.models import Conversation, Draft, Message
from byhand.gate.models import Dispatch, Notice, NotTaken, Record, Source, Touch

pytestmark = pytest.mark.django_db
URL = "/api/records/"


@pytest.fixture
def here() -> Studio:
    return studio()


@pytest.fixture
def source(here) -> Source:
    return shop(here.ana)


@pytest.fixture
def token(source) -> str:
    return source.renew_token(by=source.made_by)


def said(**more) -> dict[str, object]:
    at = (timezone.now() - timedelta(minutes=1)).isoformat()
    return {"id": "r-1", "kind": "receipt", "email": "ruth@harrow.example", "at": at, "number": "1001"} | more


def tell(token: str, what: object, *, client: Client | None = None, **more):
    body = what if isinstance(what, bytes) else json.dumps(what).encode()
    kind = more.pop("content_type", "application/json")
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return (client or Client()).post(URL, body, content_type=kind, headers=headers, **more)


def test_one_record_or_many_are_taken_and_again_changes_nothing(token):
    assert tell(token, said()).json() == {"new": 1, "known": 0, "refused": []}
    both = {"records": [said(at=said()["at"]), said(id="r-2", title="Bowl")]}
    answer = tell(token, both)
    assert answer.json()["new"] == 1 and answer.json()["refused"][0]["id"] == "r-1"
    assert tell(token, {"records": [both["records"][1]]}).json() == {"new": 0, "known": 1, "refused": []}
    assert (Record.objects.count(), Touch.objects.count()) == (2, 2)
    assert "Set-Cookie" not in answer.headers and answer.headers["Cache-Control"] == "no-store"


def test_what_is_wrong_is_said_record_by_record_and_the_rest_is_taken(token, source):
    answer = tell(
        token, {"records": [said(), "x", said(id="b", kind="gift"), {"id": 5}, said(id="d", email="")]}
    )
    account = answer.json()
    assert (account["new"], [one["record"] for one in account["refused"]]) == (1, [2, 3, 4, 5])
    assert [one["id"] for one in account["refused"]] == ["", "b", "5", "d"]
    assert NotTaken.objects.filter(source=source).count() == 4
    assert not NotTaken.objects.filter(because__contains="harrow").exists()


@pytest.mark.parametrize(
    ("what", "status"),
    [(b"{", 400), (b"[]", 400), (b'{"records": []}', 400), (b"[" * 100_000, 400), (b'"x"', 400),
     (json.dumps({"records": [{}] * 1001}).encode(), 413), (b" " * 1_000_001, 413)],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_a_sentence(token, what, status):
    answer = tell(token, what)
    assert answer.status_code == status and answer.json()["error"].endswith(".")
    assert not Record.objects.exists()


def test_only_a_post_of_json_with_a_living_token_of_its_own_is_heard(token, source, here):
    assert Client().get(URL).status_code == 405
    assert tell(token, said(), content_type="text/plain").status_code == 415
    assert tell("", said()).status_code == tell("byhand-records-x", said()).status_code == 401
    assert tell("", said(), client=client_of(here.ana)).status_code == 401  # a cookie counts for nothing here
    newer = source.renew_token(by=here.ana)
    assert tell(token, said()).status_code == 401
    assert newer not in repr(Source.objects.values_list())
    source.put_away(by=here.ana)
    assert tell(newer, said()).status_code == 401
    assert not Record.objects.exists()


def test_guessing_tokens_and_telling_too_often_come_to_an_end(token, monkeypatch):
    monkeypatch.setattr(records, "TIMES_A_MINUTE", 5)
    answers = [tell("byhand-records-x", said()).status_code for _ in range(21)]
    assert answers == [401] * 20 + [429]
    one = said()
    assert [tell(token, one).status_code for _ in range(6)][4:] == [200, 429]


def test_a_token_opens_nothing_else(token):
    """Every address, asked with the token, answers as it answers a stranger; and nothing is said to anybody."""
    with_it, stranger = Client(headers={"Authorization": f"Bearer {token}"}), Client()
    for name in set(_names()) - {"api.records"}:
        with suppress(NoReverseMatch):  # those with arguments are walked by every role elsewhere
            address = reverse(name)
            for ask in ("get", "post"):
                expected, found = getattr(stranger, ask)(address), getattr(with_it, ask)(address)
                assert found.status_code == expected.status_code, name
                assert found.headers.get("Location") == expected.headers.get("Location"), name
    tell(token, said())
    for noun in (Conversation, Message, Draft, Dispatch, Notice):
        assert not noun.objects.exists(), noun


def test_the_room_of_programs_knows_no_way_to_words():
    for path, tree in modules("api").items():
        names = [one for one in imported(tree) if one.startswith("byhand.")]
        rooms = {one.split(".")[1] for one in names}
        assert rooms <= {"api", "gate", "kit", "live", "team"}, path
        assert all(one.startswith("byhand.gate.records") for one in names if ".gate" in one), path
        assert not [one for one in names if "signin" in one or "session" in one], path
    for path, tree in modules("gate").items():
        if path.parts[1] != "records":
            continue
        words = {"dispatch", "delivery", "delivering", "notices", "leaving", "calling"}
        named = {one for name in imported(tree) for one in name.split(".")}
        assert not named & words, path
        assert "release" not in {getattr(node, "attr", "") for node in ast.walk(tree)}, path
