"""Filing what we sent: once, read, in the folder the mailbox keeps for it."""

import pytest
from tests.channels.post import inbox_of, outgoing
from tests.servers.dovecot import Dovecot
from tests.servers.mailbox import Mailbox

from byhand.channels.adapter import Refused
from byhand.channels.email import filing
from byhand.channels.email.composing import compose
from byhand.channels.email.filing import file_sent
from byhand.channels.inbox import Inbox


@pytest.fixture
def inbox(mailbox: Mailbox, dovecot: Dovecot) -> Inbox:
    return inbox_of(mailbox, dovecot)


def test_it_is_filed_once_though_asked_twice(inbox: Inbox, mailbox: Mailbox):
    letter = outgoing(inbox)
    for _ in range(2):
        file_sent(inbox, letter)
    (filed,) = mailbox.messages("Sent")
    assert "\\Seen" in filed.flags
    assert filed.headers["message-id"] == (f"<{letter.message_id}>",)
    assert filed.date == letter.written_at


def test_what_the_server_filed_itself_is_found(inbox: Inbox, mailbox: Mailbox):
    letter = outgoing(inbox)
    mailbox.append(compose(letter), "Sent")
    file_sent(inbox, letter)
    assert len(mailbox.messages("Sent")) == 1


def test_a_server_that_files_by_itself_is_given_a_moment(
    inbox: Inbox, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    letter = outgoing(inbox)
    monkeypatch.setattr(filing, "_patience", lambda inbox: 5.0)
    monkeypatch.setattr(filing.time, "sleep", lambda seconds: mailbox.append(compose(letter), "Sent"))
    file_sent(inbox, letter)
    assert len(mailbox.messages("Sent")) == 1


def test_others_do_not_count_as_it(inbox: Inbox, mailbox: Mailbox):
    file_sent(inbox, outgoing(inbox))
    file_sent(inbox, outgoing(inbox))
    assert len(mailbox.messages("Sent")) == 2


def test_the_folder_the_team_chose_is_used(inbox: Inbox, mailbox: Mailbox):
    inbox.options["sent_folder"] = "Drafts"
    file_sent(inbox, outgoing(inbox))
    assert len(mailbox.messages("Drafts")) == 1
    assert mailbox.messages("Sent") == []


def test_a_server_that_cannot_search_headers_files_it_once_all_the_same(
    inbox: Inbox, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    letter = outgoing(inbox)
    monkeypatch.setattr(filing, "_lies_in", filing._is_among_the_newest)
    for _ in range(2):
        file_sent(inbox, letter)
    assert len(mailbox.messages("Sent")) == 1


def test_a_trouble_is_a_sentence(inbox: Inbox):
    inbox.options["imap_port"] = 1
    with pytest.raises(Refused, match="refused the connection"):
        file_sent(inbox, outgoing(inbox))
