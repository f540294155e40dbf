"""A line carries many letters: each in two steps, whatever the server says, in groups or one command at a time."""

from __future__ import annotations

import pytest
from tests.servers.moody import Moody, moody

from byhand.channels.adapter import Handover, NoAnswer, Refused
from byhand.channels.email import line as one_line
from byhand.channels.email.lines import SmtpLines
from byhand.channels.models import Inbox
from byhand.channels.wires import Ended, MaySpeak, Parcel

pytestmark = [pytest.mark.server]
LETTER = b"Message-ID: <%d@kilnlane.example>\r\nSubject: The lid\r\n\r\n.one\r\n..two\r\n.\r\nend\r\n"


def inbox_at(port: int) -> Inbox:
    return Inbox(kind="email", address="studio@kilnlane.example", options={
        "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none", "smtp_user": "",
    })  # fmt: skip


def say_all(lines: SmtpLines, to: list[str], *, keep: frozenset[str] = frozenset()) -> dict[str, Ended]:
    """Offers each, speaks what may be spoken but who is in `keep`; gives what became of them."""
    waiting, ended, withdrawn = list(enumerate(to)), {}, set()
    while len(ended) + len(withdrawn) < len(to):
        for line in lines.free():
            if waiting:
                key, recipient = waiting.pop(0)
                lines.offer(line, Parcel(key, recipient, LETTER % key, "studio@kilnlane.example"))
        for one in lines.wait(1):
            if not isinstance(one, MaySpeak):
                ended[one.parcel.recipient] = one
            elif one.parcel.recipient in keep:
                withdrawn.add(one.parcel.recipient)
                lines.withdraw(one.line)
            else:
                lines.speak(one.line)
    return ended


@pytest.fixture(params=["", "one-by-one=1,"], ids=["in groups", "one by one"])
def server(request, tmp_path):
    """Refuses and puts off at each step, and closes before the letter."""
    moods = f"{request.param}refuse=100,defer=100,defer-after=100,refuse-after=100,drop-before=50"
    with moody(tmp_path, moods=moods) as server:
        yield server


def test_each_is_taken_once_or_refused_as_the_server_says(server: Moody) -> None:
    lines = SmtpLines(inbox_at(server.port), 3)
    to = [f"r{n}@harrow.example" for n in range(300)]
    ended = say_all(lines, to, keep=frozenset(to[:20]))
    assert lines.close() == []
    took = server.took()
    for one in to:
        outcome = ended[one].outcome if one in ended else None
        assert took[one] == isinstance(outcome, Handover), (one, outcome)
    refused = [one for one in ended.values() if isinstance(one.outcome, Refused)]
    for spoken, permanent in ((True, True), (True, False), (False, True), (False, False)):
        assert any(one.was_spoken == spoken and one.outcome.permanent == permanent for one in refused)
    assert any("cut" in one.outcome.reason and one.was_spoken for one in refused)


def test_who_hangs_holds_up_no_other_and_is_given_up(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(one_line, "PATIENCE_AFTER_DOT", 1.5)
    with moody(tmp_path, moods="hang=60,drop=60") as server:
        lines = SmtpLines(inbox_at(server.port), 2)
        ended = say_all(lines, [f"r{n}@harrow.example" for n in range(60)])
        lines.close()
        unanswered = [one for one in ended.values() if isinstance(one.outcome, NoAnswer)]
        assert len(unanswered) == server.left_open() > 0
        taken = [to for to, one in ended.items() if isinstance(one.outcome, Handover)]
        assert len(taken) > 30 and set(server.took()) >= set(taken)


def test_a_real_server_takes_and_refuses_by_the_same_lines(postfix, mailbox) -> None:
    lines = SmtpLines(inbox_at(postfix.smtp), 2)
    to = [mailbox.address, "gone@clay.test", "busy@clay.test", f"{'x' * 400}@clay.test"]
    ended = say_all(lines, to)
    lines.close()
    assert isinstance(ended[to[0]].outcome, Handover)
    assert [ended[one].outcome.permanent for one in to[1:]] == [True, False, True]
    assert "550 5.1.1" in ended[to[1]].outcome.reason
    assert mailbox.address in {one.recipient for one in postfix.accepted()}  # waits until it is delivered
    [letter] = [one for one in mailbox.messages() if one.headers.get("subject") == ("The lid",)]
    assert letter.obj.get_payload().replace("\r\n", "\n") == ".one\n..two\n.\nend\n"


def test_a_server_that_cannot_be_reached_is_said_to_be_so() -> None:
    lines = SmtpLines(inbox_at(1), 2)
    with pytest.raises(Refused, match="refused the connection"):
        lines.free()
