"""What strangers send is handed out so that nothing in it can act as ours."""

import pytest
from tests import cast

from byhand.channels.models import Arrival
from byhand.conversations.models import Attachment

HTML = "<p>Hello <b>there</b></p><table><tr><td>x</td><td><img src='https://track.example/p.png'></td></tr></table>"


@pytest.fixture
def rich(studio):
    return cast.comes_in(studio.inbox, cast.letter("Hello there", html=HTML))


def frame_of(desk, message):
    answer = desk.get(f"/messages/{message.pk}/html/")
    return answer, answer.headers["Content-Security-Policy"]


def test_the_frame_runs_nothing_and_fetches_nothing(desk, rich):
    answer, policy = frame_of(desk, rich)
    assert "default-src 'none'" in policy and "sandbox allow-same-origin allow-popups" in policy
    assert "allow-scripts" not in policy and "script-src" not in policy
    assert "img-src http://testserver/attachments/ data:;" in policy
    assert ' src="https://track.example' not in answer.content.decode()
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_pictures_are_fetched_once_a_colleague_asked_for_them(desk, studio, rich):
    page = desk.get(f"/conversations/{rich.conversation.public_id}/").content.decode()
    assert "Show them for Ruth Okafor" in page
    rich.writer.person.show_pictures(by=studio.ana)
    answer, policy = frame_of(desk, rich)
    assert 'src="https://track.example/p.png"' in answer.content.decode() and "data: https: http:;" in policy


def test_the_frame_on_the_page_may_never_run_scripts(desk, rich):
    page = desk.get(f"/conversations/{rich.conversation.public_id}/").content.decode()
    assert 'sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"' in page
    assert "allow-scripts" not in page


def test_files_are_downloads_and_nothing_else(desk, studio):
    evil = b"<script>parent.location='https://evil.example'</script>"
    cast.comes_in(
        studio.inbox,
        cast.letter("x", files=(("page.html", "text/html", evil), ("x.svg", "image/svg+xml", evil))),
    )
    for one in Attachment.objects.all():
        answer = desk.get(f"/attachments/{one.pk}/")
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert b"".join(answer.streaming_content) == evil
        assert desk.get(f"/attachments/{one.pk}/picture/").status_code == 404


def test_a_picture_is_what_its_bytes_say_not_what_it_is_called(desk, studio):
    files = (("real.png", "image/png", cast.PNG), ("fake.png", "image/png", b"<svg onload=alert(1)>"),
             ("called.txt", "text/plain", cast.PNG))  # fmt: skip
    cast.comes_in(studio.inbox, cast.letter("x", files=files))
    shown = {one.filename: desk.get(f"/attachments/{one.pk}/picture/") for one in Attachment.objects.all()}
    assert shown["real.png"].status_code == 200 and shown["real.png"]["Content-Type"] == "image/png"
    assert shown["fake.png"].status_code == 404 and shown["called.txt"]["Content-Type"] == "image/png"
    assert shown["real.png"]["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_names_of_files_cannot_leave_their_header(desk, studio):
    name = 'a"; filename=b.exe\r\nSet-Cookie: x=1\u202egpj.exe'
    cast.comes_in(studio.inbox, cast.letter("x", files=(("plain.txt", "text/plain", b"x"),)))
    Attachment.objects.update(filename=name)
    answer = desk.get(f"/attachments/{Attachment.objects.get().pk}/")
    assert "Set-Cookie" not in answer.headers and "\u202e" not in answer.headers["Content-Disposition"]
    assert "\n" not in answer.headers["Content-Disposition"]


def test_the_original_is_the_exact_bytes(desk, studio):
    mail = cast.letter("Hello").as_bytes()
    message = cast.comes_in(studio.inbox, mail)
    answer = desk.get(f"/messages/{message.pk}/original/")
    assert b"".join(answer.streaming_content) == mail
    assert answer.headers["Content-Disposition"].endswith('.eml"')


def test_bytes_that_are_gone_are_not_found_and_nothing_breaks(desk, studio):
    message = cast.comes_in(studio.inbox, cast.letter("x", files=(("a.txt", "text/plain", b"x"),)))
    Arrival.objects.update(sha256="0" * 64)
    assert desk.get(f"/messages/{message.pk}/original/").status_code == 404
    assert desk.get(f"/attachments/{Attachment.objects.get().pk}/").status_code == 404


def test_what_could_not_be_read_is_shown_downloaded_and_read_again(desk, studio):
    cast.a_busy_week(studio)
    page = desk.get("/needs-a-look/").content.decode()
    arrival = Arrival.objects.needing_a_look().get()
    assert "It has no sender" in page and f"/needs-a-look/{arrival.pk}/original/" in page
    assert "Needs a look" in desk.get("/conversations/").content.decode()
    raw = desk.get(f"/needs-a-look/{arrival.pk}/original/")
    assert b"".join(raw.streaming_content) == b"\x00\x01 unreadable"
    assert desk.post(f"/needs-a-look/{arrival.pk}/read-again/").status_code == 302
    arrival.refresh_from_db()
    assert arrival.state == "unread"
    assert desk.post(f"/needs-a-look/{arrival.pk}/read-again/").status_code == 404
