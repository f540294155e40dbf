"""Being told: the settings page, and the door through which a browser says where it can be woken."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode

import pytest
from tests.servers.push_service import Listener
from tests.web.house.conftest import browser_of

from byhand.pocket.models import Browser, Wishes

WISHES = {"what": "mine", "mail": "never", "mail_hour": "8"}
DOOR = "/settings/being-told/browser/"
PHONE = Listener("https://push.example.org/wpush/v2/abc")


def plain(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def subscription(**other: str) -> dict[str, str]:
    return {"endpoint": PHONE.endpoint, "key": plain(PHONE.key), "secret": plain(PHONE.secret)} | other


def test_whoever_has_said_nothing_finds_the_calm_choices_and_is_told_nothing(as_tomas):
    page = as_tomas.get("/settings/being-told/").content.decode()
    assert re.findall(r'<input type="radio" name="(\w+)" value="(\w+)"[^>]* checked', page) == [
        ("what", "mine"), ("mail", "never"),
    ]  # fmt: skip
    assert page.count('value="08:00"') == 5 and not Wishes.objects.exists()


def test_a_day_left_empty_is_quiet(as_tomas, tomas):
    as_tomas.post("/settings/being-told/", {**WISHES, "from_0": "09:00", "until_0": "12:30"})
    assert Wishes.objects.get().awake == [["09:00", "12:30"], *[None] * 6]


def test_since_when_names_are_shown_is_remembered(as_tomas):
    as_tomas.post("/settings/being-told/", {**WISHES, "names_people": "on"})
    since = Wishes.objects.get().names_people_since
    as_tomas.post("/settings/being-told/", {**WISHES, "names_people": "on"})
    assert since and Wishes.objects.get().names_people_since == since
    as_tomas.post("/settings/being-told/", WISHES)
    assert Wishes.objects.get().names_people_since is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": "all of it"}, {"mail": "hourly"}, {"mail_hour": "24"}, {"mail_hour": "-1"}, {"mail_hour": "x"},
        {"from_0": "09:00"}, {"until_6": "09:00"}, {"from_0": "25:00", "until_0": "26:00"},
        {"from_0": "09:00\n", "until_0": "x"}, {"what": ""},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(as_tomas, wrong):
    assert as_tomas.post("/settings/being-told/", {**WISHES, **wrong}).status_code == 422
    assert not Wishes.objects.exists()


def test_nobody_chooses_for_another(as_tomas, tomas, ana):
    as_tomas.post("/settings/being-told/", {**WISHES, "colleague": ana.pk, "paused_until": "2099-01-01"})
    assert Wishes.objects.get().colleague == tomas and Wishes.objects.get().paused_until is None


def test_a_browser_is_let_in_for_the_sign_in_it_comes_with(as_tomas, tomas):
    agent = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
    assert as_tomas.post(DOOR, subscription(), headers={"User-Agent": agent}).status_code == 204
    assert as_tomas.post(DOOR, subscription(), headers={"User-Agent": agent}).status_code == 204
    row = Browser.objects.get()
    assert (row.colleague, bytes(row.key), bytes(row.secret)) == (tomas, PHONE.key, PHONE.secret)
    assert row.name == "Firefox, Android"
    assert "this browser" in as_tomas.get("/settings/being-told/").content.decode()

    as_tomas.post("/accounts/logout/")
    assert not Browser.objects.exists()


@pytest.mark.parametrize(
    "endpoint",
    [
        "", "http://push.example.org/x", "https://127.0.0.1/x", "https://localhost/x", "https://[::1]/x",
        "https://169.254.169.254/latest/meta-data/", "https://push.example.org:8000/x", "file:///etc/passwd",
        "https://user:word@push.example.org/x", "https://push.example.org/" + "x" * 2000,
        "https://push.example.org/\r\nHost: a",
        "https://push.example.org/\x00", "javascript:alert(1)", "https://bücher.example/", "//push.example.org/x",
    ],
)  # fmt: skip
def test_a_place_that_is_no_push_service_is_refused_with_a_sentence(as_tomas, endpoint):
    answer = as_tomas.post(DOOR, subscription(endpoint=endpoint))
    assert answer.status_code == 422 and answer["Content-Type"].startswith("text/plain")
    assert not Browser.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": ""}, {"key": "!"}, {"key": plain(b"\x04" + bytes(64))}, {"key": plain(PHONE.key[:-1])},
        {"key": plain(PHONE.key) + "A" * 500}, {"key": "ü" * 87}, {"secret": ""}, {"secret": plain(b"short")},
        {"secret": plain(b"x" * 17)}, {"secret": "A"}, {"key": "A" * 5},
    ],
)  # fmt: skip
def test_keys_that_are_none_are_refused(as_tomas, wrong):
    assert as_tomas.post(DOOR, subscription(**wrong)).status_code == 422
    assert not Browser.objects.exists()


def test_a_form_of_another_kind_and_another_verb_open_nothing(as_tomas, stranger):
    assert as_tomas.post(DOOR, data="[1]", content_type="application/json").status_code == 422
    assert as_tomas.get(DOOR).status_code == 405
    assert stranger.post(DOOR, subscription()).status_code == 302
    assert not Browser.objects.exists()


def test_what_a_browser_calls_itself_is_never_shown(as_tomas):
    for wild in ("<script>alert(1)</script> Chrome", "x" * 5000, "‮" * 9, ""):
        as_tomas.post(DOOR, subscription(), headers={"User-Agent": wild})
        assert Browser.objects.get().name in ("a browser", "Chrome")


def test_nobody_stops_the_browser_of_another(as_tomas, as_ana, tomas, ana):
    as_tomas.post(DOOR, subscription())
    row = Browser.objects.get()
    assert as_ana.post(f"/settings/being-told/browser/{row.pk}/stop/").status_code == 404
    assert "push.example.org" not in as_ana.get("/settings/being-told/").content.decode()
    as_tomas.post(f"/settings/being-told/browser/{row.pk}/stop/")
    assert not Browser.objects.exists()


def test_a_pause_ends_tomorrow_or_when_one_says_so(as_tomas, tomas):
    as_tomas.post("/settings/being-told/pause/")
    assert Wishes.objects.get().is_paused()
    assert "Quiet until" in as_tomas.get("/settings/being-told/").content.decode()
    as_tomas.post("/settings/being-told/go-on/")
    assert not Wishes.objects.get().is_paused()


def test_signing_out_elsewhere_ends_the_other_browsers(as_tomas, tomas):
    other = browser_of(tomas)
    other.post(DOOR, subscription())
    as_tomas.post("/settings/me/sign-out-elsewhere/")
    assert not Browser.objects.exists()
