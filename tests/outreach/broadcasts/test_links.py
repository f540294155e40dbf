"""Whether the links of a letter lead anywhere: looked at once when a reader is asked for, and again by a button."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone
from tests.outreach.broadcasts.conftest import fresh
from tests.signing_in import sign_in
from tests.web.conftest import client_of

from byhand.channels import public_only
from byhand.channels.followed import Followed, Outcome
from byhand.outreach.following_links import look_at_links_due
from byhand.outreach.link_look import MOST
from byhand.outreach.models import Asked, LinkLook
from byhand.outreach.releasing import let_go
from byhand.outreach.standing import standing_of

REAL = public_only.public_addresses


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[str]]]:
    """A website with one page, under shop.test; and what it was asked."""
    asked: list[str] = []

    class Shop(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            asked.append(self.path)
            self.send_response({"/": 200, "/on": 302}.get(self.path, 404))
            self.send_header("Location", f"http://other.test:{server.server_address[1]}/")
            self.end_headers()

        def do_GET(self) -> None:
            self.do_HEAD()

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    known = ("shop.test", "other.test")
    monkeypatch.setattr(
        public_only,
        "public_addresses",
        lambda host, port: ["127.0.0.1"] if host in known else REAL(host, port),
    )
    yield f"http://shop.test:{server.server_address[1]}", asked
    server.shutdown()
    server.server_close()


def test_links_are_looked_at_once_and_again_when_somebody_wants_it(press, shop, settings):
    at, asked = shop
    body = f"""See [the kiln]({at}/) and [the kiln again]({at}/), [the wheel]({at}/wheel), [elsewhere]({at}/on),
    [inside](http://127.0.0.1:8000/), [stop]({settings.BASE_URL}/stop/x/), <mailto:ana@kilnlane.example> or
    [nobody](https://nobody-is-here.invalid/). """
    one = press.written(body)
    ana, tomas, here = (
        client_of(press.studio.ana), client_of(press.studio.tomas), f"/outreach/broadcasts/{one.public_id}/"
    )  # fmt: skip
    assert look_at_links_due() == "" and 'id="links">' in ana.get(f"{here}read/").text
    assert ana.post(f"{here}ask/").status_code == 302
    page = tomas.get(f"{here}read/").text
    assert (
        "5 links are being looked at." in page and "every 2s" in page and "I have read it and agree" in page
    )
    assert look_at_links_due() == "5 links looked at."
    assert asked == ["/", "/wheel", "/wheel", "/on", "/"], (
        "each once; the missing one by its heads and by its page"
    )
    for page in (
        tomas.get(f"{here}read/").text,
        ana.get(f"{here}write/en/").text,
        tomas.get(f"{here}links/").text,
    ):
        for said in ("1 link answers.", "shop.test", "/wheel answers “not found”", "leads on to http://other.test",
                     "leads inside somebody’s own network", "There is no nobody-is-here.invalid",
                     "/stop/x/ is a page of this house", "Looked at today"):  # fmt: skip
            assert said in page, said
        assert "every 2s" not in page
    assert standing_of(fresh(one)).was_asked, "what was found is no part of what is read"
    Asked.objects.ask(fresh(one), by=sign_in(press.studio.ana))
    assert look_at_links_due() == "", "asked lately"
    assert tomas.post(f"{here}links/again/")["Location"] == f"{here}read/"
    assert ana.post(f"{here}links/again/", {"language": "en"})["Location"] == f"{here}write/en/"
    assert look_at_links_due() == "5 links looked at." and len(asked) == 10
    one.write("en", subject="The kiln", body=f"Now [this]({at}/new) and [that]({at}/).")
    assert [look.address for look in LinkLook.objects.of(fresh(one))] == [f"{at}/"], (
        "what is gone says nothing"
    )
    LinkLook.objects.update(looked_at=timezone.now() - timedelta(days=1))
    LinkLook.objects.wish(fresh(one))
    assert look_at_links_due() == "2 links looked at." and LinkLook.objects.count() == 2


def test_links_with_facts_and_too_many_are_not_asked_nor_is_what_has_left(press, shop):
    at, asked = shop
    many = " ".join(f"[{n}]({at}/{n})" for n in range(MOST + 1))
    one = press.written(f"[yours]({at}/{{first|you}}) {many}")
    LinkLook.objects.wish(one)
    not_asked = LinkLook.objects.filter(wished_at=None).values_list("outcome", flat=True)
    assert sorted(not_asked) == ["field", "too many", "too many"]
    page = client_of(press.studio.ana).get(f"/outreach/broadcasts/{one.public_id}/read/").text
    assert "holds a fact of each reader" in page and f"more than {MOST} links" in page
    left = press.written(f"Come to [us]({at}/)")
    left = press.read(left)
    let_go(left, standing_of(left).digest, by=sign_in(press.studio.ana))
    one.drop(by=press.studio.ana)
    assert look_at_links_due() == "" and asked == [], (
        "what has left, or was thrown away, is asked about no more"
    )
    page = client_of(press.studio.ana).get(f"/outreach/broadcasts/{left.public_id}/read/").text
    assert "Look at the links again" not in page
    client_of(press.studio.ana).post(f"/outreach/broadcasts/{left.public_id}/links/again/")
    assert look_at_links_due() == ""


def test_an_answer_to_an_older_wish_is_not_kept(press, shop):
    at, _asked = shop
    one = press.written(f"Come to [us]({at}/)")
    LinkLook.objects.wish(one)
    old = LinkLook.objects.get()
    LinkLook.objects.filter(pk=old.pk).update(wished_at=timezone.now())
    assert not old.settle(Followed(Outcome.MISSING, at, 404), at=timezone.now())
    assert LinkLook.objects.get().outcome == ""


def test_the_reading_page_asks_one_question_for_all_links(press, shop, django_assert_num_queries):
    at, _asked = shop
    one = press.written(" ".join(f"[{n}]({at}/{n})" for n in range(20)))
    LinkLook.objects.wish(one)
    one = fresh(one)
    list(one.words.all())
    with django_assert_num_queries(2):
        assert len(LinkLook.objects.of(one)) == 20


def test_links_of_a_second_version_are_looked_at_too(press, shop):
    at, _asked = shop
    one = press.written(f"See [the kiln]({at}/).")
    one.begin_second("en")
    one.write_second("en", subject="The other", body=f"See [the wheel]({at}/wheel).")
    LinkLook.objects.wish(fresh(one))
    assert look_at_links_due() == "2 links looked at."
    assert {link.address: link.outcome for link in LinkLook.objects.of(fresh(one))} == {
        f"{at}/": Outcome.ANSWERS, f"{at}/wheel": Outcome.MISSING,
    }  # fmt: skip
