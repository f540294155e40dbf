"""The pages of a broadcast, without a script: written, read by another, let go, watched; and who may do what."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.outreach.broadcasts.conftest import WORDS, fresh
from tests.web.conftest import client_of

from byhand.outreach.gathering import gather_readers_due
from byhand.outreach.models import Broadcast
from byhand.team.models import User

DIGEST = re.compile(r'name="digest" value="([0-9a-f]{64})"')


def test_ana_writes_tomas_reads_ana_lets_it_go(press):
    press.reader("ruth@harrow.example")
    press.reader("x9@harrow.example", "")
    press.reader("jonas@lind.example", "Jonas Lind", agrees=False)
    ana, tomas = client_of(press.studio.ana), client_of(press.studio.tomas)
    begun = ana.post("/outreach/broadcasts/", {"language": "en"})
    one = Broadcast.objects.get()
    here, write = f"/outreach/broadcasts/{one.public_id}/", begun["Location"]
    assert ana.get(write).status_code == 200 and ana.get(here)["Location"] == write
    blank = ana.get(write).text
    assert "As you write, it stands here" in blank and "It has no subject" not in blank, "no scolding"
    assert ana.post(f"{write}keep/", {"subject": "Half", "body": "Half a thou"}).status_code == 200
    assert "Half a thou" in ana.get(write).text and tomas.get(write).status_code == 404, (
        "it is hers until she asks"
    )
    typed = ana.post(
        f"{write}preview/", {"subject": "READ THIS NOW", "body": "Dear {first}, *hello* <b>"}
    ).text
    assert "<em>hello</em>" in typed and "The subject shouts" in typed and "{first|dear reader}" in typed
    assert ana.post(write, {"subject": "The kiln is free", "body": WORDS}).status_code == 302
    refused = ana.post(f"{here}ask/")
    assert (
        refused.status_code == 422 and "Say from which inbox" not in refused.text.partition('role="alert"')[0]
    )
    whom = {
        "inbox": press.studio.inbox.pk,
        "topic": press.workshops.pk,
        "audience": press.audience.pk,
        "answers_a_day": 30,
    }
    assert ana.post(f"{here}whom/", {**whom, "latest_at": "2001-01-01T10:00"}).status_code == 422
    assert ana.post(f"{here}whom/", whom).status_code == 302
    shown = ana.get(f"{here}preview/").text
    assert "Ruth Okafor" in shown
    assert ana.post(f"{here}ask/").status_code == 302
    assert "waits for a reader" in tomas.get("/outreach/broadcasts/").text
    page = tomas.get(f"{here}read/").text
    assert "I have read it and agree" in page and "The kiln is free" in page
    assert "Only Ana Moreau can do that" in tomas.post(f"{here}go/", follow=True).text
    tomas.post(f"{here}agree/", {"digest": DIGEST.findall(page)[0]})
    before = ana.get(f"{here}before/").text
    assert (
        "<b>2</b> readers get it" in before
        and "For 1 of 2 we know no first name; they read: friend" in before
    )
    gone = ana.post(f"{here}go/", {"digest": DIGEST.findall(before)[0]})
    assert gone["Location"] == f"{here}progress/"
    gather_readers_due()
    progress = ana.get(f"{here}progress/").text
    assert "still to go</dt><dd>2</dd>" in progress and "Nobody" not in progress
    assert "Tomas Brandt read exactly this and agreed" in ana.get(f"{here}read/").text
    assert ana.post(write, {"subject": "Other", "body": "Other"}, follow=True).status_code == 200
    assert fresh(one).main_words().subject == "The kiln is free"
    for verb, said in (
        ("pause", "Paused"),
        ("resume", "It goes on"),
        ("stop", "Stopped"),
        ("stop", "It was so already"),
    ):
        assert said in tomas.post(f"{here}{verb}/", follow=True).text, (
            "whoever sees that it must stop can stop it"
        )


def test_what_changed_since_somebody_read_it_is_shown(press):
    one = press.read(press.written())
    one.write("en", subject="The kiln is free", body=WORDS.replace("March", "April"))
    page = client_of(press.studio.tomas).get(f"/outreach/broadcasts/{one.public_id}/read/").text
    assert (
        "It was changed since Tomas Brandt" in page
        and "<mark>April</mark>" in page
        and "<mark>March</mark>" in page
    )


@pytest.mark.parametrize("who", ["outsider", "guest", "stranger"])
def test_who_does_not_belong_does_nothing(press, who):
    one = press.read(press.written())
    here = f"/outreach/broadcasts/{one.public_id}/"
    if who == "outsider":
        press.studio.inbox.is_team_wide = False
        press.studio.inbox.save(update_fields=["is_team_wide"])
    role = "guest" if who == "guest" else "colleague"
    user = User.objects.create_user("olu@kilnlane.example", "Olu Adeyemi", "a third long phrase", role=role)
    client = Client() if who == "stranger" else client_of(user)
    read = client.get(f"{here}read/")
    assert read.status_code == {"outsider": 404, "guest": 200, "stranger": 302}[who]
    assert "I have read it and agree" not in read.text
    for verb in (
        "go",
        "ask",
        "agree",
        "drop",
        "pause",
        "stop",
        "write/en",
        "write/en/keep",
        "whom",
        "try",
        "languages",
        "show",
    ):
        answer = client.post(f"{here}{verb}/", {"subject": "x", "body": "x", "language": "de"})
        assert answer.status_code == {"outsider": 404, "guest": 403, "stranger": 302}[who], verb
    assert fresh(one).dispatch is None and fresh(one).main_words().subject == "The kiln is free"


def test_hostile_forms_are_answered_with_sentences(press):
    one = press.written()
    ana, here = client_of(press.studio.ana), f"/outreach/broadcasts/{one.public_id}/"
    for given in (
        {},
        {"inbox": "x", "topic": "-1", "audience": "9" * 40, "answers_a_day": "1e9", "leaves_at": "\x00"},
    ):
        assert ana.post(f"{here}whom/", given).status_code == 422
    assert ana.post(f"{here}write/en/", {"subject": "a\nBcc: all@x.example", "body": "x"}).status_code == 422
    assert (
        ana.post(
            f"{here}write/en/keep/", {"subject": "a\r\nBcc: x\x00", "body": "x" * 70_000 + "\x00"}
        ).status_code
        == 200
    )
    kept = fresh(one).main_words()
    assert kept.subject == "a Bcc: x" and len(kept.body) == 60_000
    for asked in ("?person=1e9", "?person=" + "9" * 30, "?q=%00'%22<script>", "?person=99999"):
        assert ana.get(f"{here}preview/{asked}").status_code == 200
    for path in (
        "before/nonsense/",
        "write/xx/",
        "progress/",
        "progress/refused/",
        "preview/html/?person=77",
    ):
        assert ana.get(f"{here}{path}").status_code == 404, path
    assert ana.get("/outreach/broadcasts/?after=~~~x").status_code == 200
    assert ana.post("/outreach/broadcasts/", {"language": "klingon"}).status_code == 422
    for verb in ("agree", "go"):
        assert ana.post(f"{here}{verb}/", {"digest": "0" * 64}).status_code == 422
    assert ana.post(f"{here}languages/", {"language": "de"}).status_code == 302
    ana.post(f"{here}write/en/leave-out/")
    assert fresh(one).languages() == ["en", "de"], "the main language stays"
    ana.post(f"{here}write/de/leave-out/")
    ana.post(f"{here}drop/")
    assert ana.get(here).status_code == 404
