"""Inboxes: connected by owners, tried live, their secrets never shown, a gap never hidden."""

from __future__ import annotations

import pytest
from tests.web.house import hostile

from byhand.channels.email.account import smtp_of
from byhand.channels.folder import Folder
from byhand.channels.inbox import Inbox

# Nothing listens on port 1 of this machine, so each try is refused at once.
SERVERS = {
    "address": "studio@clay.test", "auth": "password", "password": "kiln-secret-9",
    "imap_host": "127.0.0.1", "imap_port": "1", "imap_security": "tls", "imap_user": "",
    "smtp_host": "127.0.0.1", "smtp_port": "1", "smtp_security": "tls", "smtp_user": "", "smtp_password": "",
    "client_id": "", "client_secret": "", "start": "90 days",
}  # fmt: skip
CONNECT = "/settings/inboxes/new/servers/"


@pytest.fixture
def inbox(as_ana):
    as_ana.post(CONNECT, {**SERVERS, "anyway": "yes"})
    return Inbox.objects.get()


def test_a_failed_try_says_why_and_keeps_nothing(as_ana):
    page = as_ana.post(CONNECT, {**SERVERS, "try": "yes"}).content.decode()

    assert "127.0.0.1 refused the connection on port 1" in page
    assert not Inbox.objects.exists()


def test_what_does_not_work_is_kept_only_on_insisting(as_ana):
    page = as_ana.post(CONNECT, {**SERVERS, "keep": "yes"}).content.decode()
    assert "Keep it all the same" in page and not Inbox.objects.exists()

    as_ana.post(CONNECT, {**SERVERS, "anyway": "yes"})
    assert Inbox.objects.get().address == "studio@clay.test"


def test_the_password_lies_sealed_and_is_never_shown(as_ana, inbox):
    assert inbox.secrets["password"] == "kiln-secret-9"
    assert b"kiln-secret-9" not in bytes(inbox.sealed_secrets)
    assert "kiln-secret-9" not in str(inbox.options)
    for path in ("", f"{inbox.pk}/", f"{inbox.pk}/servers/"):
        assert "kiln-secret-9" not in as_ana.get(f"/settings/inboxes/{path}").content.decode()
    assert "kiln-secret-9" not in as_ana.post(CONNECT, {**SERVERS, "try": "yes"}).content.decode()


def test_a_kept_password_is_not_sent_to_another_server(as_ana, inbox):
    there = f"/settings/inboxes/{inbox.pk}/servers/"
    for change in (
        {"imap_host": "mail.evil.test"},
        {"smtp_host": "mail.evil.test"},
        {"imap_port": "2"},
        {"smtp_security": "none"},
    ):
        answer = as_ana.post(there, {**SERVERS, "password": "", **change, "anyway": "yes"})
        assert answer.status_code == 422, change
        assert "enter the password again" in answer.content.decode()


def test_without_a_change_of_servers_the_kept_password_stays(as_ana, inbox):
    as_ana.post(
        f"/settings/inboxes/{inbox.pk}/servers/",
        {**SERVERS, "password": "", "imap_user": "studio", "anyway": "yes"},
    )

    inbox.refresh_from_db()
    assert (inbox.options["imap_user"], inbox.secrets["password"]) == ("studio", "kiln-secret-9")


def test_sending_without_a_sign_in_can_be_said(as_ana):
    as_ana.post(CONNECT, {**SERVERS, "smtp_open": "on", "anyway": "yes"})

    assert smtp_of(Inbox.objects.get()).user == ""


@pytest.mark.parametrize("wrong", [
    {"imap_host": ""}, {"imap_host": "a b"}, {"imap_host": "host;rm -rf /"}, {"imap_host": "http://mail.clay.test"},
    {"imap_host": "mail.clay.test\r\nA1 LOGOUT"}, {"imap_host": "a" * 300},
    {"smtp_host": "\u202etest.clay"}, {"imap_port": "0"}, {"imap_port": "65536"}, {"imap_port": "-1"},
    {"imap_port": "993; DROP"}, {"imap_port": "9" * 400}, {"imap_security": "ssl3"}, {"auth": "root"},
    {"start": "yesterday"}, {"password": ""}, {"auth": "oauth-google"}, {"imap_user": "ana\r\nLOGOUT"},
    *[{"address": address} for address in hostile.ADDRESSES_THAT_ARE_NONE],
])  # fmt: skip
def test_what_cannot_be_is_refused_before_anything_is_tried(as_ana, wrong):
    assert as_ana.post(CONNECT, {**SERVERS, **wrong, "anyway": "yes"}).status_code == 422
    assert not Inbox.objects.exists()


def test_what_is_not_asked_for_is_not_taken(as_ana):
    as_ana.post(CONNECT, {**SERVERS, "anyway": "yes", "kind": "practice", "ca_file": "/etc/passwd",
                          "token_url": "http://evil.test", "sends_receipts": "on", "id": "99"})  # fmt: skip

    inbox = Inbox.objects.get()
    assert (inbox.kind, inbox.sends_receipts) == ("email", False)
    assert not {"ca_file", "token_url"} & set(inbox.options) and inbox.pk != 99


