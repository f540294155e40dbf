"""Forms, “tell us off” and “who we are”, as strangers meet them, kind and hostile."""

from datetime import time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests import cast

from byhand.channels.form.form import Form, form_of, open_form, origin_of
from byhand.channels.models import Arrival, Inbox
from byhand.conversations.intake import read_arrivals_due
from byhand.conversations.models import Conversation, Message
from byhand.gate import notices
from byhand.gate.models import Notice
from byhand.kit.hours import hours_of
from byhand.kit.portraits import NoPicture, plain
from byhand.team import here
from byhand.team.here import Here
from byhand.team.models import House, Shown, User
from byhand.team.shown import Portrait
from byhand.web import taking_words
from byhand.web.forms import words as words_forms

WORDS = "Is there a place left in May?"


@pytest.fixture
def mailbox(ana) -> Inbox:
    return Inbox.objects.create(kind="practice", name="Studio", address="studio@clay.test")


@pytest.fixture
def form(mailbox) -> Inbox:
    return open_form(Form(
        "Workshops", words="Ask away.", questions=("Which date?", "How many?"), answers_through=mailbox.pk,
        origins=("https://shop.example",),
    ))  # fmt: skip


@pytest.fixture(autouse=True)
def unhurried(monkeypatch):
    """Whoever sends something here had the page before them for long enough."""
    monkeypatch.setattr(words_forms, "TOO_QUICK", timedelta(seconds=-1))


def address(form: Inbox) -> str:
    return reverse("form", args=[form.options["slug"]])


def sends(client, to: str, **said):
    token = said.pop("token", None) or words_forms.new_token()
    return client.post(to, {"words": WORDS, "token": token, **said})


def test_words_come_in_raw_first_and_the_page_says_who_reads_them(stranger, form, ana):
    page = stranger.get(address(form))
    assert page.status_code == 200 and "Which date?" in page.text and "Ana is" in page.text
    assert not page.cookies and "<script" not in page.text and page["Cache-Control"] == "no-store"
    assert "frame-ancestors https://shop.example" in page["Content-Security-Policy"]
    lid = SimpleUploadedFile("lid.png", cast.PNG, "image/png")
    answer = sends(
        stranger, address(form), name="Mia  Berg", reach="mia@berg.example", answer_0="The 4th", files=[lid]
    )
    assert answer.status_code == 302 and not answer.cookies
    assert "We have it" in stranger.get(answer["Location"]).text
    assert Arrival.objects.get().inbox == form and not Message.objects.exists()
    read_arrivals_due()
    one = Conversation.objects.get()
    message = one.messages.get()
    assert (one.person.name, one.subject, one.place) == ("Mia Berg", "Workshops", "waiting")
    assert message.text.split("\n\n") == [WORDS, "Which date?\nThe 4th"]
    assert (message.sender, message.writer.value) == ("unverified", "mia@berg.example")
    assert message.attachments.get().filename == "lid.png"
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("reach", "value"),
    [
        ("+49 30 123456", "+4930123456"),
        ("", "visitor:"),
        ("@mia on the bird", "visitor:"),
        ('"x"<a@b.example>', "visitor:"),
    ],
)
def test_any_way_to_reach_them_is_taken_and_none_is_asked_for(stranger, form, reach, value):
    assert sends(stranger, address(form), reach=reach).status_code == 302
    read_arrivals_due()
    message = Message.objects.get()
    assert message.writer.value.startswith(value)
    assert (
        value != "visitor:"
        or f"[To be reached: {reach}]" in message.text
        or "[They left no way" in message.text
    )


def test_sent_twice_it_is_said_once(stranger, form):
    token = words_forms.new_token()
    for _ in range(2):
        assert sends(stranger, address(form), token=token).status_code == 302
    read_arrivals_due()
    assert Message.objects.count() == 1


