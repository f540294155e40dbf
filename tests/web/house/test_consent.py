"""Agreeing at a provider: the state we sent them with comes back, the code becomes a permission, once."""

from __future__ import annotations

import json
import re
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote

import pytest
from tests.servers.machine import ENDS_AT_ONCE
from tests.web.house.test_inboxes import CONNECT, OAUTH

from byhand.channels.inbox import Inbox


class _Desk(BaseHTTPRequestHandler):
    """Stands in for the provider's token address: takes the code “agreed” from us and nobody else."""

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        good = (form["code"], form["client_id"], form["client_secret"]) == (["agreed"], ["desk-1"], ["shh-7"])
        body = (
            {"access_token": "a1", "refresh_token": "r1", "expires_in": 3600}
            if good
            else {"error": "invalid_grant"}
        )
        self.send_response(200 if good else 400)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def inbox(as_ana):
    """A mailbox at a provider whose owner is just being asked."""
    server = HTTPServer(("127.0.0.1", 0), _Desk)
    Thread(target=server.serve_forever, kwargs=ENDS_AT_ONCE, daemon=True).start()
    as_ana.post(CONNECT, {**OAUTH, "keep": "yes"})
    one = Inbox.objects.get()
    one.options["token_url"] = f"http://127.0.0.1:{server.server_port}/token"
    one.save(update_fields=["options"])
    yield one
    server.shutdown()
    server.server_close()


def state_in(page: str) -> str:
    return unquote(re.search(r"state=([^&\"]+)", page)[1])


def test_who_agrees_comes_back_and_mail_is_read(as_ana, inbox):
    state = state_in(as_ana.get(f"/settings/inboxes/{inbox.pk}/consent/").content.decode())
    as_ana.get("/settings/inboxes/agreed/", {"code": "agreed", "state": state})

    inbox.refresh_from_db()
    assert inbox.secrets["refresh_token"] == "r1"
    assert inbox.paused_at is None


def test_an_answer_counts_once(as_ana, inbox):
    state = state_in(as_ana.get(f"/settings/inboxes/{inbox.pk}/consent/").content.decode())
    as_ana.get("/settings/inboxes/agreed/", {"code": "agreed", "state": state})
    page = as_ana.get("/settings/inboxes/agreed/", {"code": "agreed", "state": state}, follow=True)

    assert "does not belong to a question of ours" in page.content.decode()


@pytest.mark.parametrize("answer", [{"code": "stolen"}, {"error": "access_denied"}, {"code": ""}])
def test_without_a_good_code_the_mailbox_stays_closed(as_ana, inbox, answer):
    state = state_in(as_ana.get(f"/settings/inboxes/{inbox.pk}/consent/").content.decode())
    as_ana.get("/settings/inboxes/agreed/", {**answer, "state": state})

    inbox.refresh_from_db()
    assert inbox.paused_at is not None and "refresh_token" not in inbox.secrets


def test_an_answer_from_another_browser_is_not_ours(as_ana, ana, inbox):
    from_there = state_in(as_ana.get(f"/settings/inboxes/{inbox.pk}/consent/").content.decode())
    as_ana.session.flush()
    as_ana.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    as_ana.get("/settings/inboxes/agreed/", {"code": "agreed", "state": from_there})

    inbox.refresh_from_db()
    assert "refresh_token" not in inbox.secrets
