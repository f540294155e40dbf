"""Posting to a push service: a real one on this machine, and places that only look like one."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from tests import cast
from tests.signing_in import sign_in

from byhand.pocket.browser import GIVE_UP_AFTER, MOST, Browser
from byhand.pocket.naming import public_key
from byhand.pocket.pushing import Outcome, may_be_asked, push
from byhand.pocket.waking import Words, wake
from byhand.team.session import Session
from byhand.team.staffing import let_go

WORDS = Words("Kiln Lane Pottery", "A note calls you.", "/conversations/abc/")


@pytest.fixture
def studio(db):
    return cast.studio()


def listens(listener, by) -> Browser:
    return Browser.objects.let_in(
        endpoint=listener.endpoint, key=listener.key, secret=listener.secret, name="Firefox", by=by
    )


def soon():
    return timezone.now() + timedelta(hours=1)


def test_the_browser_reads_what_was_sent_and_knows_who_sent_it(studio, push_service):
    phone = push_service.listener()
    assert wake([listens(phone, sign_in(studio.ana))], WORDS, until=soon())

    (posted,) = push_service.posted
    assert phone.read(posted.body) == {"title": WORDS.title, "body": WORDS.body, "at": WORDS.at}
    assert posted.headers["content-encoding"] == "aes128gcm"
    assert posted.headers["topic"] == "byhand"  # the newer one takes the place of the older
    assert 3500 < int(posted.headers["ttl"]) <= 3600  # never in the quiet hours, even if the phone was off
    claims = push_service.named_by(posted)
    assert claims["aud"] == push_service.address and claims["k"] == public_key()
    assert claims["sub"] == "mailto:ana@kilnlane.example"
    assert time.time() < claims["exp"] < time.time() + 24 * 3600


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(studio, push_service, status):
    phone = push_service.listener()
    push_service.answers["/phone"] = status
    assert not wake([listens(phone, sign_in(studio.ana))], WORDS, until=soon())
    assert not Browser.objects.exists()


def test_one_that_fails_rests_longer_each_time_and_is_given_up_in_the_end(studio, push_service):
    phone, rested = push_service.listener(), timedelta()
    push_service.answers["/phone"] = 500
    listens(phone, sign_in(studio.ana))
    for _ in range(GIVE_UP_AFTER - 1):
        assert not wake(Browser.objects.all(), WORDS, until=soon())
        row = Browser.objects.get()
        assert row.rests_until and row.rests_until - timezone.now() >= rested - timedelta(seconds=5)
        rested = row.rests_until - timezone.now()
        assert not Browser.objects.awake(timezone.now()).exists()
    wake(Browser.objects.all(), WORDS, until=soon())
    assert not Browser.objects.exists()


def test_a_long_name_in_any_script_fits(studio, push_service):
    phone = push_service.listener()
    words = Words("窯" * 500, "🏺" * 500, "/conversations/abcdefghijkl/")
    assert wake([listens(phone, sign_in(studio.ana))], words, until=soon())
    assert phone.read(push_service.posted[0].body)["title"] == "窯" * 120


def test_it_leads_nowhere_else_and_gives_nobody_more_time(studio, push_service, monkeypatch):
    monkeypatch.setattr("byhand.pocket.pushing.ALTOGETHER", 0.5)
    phone = push_service.listener()

    def pushed():
        return push(
            phone.endpoint, b"{}", key=phone.key, secret=phone.secret, lasts=60, contact="mailto:a@b.c"
        )

    push_service.answers["/phone"] = 307
    assert pushed() is Outcome.REFUSED
    assert [one.path for one in push_service.posted] == ["/phone"]
    push_service.answers["/phone"], began = 0, time.monotonic()
    assert pushed() is Outcome.PERHAPS
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "0.0.0.0", "2130706433"]
)  # fmt: skip
def test_what_is_inside_is_never_asked(push_service, monkeypatch, host):
    monkeypatch.undo()  # the fixture lets this machine count as public
    monkeypatch.setenv("SSL_CERT_FILE", str(push_service.certificate))
    phone = push_service.listener()
    inside = phone.endpoint.replace("localhost", host)
    outcome = push(inside, b"{}", key=phone.key, secret=phone.secret, lasts=60, contact="mailto:a@b.c")
    assert outcome is Outcome.REFUSED and not push_service.posted


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
        "https://fcm.googleapis.com/fcm/send/abc:def",
        "https://web.push.apple.com/QGuQ",
        "https://db5p.notify.windows.com/w/?token=BQYAAAC%2b",
        "https://push.example.org:443/x",
    ],
)
def test_the_push_services_of_the_world_may_be_asked(endpoint):
    assert may_be_asked(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "", "http://push.example.org/x", "https://127.0.0.1/x", "https://[::1]/x", "https://2130706433/x",
        "https://0x7f.1/x", "https://localhost/x", "https://push.example.org:22/x", "https://a:b@push.example.org/x",
        "https://push.example.org@127.0.0.1/x", "https://push.example.org/x#y", "https://push.example.org/\r\nX: y",
        "https://push.example.org/x y", "https://push.example.org:443443/x", "https://push.example.org:x/x",
        "https://[::1/x", "https://push.example.org/" + "x" * 1000, "file:///etc/passwd", "https:///x",
        "https://bücher.example/x", "gopher://push.example.org/x", "https://10.0.0.1.:443/x",
    ],
)  # fmt: skip
def test_what_only_looks_like_one_may_not(endpoint):
    assert not may_be_asked(endpoint)


def test_a_browser_is_told_no_longer_than_its_colleague_is_signed_in(studio, push_service):
    here, there = sign_in(studio.tomas), sign_in(studio.tomas)
    listens(push_service.listener("phone"), here)
    listens(push_service.listener("laptop"), there)
    assert Browser.objects.awake(timezone.now()).count() == 2

    Session.objects.filter(colleague=studio.tomas).order_by("expire_date")[:1].get().delete()
    assert Browser.objects.get().endpoint.endswith("/laptop")
    Session.objects.update(expire_date=timezone.now())
    assert not Browser.objects.awake(timezone.now()).exists()

    let_go(studio.tomas, by=studio.ana)
    assert not Browser.objects.exists()


def test_a_browser_that_somebody_else_uses_now_is_theirs(studio, push_service):
    phone = push_service.listener()
    listens(phone, sign_in(studio.ana))
    listens(phone, sign_in(studio.tomas))
    assert Browser.objects.get().colleague == studio.tomas


def test_nobody_fills_the_house_with_browsers(studio, push_service):
    by = sign_in(studio.ana)
    for number in range(MOST + 3):
        listens(push_service.listener(f"phone{number}"), by)
    assert Browser.objects.count() == MOST
    assert not Browser.objects.filter(endpoint__endswith="/phone0").exists()
