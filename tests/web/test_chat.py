"""The chat's script and pages: what they weigh, who may show them, what they store, and the way without script."""

from __future__ import annotations

import gzip
import re
import secrets

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import cast
from tests.conversations.visiting.talking import Guest, a_chat, answers
from tests.web.conftest import client_of

from byhand.channels.chat.settings import is_allowed, settings_of
from byhand.channels.models import Inbox, Line, Visitor
from byhand.conversations.drafting import Words
from byhand.conversations.models import Conversation, Draft
from byhand.gate.delivering import deliver_at_once_due
from byhand.web.assets import STATIC

pytestmark = pytest.mark.django_db
MOST_BYTES = 25_000
HOME = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def studio():
    return cast.studio()


@pytest.fixture
def chat(studio):
    return a_chat(studio)


@pytest.fixture
def visitor():
    return Client()


def at(chat, rest: str = "") -> str:
    return f"/chat/{chat.options['key']}/{rest}"


def test_the_whole_weighs_less_than_25_kilobytes_compressed(studio, chat, visitor):
    script = visitor.get(f"/chat/{chat.options['key']}.js").content
    page = visitor.get(at(chat)).content.decode()
    named = set(re.findall(r'/static/(chat/[^"?]+)', page))
    assert named == {f"chat/{one.name}" for one in (STATIC / "chat").iterdir()} - {"chat/loader.js"}
    every = [script, page.encode(), *((STATIC / one).read_bytes() for one in named)]
    assert sum(len(gzip.compress(one, 9)) for one in every) < MOST_BYTES


def test_nothing_is_stored_before_the_first_word_and_only_allowed_pages_show_it(chat, visitor):
    script, page = visitor.get(f"/chat/{chat.options['key']}.js"), visitor.get(at(chat))
    assert (not visitor.cookies and "Vary" not in page) or "Cookie" not in page["Vary"]
    assert script["Cross-Origin-Resource-Policy"] == "cross-origin"
    policy = page["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors 'self' https://shop.example")
    assert "unsafe" not in policy and "script-src 'self';" in policy
    assert "<script>" not in page.content.decode() and "style=" not in page.content.decode()
    assert visitor.get("/chat/0000000000000000/").status_code == visitor.get("/chat/x.js").status_code == 404


def test_the_script_holds_no_way_out_of_it(chat, visitor):
    chat.options["origins"] = ["https://shop.example/</script><script>alert(1)//"]
    chat.save()
    assert b"</script" not in visitor.get(f"/chat/{chat.options['key']}.js").content


@pytest.mark.parametrize(
    ("origin", "may"),
    [("https://shop.example", True), ("https://www.shop.example", False), ("http://shop.example", False),
     ("https://a.b.kiln.example", True), ("https://kiln.example", False), ("https://evilkiln.example", False),
     ("https://kiln.example.evil.example", False), ("null", False), ("", False)],
)  # fmt: skip
def test_an_origin_is_compared_whole(origin, may):
    assert is_allowed(origin, ["https://shop.example", "https://*.kiln.example"]) is may


def test_without_script_it_is_a_form_and_a_frame_that_fetches_itself(studio, chat, visitor):
    page = visitor.get(at(chat)).content.decode()
    assert '<noscript><iframe src="' in page
    said = {"words": "Is the bowl there?", "name": "Ruth", "email": "ruth@harrow.example"}
    assert visitor.post(at(chat, "write/"), said).status_code == 403, "from anywhere else it is not taken"
    done = visitor.post(at(chat, "write/"), said, **HOME)
    assert (done.status_code, done["Location"]) == (302, at(chat))
    kept = done.cookies["byhand_visit"]
    assert (kept["path"], kept["httponly"], kept["samesite"]) == (at(chat), True, "Lax")
    guest = Guest(chat, token=kept.value)
    cast.read_arrivals_due()
    assert (guest.row().name, guest.row().email) == ("Ruth", "ruth@harrow.example")
    answers(guest, "It is.", by=studio.ana)
    words = visitor.get(at(chat, "words/"))
    assert 'http-equiv="refresh"' in words.content.decode() and "It is." in words.content.decode()
    assert guest.row().seen == 2 and guest.row().is_here()
    assert visitor.post(at(chat, "write/"), {"words": " "}, **HOME).status_code == 422
    assert "It is." not in Client().get(at(chat, "words/")).content.decode()