def test_a_receipt_goes_where_the_team_wants_it_and_names_a_person_and_the_way_to_tell_us_off(
    stranger, form, ana
):
    form.sends_receipts, form.receipt_contact = True, ana
    form.save()
    sends(stranger, address(form), reach="mia@berg.example")
    read_arrivals_due()
    notice = Notice.objects.get()
    body = notices.outgoing_of(notice).envelope.body
    assert (
        notice.recipient == "mia@berg.example"
        and "Ana Moreau" in body
        and "/tell-us-off/?from=notice" in body
    )
    assert notices.TELL_US_OFF.endswith(reverse("tell_us_off") + "?from=notice")


@pytest.mark.parametrize(
    "sent",
    [
        {"token": "made-up"}, {"token": "x" * 5000}, {"words": "   "}, {"words": "a" * 20_001},
        {"words": "\x00\x1b\u202e"}, {"name": "n" * 500}, {"answer_0": "a" * 1001},
    ],
    ids=["made-up token", "long token", "nothing", "too long", "controls", "long name", "long answer"],
)  # fmt: skip
def test_what_cannot_be_taken_comes_back_with_a_sentence_and_every_word(stranger, form, sent):
    answer = sends(stranger, address(form), **{"words": WORDS, **sent})
    assert (answer.status_code == 422 and 'role="alert"' in answer.text) or 'class="error"' in answer.text
    if "words" not in sent:
        assert WORDS in answer.text
    assert not Arrival.objects.exists()


def test_hostile_requests_get_a_calm_page_and_take_nothing(stranger, form):
    to, urlencoded = address(form), "application/x-www-form-urlencoded"
    large = stranger.post(to, b"words=" + b"a" * 10_000_000, content_type=urlencoded)
    assert large.status_code == 400 and "reach a person" in large.text and "To the desk" not in large.text
    too_large = stranger.post(to, b"x", content_type=urlencoded, CONTENT_LENGTH="90000000")
    assert too_large.status_code == 429 and not Arrival.objects.exists()
    broken = stranger.post(to, b"--x\r\nno", content_type="multipart/form-data; boundary=x")
    assert broken.status_code in (400, 422)
    many = stranger.post(to, "&".join(f"f{n}=1" for n in range(2000)), content_type=urlencoded)
    assert many.status_code == 400
    assert stranger.get("/forms/nothinghere/").status_code == 404
    assert stranger.put(to).status_code == 405
    assert not Arrival.objects.exists()
    latin = (
        b"words=Gr\xfc\xdfe&token="
        + words_forms.new_token().encode()
        + b"&name=Mia%0d%0aBcc:%20all@x.example"
    )
    assert stranger.post(to, latin, content_type=urlencoded).status_code == 302
    read_arrivals_due()
    message = Message.objects.get()
    assert (
        message.writer_name == "Mia Bcc: all@x.example" and not message.cc and message.text.startswith("Gr")
    )


def test_too_many_from_one_address_are_told_how_to_reach_a_person_and_others_are_not(
    stranger, form, mailbox, monkeypatch
):
    monkeypatch.setattr(taking_words, "MOST_IN_A_WINDOW", 2)
    assert [sends(stranger, address(form)).status_code for _ in range(3)] == [302, 302, 429]
    refused = sends(stranger, address(form))
    assert WORDS in refused.text and "studio@clay.test" in refused.text
    elsewhere = stranger.post(
        address(form), {"words": WORDS, "token": words_forms.new_token()}, REMOTE_ADDR="203.0.113.7"
    )
    assert elsewhere.status_code == 302


def test_a_machine_that_sends_at_once_is_asked_to_press_again(stranger, form, monkeypatch):
    monkeypatch.setattr(words_forms, "TOO_QUICK", timedelta(seconds=60))
    answer = sends(stranger, address(form))
    assert answer.status_code == 429 and WORDS in answer.text and "Send once more" in answer.text
    assert not Arrival.objects.exists()


