"""A letter's bytes: the same each time, readable by others, and closed against smuggled fields."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.channels.post import outgoing

from byhand.channels.email.composing import compose
from byhand.channels.envelope import Recipient, SentFile
from byhand.channels.inbox import Inbox
from byhand.files import store

STUDIO = Inbox(kind="email", address="studio@clay.test")


def read(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def words(raw: bytes, kind: str = "plain") -> str:
    part = read(raw).get_body((kind,))
    assert part is not None
    return part.get_content().replace("\r\n", "\n")


def sent_file(name: str, content: bytes = b"%PDF\0\xff", type: str = "application/pdf") -> SentFile:
    return SentFile(name, type, len(content), store.keep(content))


def test_a_letter_is_the_same_bytes_each_time():
    letter = outgoing(STUDIO, files=(sent_file("bill.pdf"), sent_file("photo.jpg", type="image/jpeg")))
    assert compose(letter) == compose(letter)


def test_it_comes_from_the_colleague_at_the_address_of_the_inbox():
    message = read(compose(outgoing(STUDIO)))
    assert str(message["From"]) == "Grete Müller <studio@clay.test>"
    assert str(message["Date"]) == "Fri, 02 Jan 2026 10:00:00 +0000"


def test_the_words_stand_in_it_twice_with_the_signature_below():
    letter = outgoing(
        STUDIO, body="Hi *Ada* & co,\n\nbye", signature="Clay & Co\nMill Lane 1", marker="bh-aaa-bbb"
    )
    plain, html = words(compose(letter)), words(compose(letter), "html")
    assert plain == "Hi *Ada* & co,\n\nbye\n\n-- \nGrete Müller\nClay & Co\nMill Lane 1\nRef: bh-aaa-bbb\n"
    assert "<strong>Ada</strong> &amp; co," in html
    assert "Clay &amp; Co<br>Mill Lane 1" in html
    assert "Ref: bh-aaa-bbb" in html


def test_without_a_signature_or_marker_the_name_stands_alone():
    assert words(compose(outgoing(STUDIO))).endswith("-- \nGrete Müller\n")


def test_the_ones_in_bcc_stay_unseen():
    raw = compose(
        outgoing(STUDIO, cc=(Recipient("bob@customer.test"),), bcc=(Recipient("eve@customer.test"),))
    )
    assert b"eve@" not in raw
    assert read(raw)["Cc"] == "bob@customer.test"


def test_a_letter_to_nobody_but_bcc_says_so():
    letter = outgoing(STUDIO)
    hidden = type(letter.envelope)(STUDIO, (), "Hi", "Hi", bcc=(Recipient("eve@customer.test"),))
    raw = compose(type(letter)(hidden, "Grete", letter.message_id, letter.written_at))
    assert b"\r\nTo: undisclosed-recipients:;\r\n" in raw


def test_a_persons_letter_does_not_look_automatic_and_a_notice_does():
    person, notice = compose(outgoing(STUDIO)), compose(outgoing(STUDIO, automatic="auto-replied"))
    for field in (b"Auto-Submitted", b"Precedence", b"X-Auto-Response-Suppress"):
        assert field not in person
    assert b"\r\nAuto-Submitted: auto-replied\r\nX-Auto-Response-Suppress: All\r\n" in notice
    assert b"Precedence" not in notice


def test_very_long_ids_stay_in_one_piece():
    ids = [f"{'r' * 120}{n}@outlook.example" for n in range(80)]
    message = read(compose(outgoing(STUDIO, in_reply_to=ids[-1], references=tuple(ids))))
    assert message["In-Reply-To"] == f"<{ids[-1]}>"
    kept = str(message["References"]).split()
    assert kept == [f"<{one}>" for one in [ids[0], *ids[-49:]]]


def test_names_subjects_and_files_in_any_script_come_through():
    to = Recipient("ada@bücher.example", 'Ada "Ångström", Countess')
    letter = outgoing(STUDIO, subject="Größe — 大きさ", files=(sent_file("Größe " + "ü" * 90 + ".pdf"),))
    letter = type(letter)(
        type(letter.envelope)(STUDIO, (to,), letter.envelope.subject, "Hi", files=letter.envelope.files),
        "Grete", letter.message_id, letter.written_at,
    )  # fmt: skip
    message = read(compose(letter))
    assert message["Subject"] == "Größe — 大きさ"
    (mailbox,) = message["To"].addresses
    assert (mailbox.display_name, mailbox.addr_spec) == (to.name, "ada@xn--bcher-kva.example")
    (file,) = message.iter_attachments()
    assert file.get_filename() == "Größe " + "ü" * 90 + ".pdf"
    assert file.get_content() == b"%PDF\0\xff"


@pytest.mark.parametrize("type", ["message/rfc822", "multipart/mixed", "text/html\r\nX: y", "", "nonsense"])
def test_a_file_of_a_strange_type_goes_as_plain_bytes(type: str):
    (file,) = read(
        compose(outgoing(STUDIO, files=(sent_file("a.eml", b"Subject: x\r\n\r\n", type),)))
    ).iter_attachments()
    assert file.get_content_type() == "application/octet-stream"
    assert file.get_content() == b"Subject: x\r\n\r\n"


def test_lines_that_mail_could_change_survive():
    body = "From here on\n.\n..dots\n" + "x" * 3000 + "\ntrailing  \n=3D\n--=_x"
    assert words(compose(outgoing(STUDIO, body=body))).startswith(body)


ANY = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(
    [
        "x\r\nBcc: eve@evil.test",
        "x\n\n<script>",
        "a\u2028Bcc: e",
        "\0",
        "\ud800",
        "=?utf-8?q?=0D=0ABcc:_e?=",
        "w" * 1200,
    ]
)


@settings(max_examples=150, deadline=None)
@given(name=ANY, subject=ANY, body=ANY, address=ANY, reference=ANY, filename=ANY, signature=ANY)
def test_nothing_a_person_types_adds_a_field_or_breaks_a_line(
    name, subject, body, address, reference, filename, signature
):
    letter = outgoing(STUDIO, f"{address}@customer.test", subject=subject, body=body, in_reply_to=reference,
                      references=(reference,), author=name, signature=signature, marker=reference,
                      files=(sent_file(filename),))  # fmt: skip
    raw = compose(letter)
    fields = read(raw).keys()
    assert set(fields) <= {"From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References",
                           "MIME-Version", "Content-Type"}  # fmt: skip
    assert len(fields) == len(set(fields))
    assert raw.replace(b"\r\n", b"").count(b"\n") == raw.replace(b"\r\n", b"").count(b"\r") == 0
    assert b"\0" not in raw
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert len(list(read(raw).iter_attachments())) == 1