def test_files_go_both_ways_checked(studio, chat, visitor):
    guest = Guest(chat)

    def brings(name: str, content: bytes, **more):
        told = {"token": guest.token, "id": secrets.token_hex(8), "file": SimpleUploadedFile(name, content)}
        return visitor.post(at(chat, "bring/"), told | more, **HOME)

    assert brings("crack.png", cast.PNG).json() == {"n": 1}
    cast.read_arrivals_due()
    (kept,) = guest.conversation().messages.get().attachments.all()
    assert (kept.filename, kept.content()) == ("crack.png", cast.PNG)
    own = visitor.post(at(chat, "file/"), {"token": guest.token, "n": 1, "at": 0}, **HOME)
    assert (own["Content-Type"], own.content) == ("image/png", cast.PNG), "what they sent they may have again"
    assert "program" in brings("run.exe", b"MZ").json()["no"]
    assert "empty" in brings("nothing.txt", b"").json()["no"]
    assert visitor.post(at(chat, "bring/"), {"token": guest.token}, **HOME).status_code == 400
    assert visitor.post(at(chat, "bring/"), {"token": guest.token}).status_code == 403
    assert (
        visitor.post(
            at(chat, "bring/"), b"", content_type="x/y", CONTENT_LENGTH="99999999", **HOME
        ).status_code
        == 413
    )
    assert [brings("one.txt", b"1").status_code for _ in range(6)][-1] == 429

    conversation = guest.conversation()
    draft = Draft.objects.keep(
        Words(to=guest.row().address(), body="Here.", seen_message=10**6),
        conversation=conversation,
        by=studio.ana,
    )
    draft.attach(filename="bowl.png", type="image/png", content=cast.PNG)
    draft.attach(filename="page.html", type="text/html", content=b"<script>alert(1)</script>")
    conversation.reply(draft, by=cast.sign_in(studio.ana))
    deliver_at_once_due()
    line = Line.objects.get(author="Ana Moreau")
    asked = {"token": guest.token, "n": line.number, "at": 0}
    shown = visitor.post(at(chat, "file/"), asked, **HOME)
    assert (shown["Content-Type"], shown.content) == ("image/png", cast.PNG)
    page = visitor.post(at(chat, "file/"), asked | {"at": 1}, **HOME)
    assert page["Content-Type"] == "application/octet-stream" and "sandbox" in page["Content-Security-Policy"]
    for wrong in (
        {"at": 2},
        {"n": 1, "at": 1},
        {"n": 99},
        {"n": "x"},
        {"at": -1},
        {"token": secrets.token_hex(16)},
    ):
        assert visitor.post(at(chat, "file/"), asked | wrong, **HOME).status_code == 404, wrong


def test_an_owner_puts_a_chat_up_and_others_do_not(studio):
    ana, tomas = client_of(studio.ana), client_of(studio.tomas)
    assert tomas.get("/settings/inboxes/chat/").status_code == 403
    told = {
        "name": "Website", "colour": "#3D3A55", "goes_on_by": studio.inbox.pk,
        "origins": "shop.example\nHTTPS://Www.Shop.Example:443/bowls?x=1\nhttp://127.0.0.1:8080\nhttps://*.kiln.example",
    }  # fmt: skip
    assert ana.post("/settings/inboxes/chat/", told | {"origins": "nowhere at all"}).status_code == 422
    assert ana.post("/settings/inboxes/chat/", told | {"colour": "red;}"}).status_code == 422
    done = ana.post("/settings/inboxes/chat/", told)
    chat = Inbox.objects.get(kind="chat")
    assert done["Location"] == f"/settings/inboxes/{chat.pk}/chat/"
    assert settings_of(chat).origins == (
        "https://shop.example", "https://www.shop.example", "http://127.0.0.1:8080", "https://*.kiln.example",
    )  # fmt: skip
    page = ana.get(done["Location"]).content.decode()
    assert f"/chat/{settings_of(chat).key}.js" in page and "studio@kilnlane.example" in page
    assert ana.post(f"{done['Location']}key/", {"renew": "1"}).status_code == 302
    key = Inbox.objects.get(pk=chat.pk).secrets["identity"]
    assert key in ana.get(done["Location"]).content.decode()
    ana.post(f"{done['Location']}key/", {"drop": "1"})
    assert "identity" not in Inbox.objects.get(pk=chat.pk).secrets
    assert ana.post(done["Location"], told | {"name": "Shop"}).status_code == 302
    assert settings_of(Inbox.objects.get(pk=chat.pk)).key == settings_of(chat).key, (
        "the line in the pages stays"
    )
    for verb in ("", "key/"):
        assert tomas.post(f"{done['Location']}{verb}", {}).status_code == 403
    assert f"/chat/{settings_of(chat).key}.js" in tomas.get(f"{done['Location']}try/").content.decode()


def test_a_colleague_sees_who_writes_and_whether_they_are_here(studio, chat, django_assert_max_num_queries):
    guest = Guest(chat)
    guest.says("Hello?")
    guest.says("Anyone?")
    guest.desk.here([guest.row().pk])
    desk = client_of(studio.ana)
    link = f"/conversations/{guest.conversation().public_id}/"
    page = desk.get(link).content.decode()
    assert "Here now, on shop.example/bowls" in page and "sender not verified" in page
    assert page.count(" follows") == 1 and "A visitor" in page and "here now" in page
    assert Conversation.objects.waiting().first() == guest.conversation()
    guest.leaves("ruth@harrow.example")
    guest.desk.gone([guest.row().pk])
    page = desk.get(link).content.decode()
    assert "left ruth@harrow.example, not verified" in page and "Left today" in page
    with django_assert_max_num_queries(25):
        desk.get(link)
    assert Visitor.objects.count() == 1