def test_a_paused_form_is_not_there_and_only_sites_that_are_named_frame_it(stranger, form):
    assert form_of(form).origins == ("https://shop.example",)
    Inbox.objects.filter(pk=form.pk).update(paused_at=timezone.now())
    assert stranger.get(address(form)).status_code == 404
    assert origin_of("https://Shop.example/") == "https://shop.example"
    for wrong in (
        "shop.example",
        "http://shop.example",
        "https://a.example; script-src *",
        "https://*",
        "javascript:x",
        "",
    ):
        assert origin_of(wrong) == "", wrong


def test_tell_us_off_names_a_person_and_takes_words_from_nobody_in_particular(stranger, ana, tomas, mailbox):
    House.objects.get().be_told_off_by(tomas)
    page = stranger.get(reverse("tell_us_off") + "?from=notice")
    assert "Tomas Brandt" in page.text and "noindex" in page.text and not page.cookies
    answer = sends(stranger, reverse("tell_us_off") + "?from=notice", words="You forgot me.")
    assert answer.status_code == 302 and "Tomas Brandt" in stranger.get(answer["Location"]).text
    read_arrivals_due()
    one = Conversation.objects.get()
    assert (one.urgency, one.assigned_to, one.place) == (0, tomas, "waiting")
    assert "automatic notice" in one.messages.get().text
    hostile = stranger.get(reverse("tell_us_off") + "?from=%3Cscript%3E")
    assert "<script" not in hostile.text and "%3C" not in hostile.text


def test_who_we_are_shows_those_who_want_to_be_seen_and_where_they_are(
    stranger, ana, tomas, mailbox, form, settings
):
    settings.TIME_ZONE = "Europe/Berlin"
    here.write_down()
    Here.objects.all().delete()
    House.objects.get().work(hours_of([(time(9), time(17))] * 7))
    Shown.objects.say(ana, is_shown=True, what_for="Glazes", speaks="English, français")
    Shown.objects.picture(ana, Portrait("image/png", cast.PNG, "abc123"))
    now = timezone.now()
    Here.objects.note(touched={ana.pk: now}, alive={ana.pk: now})
    page = stranger.get(reverse("who_we_are"))
    assert "Ana is at the desk now." in page.text and "Glazes" in page.text and "Tomas" not in page.text
    assert "studio@clay.test" in page.text and address(form) in page.text and "Europe/Berlin (C" in page.text
    assert page["Cache-Control"] == "public, max-age=3" and "Cookie" not in page["Vary"] and not page.cookies
    assert stranger.get(reverse("face", args=["abc123"]))["Content-Type"] == "image/png"
    Shown.objects.say(tomas, is_shown=True, what_for="", speaks="")
    tomas.go_away()
    assert "Tomas is back " in stranger.get(reverse("who_we_are")).text
    User.objects.create_user("o@clay.test", "Olu Owner", role="owner")
    ana.leave()
    assert "Ana" not in stranger.get(reverse("who_we_are")).text
    assert stranger.get(reverse("face", args=["abc123"])).status_code == 404


def test_what_a_camera_told_beside_a_picture_is_left_out_and_what_is_none_is_refused():
    jpeg = b"\xff\xd8\xff\xe1\x00\x08GPS!!!\xff\xdb\x00\x04ab\xff\xda\x00\x02data\xff\xd9"
    assert plain(jpeg) == ("image/jpeg", b"\xff\xd8\xff\xdb\x00\x04ab\xff\xda\x00\x02data\xff\xd9")
    assert plain(cast.PNG)[0] == "image/png"
    for wrong in (
        b"",
        b"<svg onload=x>",
        cast.PNG[:-8],
        b"\xff\xd8\xff",
        b"RIFF\x00\x00\x00\x00WEBPVP8X\xff\xff\xff\xff",
    ):
        with pytest.raises(NoPicture):
            plain(wrong)


def test_before_the_house_is_founded_there_is_no_such_page(stranger, db):
    for name in ("who_we_are", "tell_us_off"):
        assert stranger.get(reverse(name)).status_code == 404