def test_only_mine_means_only_mine(as_ana, as_tomas, ana):
    as_ana.post(CONNECT, {**SERVERS, "is_private": "on", "anyway": "yes"})

    assert list(Inbox.objects.get().members.all()) == [ana]
    assert "studio@clay.test" not in as_tomas.get("/settings/inboxes/").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "new/",
        "new/servers/",
        "{pk}/",
        "{pk}/servers/",
        "{pk}/pause/",
        "{pk}/wake/",
        "{pk}/consent/",
        "agreed/",
    ],
)
def test_inboxes_are_changed_by_owners_alone(as_tomas, inbox, path):
    address = "/settings/inboxes/" + path.format(pk=inbox.pk)

    assert as_tomas.post(address, SERVERS).status_code in (403, 405)
    assert as_tomas.get(address).status_code in (403, 405)


def test_an_inbox_rests_and_wakes(as_ana, inbox):
    as_ana.post(f"/settings/inboxes/{inbox.pk}/pause/")
    assert not Inbox.objects.at_work().exists()
    assert "paused" in as_ana.get("/settings/inboxes/").content.decode()

    as_ana.post(f"/settings/inboxes/{inbox.pk}/wake/")
    assert Inbox.objects.due().exists()


def test_a_gap_is_shown_in_red_and_trouble_in_words(as_ana, inbox):
    Folder.objects.create(inbox=inbox, name="INBOX", server_holds=12, missing=3)
    inbox.note_trouble("The password is no longer accepted.")
    page = as_ana.get("/settings/inboxes/").content.decode()

    assert 'class="bad">3 letters are on the server and not here yet.' in page
    assert 'class="bad">The password is no longer accepted.' in page


def treated(ana, **said):
    return {"name": "Studio", "signature": "Clay & Co", "is_team_wide": "on", **said}


def test_a_receipt_is_off_until_someone_is_named(as_ana, inbox, ana):
    there = f"/settings/inboxes/{inbox.pk}/"
    assert not inbox.sends_receipts
    assert as_ana.post(there, treated(ana, sends_receipts="on")).status_code == 422

    as_ana.post(there, treated(ana, sends_receipts="on", receipt_contact=ana.pk))
    inbox.refresh_from_db()
    assert (inbox.sends_receipts, inbox.receipt_contact, inbox.signature) == (True, ana, "Clay & Co")

    as_ana.post(there, treated(ana))
    inbox.refresh_from_db()
    assert (inbox.sends_receipts, inbox.receipt_contact) == (False, None)


def test_somebody_must_see_an_inbox(as_ana, inbox, tomas, ana):
    there = f"/settings/inboxes/{inbox.pk}/"
    alone = {"name": "Studio", "signature": ""}
    assert as_ana.post(there, alone).status_code == 422
    assert as_ana.post(there, {**alone, "members": [999]}).status_code == 422

    as_ana.post(there, {**alone, "members": [tomas.pk]})
    assert list(Inbox.objects.visible_to(tomas)) == [inbox]
    assert not Inbox.objects.visible_to(ana).exists()


def test_a_script_in_a_signature_or_name_stays_words(as_ana, inbox, ana):
    as_ana.post(f"/settings/inboxes/{inbox.pk}/", treated(ana, name=hostile.SCRIPT, signature=hostile.SCRIPT))

    for path in ("", f"{inbox.pk}/", f"{inbox.pk}/servers/"):
        assert hostile.SCRIPT not in as_ana.get(f"/settings/inboxes/{path}").content.decode()


OAUTH = {**SERVERS, "auth": "oauth-google", "password": "", "client_id": "desk-1", "client_secret": "shh-7"}


def test_with_google_the_way_there_is_a_link_and_nothing_is_read_before(as_ana):
    assert as_ana.post(CONNECT, {**OAUTH, "keep": "yes"}).headers["Location"].endswith("/consent/")

    inbox = Inbox.objects.get()
    page = as_ana.get(f"/settings/inboxes/{inbox.pk}/consent/").content.decode()
    assert "https://accounts.google.com/o/oauth2/v2/auth?client_id=desk-1" in page
    assert "shh-7" not in page
    assert not Inbox.objects.at_work().exists()


@pytest.mark.parametrize("state", ["", "guess", None])
def test_an_answer_from_google_without_our_question_is_refused(as_ana, state):
    as_ana.post(CONNECT, {**OAUTH, "keep": "yes"})
    if state is not None:
        as_ana.get(f"/settings/inboxes/{Inbox.objects.get().pk}/consent/")

    answer = as_ana.get("/settings/inboxes/agreed/", {"code": "stolen", "state": state or ""}, follow=True)

    assert "does not belong to a question of ours" in answer.content.decode()
    assert "refresh_token" not in Inbox.objects.get().secrets


def test_what_is_known_about_a_provider_is_filled_in(as_ana):
    page = as_ana.post("/settings/inboxes/new/", {"address": "someone@posteo.de"}).content.decode()

    assert 'value="posteo.de"' in page and "Only the password is missing" in page


def test_a_mailbox_with_google_is_offered_googles_sign_in(as_ana):
    page = as_ana.post("/settings/inboxes/new/", {"address": "studio@gmail.com"}).content.decode()

    assert 'value="oauth-google"' in page and "wants its own sign-in" in page
    assert page.index('value="oauth-google"') < page.index("checked") < page.index('value="oauth-microsoft"')


@pytest.mark.parametrize("address", hostile.ADDRESSES_THAT_ARE_NONE)
def test_nothing_is_guessed_about_what_is_no_address(as_ana, address):
    assert as_ana.post("/settings/inboxes/new/", {"address": address}).status_code == 422
