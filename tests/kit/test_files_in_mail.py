"""Files in a message: their names, their bytes, which of them belong to the page."""

from __future__ import annotations

import base64
import hashlib

import pytest

from byhand.kit.mime import attachment_content, read_mail

_HEAD = (
    b"From: a@b.example\nDate: Tue, 17 Nov 2026 16:20:00 +0000\nContent-Type: multipart/mixed; boundary=b\n\n"
)
_PNG = b"\x89PNG not really"


def _raw(*parts: bytes) -> bytes:
    return _HEAD + b"".join(b"--b\n" + part + b"\n" for part in parts) + b"--b--\n"


def _file(
    disposition: bytes, kind: bytes = b"application/pdf", data: bytes = _PNG, more: bytes = b""
) -> bytes:
    return (
        b"Content-Type: " + kind + b"\nContent-Disposition: " + disposition
        + b"\nContent-Transfer-Encoding: base64\n" + more + b"\n" + base64.encodebytes(data)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        (b'attachment; filename="bill.pdf"', "bill.pdf"),
        (b"attachment; filename=bill of 2026.pdf", "bill of 2026.pdf"),
        (b"attachment; filename*=utf-8''T%C3%B6pfe.pdf", "Töpfe.pdf"),
        (b"attachment; filename*0*=utf-8''T%C3%B6; filename*1=pfe; filename*2*=%2Epdf", "Töpfe.pdf"),
        (b'attachment; filename*1="fe.pdf"; filename*0="Top"', "Topfe.pdf"),
        (b'attachment; filename="=?utf-8?q?T=C3=B6pfe=2Epdf?="', "Töpfe.pdf"),
        ('attachment; filename="Töpfe.pdf"'.encode(), "Töpfe.pdf"),
        ('attachment; filename="Töpfe.pdf"'.encode("cp1252"), "Töpfe.pdf"),
        (b'attachment; filename="../../etc/passwd"', "passwd"),
        (b'attachment; filename="C:\\\\Users\\\\me\\\\bill.pdf"', "bill.pdf"),
        ('attachment; filename="fdp\u202e.exe"'.encode(), "fdp .exe"),
        (b'attachment; filename="a\tb\x07.pdf"', "a b.pdf"),
        (b'attachment; filename="...hidden"', "hidden"),
        (b'attachment; filename="' + b"x" * 400 + b'.pdf"', "x" * 176 + ".pdf"),
        (b'attachment; filename="/"', "attachment.pdf"),
        (b"attachment", "attachment.pdf"),
    ],
)
def test_names_are_read_and_made_harmless(disposition, name):
    assert [one.filename for one in read_mail(_raw(_file(disposition))).attachments] == [name]


def test_names_are_unique_within_a_message():
    same = _file(b"attachment; filename=a.pdf")
    names = [
        one.filename for one in read_mail(_raw(same, same, _file(b"attachment; filename=A.PDF"))).attachments
    ]
    assert names == ["a.pdf", "a (2).pdf", "A (3).PDF"]


def test_a_file_is_weighed_and_its_bytes_are_found_again():
    raw = _raw(b"\nHello", _file(b"attachment; filename=a.pdf"), b"Content-Type: text/x-log\n\nline\n")
    pdf, log = read_mail(raw).attachments
    assert (pdf.type, pdf.size, pdf.sha256) == (
        "application/pdf",
        len(_PNG),
        hashlib.sha256(_PNG).hexdigest(),
    )
    assert attachment_content(raw, pdf.index) == _PNG
    assert attachment_content(raw, log.index) == b"line\n"
    assert log.sha256 == hashlib.sha256(b"line\n").hexdigest()
    with pytest.raises(IndexError):
        attachment_content(raw, 2)


def test_a_large_file_is_weighed_in_slices():
    data = bytes(range(256)) * 20_000
    raw = _raw(_file(b"attachment; filename=a.bin", data=data))
    found = read_mail(raw).attachments[0]
    assert (found.size, found.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert attachment_content(raw, 0) == data


def test_an_image_of_the_page_is_inline_and_others_are_not():
    page = b"Content-Type: text/html\n\n<p>Look</p><img src='cid:lid@kiln'>"
    shown = _file(b"inline; filename=lid.png", b"image/png", more=b"Content-ID: <lid@kiln>\n")
    loose = _file(b"inline; filename=other.png", b"image/png")
    mail = read_mail(_raw(page, shown, loose))
    assert [(one.filename, one.inline, one.content_id) for one in mail.attachments] == [
        ("lid.png", True, "lid@kiln"), ("other.png", False, None),
    ]  # fmt: skip


def test_an_enclosed_message_is_named_after_its_subject():
    raw = _raw(
        b"Content-Type: message/rfc822\n\nSubject: =?utf-8?q?T=C3=B6pfe/Lid?=\nFrom: x@y.example\n\nInside\n"
    )
    mail = read_mail(raw)
    assert [(one.filename, one.type) for one in mail.attachments] == [("Töpfe-Lid.eml", "message/rfc822")]
    assert mail.text == ""
    assert read_mail(attachment_content(raw, 0)).text == "Inside\n"


def test_a_named_text_is_a_file_and_an_unnamed_one_is_the_letter():
    mail = read_mail(
        _raw(b"Content-Type: text/plain\n\nHello", b"Content-Type: text/plain; name=notes.txt\n\nNotes")
    )
    assert mail.text == "Hello"
    assert [one.filename for one in mail.attachments] == ["notes.txt"]


def test_uuencoded_parts_are_decoded():
    raw = _raw(
        b"Content-Type: application/x; name=a\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n#0V%T\n`\nend\n"
    )
    assert attachment_content(raw, 0) == b"Cat"


def _tnef(name: bytes, data: bytes) -> bytes:
    """The smallest winmail.dat with one file (MS-OXTNEF, 2.1)."""

    def attribute(level: int, identity: int, content: bytes) -> bytes:
        checksum = sum(content) & 0xFFFF
        return (
            bytes([level])
            + identity.to_bytes(4, "little")
            + len(content).to_bytes(4, "little")
            + content
            + checksum.to_bytes(2, "little")
        )

    rendering = attribute(2, 0x00069002, b"\x01\0" + b"\0" * 12)
    return (
        b"\x78\x9f\x3e\x22\x01\x00"
        + rendering
        + attribute(2, 0x00018010, name + b"\0")
        + attribute(2, 0x0006800F, data)
    )


def test_winmail_dat_is_unpacked_and_kept():
    raw = _raw(
        _file(b"attachment; filename=winmail.dat", b"application/ms-tnef", _tnef(b"plan.txt", b"the plan"))
    )
    mail = read_mail(raw)
    assert [one.filename for one in mail.attachments] == ["winmail.dat", "plan.txt"]
    assert attachment_content(raw, 1) == b"the plan"
    assert mail.problems == ()


def test_a_winmail_dat_that_cannot_be_unpacked_is_kept_and_told():
    mail = read_mail(_raw(_file(b"attachment; filename=winmail.dat", b"application/ms-tnef", b"junk")))
    assert [one.filename for one in mail.attachments] == ["winmail.dat"]
    assert "winmail.dat could not be unpacked" in mail.problems[0]
