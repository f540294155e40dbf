"""Signing in at Google and Microsoft: tokens are renewed once, kept, and a refusal is a sentence."""

import json
import threading
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connections
from tests.channels.post import inbox_of, outgoing, raw_letter
from tests.fresh import FreshHouse
from tests.servers.dovecot import Dovecot
from tests.servers.mailbox import Mailbox
from tests.servers.postfix import Postfix
from tests.servers.tokens import Tokens

from byhand.channels.adapter import Refused
from byhand.channels.email import oauth
from byhand.channels.email.fetching import fetch
from byhand.channels.email.sending import send
from byhand.channels.inbox import Inbox
from byhand.team.secrets import seal_up


def an_inbox(mailbox: Mailbox, dovecot: Dovecot, tokens: Tokens, postfix: Postfix | None = None) -> Inbox:
    inbox = inbox_of(mailbox, dovecot, postfix, auth="oauth-google", token_url=tokens.token_url)
    secrets = {"refresh_token": tokens.grant(mailbox.address), "client_id": "us", "client_secret": "ours"}
    inbox.sealed_secrets = seal_up(json.dumps(secrets))
    inbox.save()
    return inbox


@pytest.fixture
def inbox(db, mailbox: Mailbox, dovecot: Dovecot, tokens: Tokens) -> Inbox:
    return an_inbox(mailbox, dovecot, tokens)


def issued(tokens: Tokens, inbox: Inbox) -> int:
    return list(tokens.accesses.values()).count(inbox.address)


def test_mail_comes_in_with_a_token_that_is_kept_for_the_next_look(
    inbox: Inbox, mailbox: Mailbox, tokens: Tokens
):
    mailbox.append(raw_letter())
    assert fetch(inbox).stored == 1
    fetch(Inbox.objects.get())
    assert issued(tokens, inbox) == 1


def test_mail_goes_out_with_a_token(inbox: Inbox, postfix: Postfix, mailbox: Mailbox):
    inbox.options |= {"smtp_port": postfix.submission}
    assert send(inbox, outgoing(inbox), mailbox.address, lambda: None).answer.startswith("250")


def test_a_token_near_its_end_is_renewed(inbox: Inbox, tokens: Tokens, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tokens, "seconds", 60)
    assert oauth.access_token(inbox) != oauth.access_token(inbox)
    monkeypatch.setattr(tokens, "seconds", 3600)
    assert oauth.access_token(inbox) == oauth.access_token(inbox)


def test_a_token_the_server_no_longer_takes_is_renewed_at_once(
    inbox: Inbox, mailbox: Mailbox, tokens: Tokens
):
    fetch(inbox)
    tokens.expire(inbox.address)
    mailbox.append(raw_letter())
    assert fetch(inbox).stored == 1


def test_permission_taken_back_is_a_sentence(inbox: Inbox, tokens: Tokens):
    tokens.revoke(inbox.address)
    with pytest.raises(
        Refused, match=r"Google no longer accepts our permission for .* Connect the mailbox again"
    ):
        fetch(inbox)


def test_a_desk_of_tokens_out_of_reach_is_a_sentence(inbox: Inbox):
    inbox.options["token_url"] = "http://127.0.0.1:1/token"
    inbox.save()
    with pytest.raises(Refused, match="Google could not be reached"):
        oauth.access_token(inbox)


def test_many_threads_renew_once(fresh_house: FreshHouse, mailbox: Mailbox, dovecot: Dovecot, tokens: Tokens):
    inbox = an_inbox(mailbox, dovecot, tokens)
    before, found = issued(tokens, inbox), list[str]()

    def ask() -> None:
        found.append(oauth.access_token(Inbox.objects.get()))
        connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len(set(found)) == 1
    assert issued(tokens, inbox) - before == 1


def test_another_process_that_was_quicker_is_believed(inbox: Inbox, monkeypatch: pytest.MonkeyPatch):
    real = oauth._asked

    def slow(one: Inbox, secrets: dict[str, object]) -> dict[str, object]:
        theirs = {**secrets, "access_token": "theirs", "expires_at": time.time() + 3600}
        Inbox.objects.get().keep_secrets(theirs)
        return real(one, secrets)

    monkeypatch.setattr(oauth, "_asked", slow)
    assert oauth.access_token(inbox) == "theirs"
    assert Inbox.objects.get().secrets["access_token"] == "theirs"


@pytest.mark.parametrize("provider", ["google", "microsoft"])
def test_the_way_to_agree_names_what_is_asked(provider):
    url = oauth.authorisation_url(
        provider, client_id="us", redirect_uri="https://desk.test/back", state="s&t", address="ana@clay.test"
    )
    asked = {key: value[0] for key, value in parse_qs(urlsplit(url).query).items()}
    assert url.startswith("https://")
    assert asked["state"] == "s&t"
    assert asked["response_type"] == "code"
    assert asked["login_hint"] == "ana@clay.test"
    assert "mail" in asked["scope"].lower() or "imap" in asked["scope"].lower()


def test_a_code_without_lasting_permission_is_refused(
    inbox: Inbox, tokens: Tokens, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(
        tokens, "answer", lambda path, form: (200, {"access_token": "short", "expires_in": 60})
    )
    with pytest.raises(Refused, match="no lasting permission"):
        oauth.exchange_code(inbox, code="c", redirect_uri="https://desk.test/back")


def test_a_code_becomes_tokens_that_are_kept(inbox: Inbox, tokens: Tokens, monkeypatch: pytest.MonkeyPatch):
    asked: list[dict[str, str]] = []

    def answer(path: str, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        asked.append(form)
        return 200, {"access_token": "now", "refresh_token": "lasting", "expires_in": 3600}

    monkeypatch.setattr(tokens, "answer", answer)
    oauth.exchange_code(inbox, code="c", redirect_uri="https://desk.test/back")
    kept = Inbox.objects.get().secrets
    assert (kept["refresh_token"], kept["access_token"], kept["client_id"]) == ("lasting", "now", "us")
    assert asked[0]["grant_type"] == "authorization_code"
    assert asked[0]["client_secret"] == "ours"
