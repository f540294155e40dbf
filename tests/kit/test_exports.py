# ruff: noqa: E501 - exports as they come
"""Exports of other desks: six shapes give one form, and nothing in them can break what reads them."""

import gzip
import json
from datetime import UTC, datetime

import pytest

from byhand.kit.archives import NotAnArchive, open_archive
from byhand.kit.exports import entries as reading
from byhand.kit.exports.entries import entries
from byhand.kit.exports.export import Export
from byhand.kit.mime import attachment_content, read_mail

ADA = {"email": "ada@c.example", "first": "Ada", "last": "Kron"}
RUTH = {"type": "user", "email": "ruth@studio.example", "first": "Ruth", "last": "Ok"}
HELP_SCOUT = {
    "id": 5, "subject": "Broken jug", "status": "active", "primaryCustomer": ADA, "assignee": RUTH, "tags": [{"tag": "urgent"}],
    "_embedded": {"threads": [
        {"id": 3, "type": "message", "body": "<p>A new one <b>goes out</b>.</p>", "createdAt": "2026-01-09T12:00:00Z", "createdBy": RUTH, "cc": ["mei@c.example"]},
        {"id": 2, "type": "note", "body": "<p>Only among us</p>", "createdAt": "2026-01-09T11:00:00Z", "createdBy": RUTH},
        {"id": 1, "type": "customer", "body": "My jug is broken.", "createdAt": "2026-01-09T10:00:00Z", "createdBy": {"type": "customer", **ADA},
         "_embedded": {"attachments": [{"id": 9, "filename": "jug.png", "mimeType": "image/png"}]}},
    ]},
}  # fmt: skip
FREESCOUT = {
    "id": 5, "threadsCount": 2, "status": "closed", "closedAt": "2026-01-10T00:00:00Z", "subject": "Jug", "customer": {"id": 4, "email": "ada@c.example", "firstName": "Ada", "lastName": "Kron"},
    "_embedded": {"tags": [{"id": 1, "name": "wholesale"}], "threads": [
        {"id": 1, "type": "customer", "action": {"type": "", "text": ""}, "body": "My jug", "createdAt": "2026-01-09T10:00:00Z", "createdBy": {"type": "customer", "email": "ada@c.example", "firstName": "Ada", "lastName": "Kron"}},
        {"id": 2, "type": "message", "body": "Here", "createdAt": "2026-01-09T11:00:00Z", "createdBy": {"type": "user", "email": "ruth@studio.example", "firstName": "Ruth"},
         "_embedded": {"attachments": [{"id": 2, "fileName": "a.txt", "mimeType": "text/plain", "data": "aGk="}]}},
    ]},
}  # fmt: skip
ZENDESK = {
    "id": 7, "subject": "Jug", "status": "solved", "updated_at": "2026-01-11T00:00:00Z", "requester_id": 1, "assignee_id": 2, "tags": ["a", "b"],
    "comments": [
        {"id": 1, "author_id": 1, "plain_body": "My jug", "created_at": "2026-01-09T10:00:00Z", "public": True, "metadata": {"system": {"message_id": "<x@mail.c.example>"}}},
        {"id": 2, "author_id": 2, "body": "Among us", "created_at": "2026-01-09T10:30:00Z", "public": False},
        {"id": 3, "author_id": 2, "body": "Got it", "created_at": "2026-01-09T10:00:05Z", "via": {"channel": "rule"}},
        {"id": 4, "author_id": 3, "body": "Me too", "created_at": "2026-01-09T11:00:05Z"},
    ],
}  # fmt: skip
ZENDESK_USERS = {"users": [
    {"id": 1, "name": "Ada Kron", "email": "ada@c.example", "role": "end-user", "phone": "+44 20 7946 0111", "notes": "Likes tea"},
    {"id": 2, "name": "Ruth", "email": "ruth@studio.example", "role": "agent"},
    {"id": 3, "name": "Mei", "email": "mei@c.example", "role": "end-user"},
]}  # fmt: skip
INTERCOM = {
    "id": "9", "created_at": 1_767_952_800, "title": "Jug", "state": "open", "contacts": {}, "tags": {"tags": [{"name": "vip"}]},
    "source": {"id": "s", "body": "<p>My jug</p>", "author": {"type": "lead", "id": "5f3", "name": "Ada Kron"}},
    "conversation_parts": {"conversation_parts": [
        {"id": "2", "part_type": "note", "body": "<p>Among us</p>", "created_at": 1_767_953_000, "author": {"type": "admin", "name": "Ruth", "email": "ruth@studio.example"}},
        {"id": "3", "part_type": "close", "body": "<p>Done</p>", "created_at": 1_767_954_000, "author": {"type": "admin", "name": "Ruth", "email": "ruth@studio.example"}},
        {"id": "4", "part_type": "close", "body": None, "created_at": 1_767_954_001, "author": {"type": "admin"}},
    ]},
}  # fmt: skip
FRONT = {
    "id": "cnv_1", "subject": "Jug", "status": "spam", "assignee": {"email": "ruth@studio.example"}, "tags": [{"name": "t"}],
    "messages": [{"id": "msg_1", "is_inbound": True, "created_at": 1_767_952_800.5, "text": "My jug", "body": "<p>My jug!</p>", "recipients": [
        {"role": "from", "handle": "ada@c.example", "name": "Ada Kron"}, {"role": "to", "handle": "desk@studio.example"}, {"role": "cc", "handle": "mei@c.example"}]}],
    "comments": [{"id": "com_1", "author": {"email": "ruth@studio.example", "first_name": "Ruth"}, "body": "Among us", "posted_at": 1_767_953_000}],
}  # fmt: skip
HUBSPOT = {
    "id": "11", "status": "OPEN", "associatedContactId": "301", "originalChannelId": "1002", "assignedTo": "A-7",
    "messages": {"results": [
        {"id": "m2", "type": "COMMENT", "createdAt": "2026-01-09T11:00:00Z", "createdBy": "A-7", "text": "Among us"},
        {"id": "m1", "type": "MESSAGE", "direction": "INCOMING", "createdAt": "2026-01-09T10:00:00Z", "subject": "Jug", "text": "My jug",
         "senders": [{"actorId": "V-301", "name": "Ada Kron", "deliveryIdentifier": {"type": "HS_EMAIL_ADDRESS", "value": "ada@c.example"}}],
         "recipients": [{"recipientField": "TO", "deliveryIdentifiers": [{"type": "HS_EMAIL_ADDRESS", "value": "desk@studio.example"}]}]},
        {"id": "m3", "type": "THREAD_STATUS_CHANGE", "createdAt": "2026-01-09T12:00:00Z"},
    ]},
}  # fmt: skip
HUBSPOT_MAIL = {"results": [{"id": "21", "properties": {"hs_email_direction": "EMAIL", "hs_email_subject": "Jug", "hs_email_text": "Hello", "hs_timestamp": "2026-01-09T10:00:00Z",
    "hs_email_from_email": "ruth@studio.example", "hs_email_from_firstname": "Ruth", "hs_email_to_email": "ada@c.example;b@c.example", "hs_email_thread_id": "t1"}}]}  # fmt: skip


def told(tmp_path, *wholes, names=("a.json", "b.json")):
    for name, whole in zip(names, wholes, strict=False):
        (tmp_path / name).write_text(json.dumps(whole))
    return list(Export(tmp_path).told())


def in_short(one):
    mails = [read_mail(each.raw) for each in one.letters]
    said = [
        (
            each.is_ours,
            mail.sender.address,
            [to.address for to in mail.to],
            mail.new_text.strip(),
            mail.automatic,
        )
        for each, mail in zip(one.letters, mails, strict=True)
    ]
    return said, [(note.name, note.address, note.text) for note in one.notes]


@pytest.mark.parametrize(
    ("whole", "state", "tags", "said", "notes"),
    [
        ({"_embedded": {"conversations": [HELP_SCOUT]}}, "open", ("urgent",),
         [(False, "ada@c.example", [], "My jug is broken.", None), (True, "ruth@studio.example", ["ada@c.example"], "A new one goes out.", None)],
         [("Ruth Ok", "ruth@studio.example", "Only among us")]),
        ([FREESCOUT], "done", ("wholesale",),
         [(False, "ada@c.example", [], "My jug", None), (True, "ruth@studio.example", ["ada@c.example"], "Here", None)], []),
        ({"conversations": [INTERCOM]}, "open", ("vip",),
         [(False, "5f3@intercom.invalid", [], "My jug", None), (True, "ruth@studio.example", ["5f3@intercom.invalid"], "Done", None)],
         [("Ruth", "ruth@studio.example", "Among us")]),
        (FRONT, "spam", ("t",), [(False, "ada@c.example", ["desk@studio.example"], "My jug", None)], [("Ruth", "ruth@studio.example", "Among us")]),
        ({"results": [HUBSPOT]}, "open", (), [(False, "ada@c.example", ["desk@studio.example"], "My jug", None)], [("", "", "Among us")]),
        (HUBSPOT_MAIL, "done", (), [(True, "ruth@studio.example", ["ada@c.example"], "Hello", None)], []),
    ],
    ids=["Help Scout", "FreeScout", "Intercom", "Front", "HubSpot", "HubSpot's mail"],
)  # fmt: skip
def test_every_desk_says_who_what_and_where_it_stood(tmp_path, whole, state, tags, said, notes):
    [one] = told(tmp_path, whole)
    assert one.matter and (one.matter.state, one.matter.tags) == (state, tags)
    assert in_short(one) == (said, notes)
    assert one.letters[0].at.year == 2026


def test_people_of_another_file_say_who_wrote(tmp_path):
    found = told(tmp_path, {"tickets": [ZENDESK]}, ZENDESK_USERS)
    assert [card.name for one in found[:3] for card in one.cards] == ["Ada Kron", "Mei"]
    assert found[0].cards[0].phones == ("+44 20 7946 0111",) and found[0].cards[0].notes == ("Likes tea",)
    said, notes = in_short(found[3])
    assert [(ours, sender, rule) for ours, sender, _to, _words, rule in said] == [
        (False, "ada@c.example", None), (True, "ruth@studio.example", "auto-generated"), (False, "mei@c.example", None),
    ]  # fmt: skip
    assert notes == [("Ruth", "ruth@studio.example", "Among us")]
    assert read_mail(found[3].letters[0].raw).message_id == "x@mail.c.example"
    assert found[3].since == datetime(2026, 1, 11, tzinfo=UTC)


def test_whoever_is_listed_without_an_id_wrote_nothing_that_names_nobody(tmp_path):
    said = {"id": 5, "body": "Hello?", "created_at": "2026-01-09T12:00:05Z"}
    ticket = {**ZENDESK, "requester": {"name": "Kim", "email": "kim@c.example"}, "comments": [said]}
    *_people, one = told(
        tmp_path, {"tickets": [ticket]}, {"users": [{"name": "Jo", "email": "jo@c.example"}]}
    )
    assert one.letters == () and one.troubles == ("zendesk-5: It does not say who wrote it.",)


def test_files_come_along_if_they_are_there(tmp_path):
    (tmp_path / "9").mkdir()
    (tmp_path / "9" / "jug.png").write_bytes(b"picture")
    outside = {**HELP_SCOUT, "id": 6, "_embedded": {"threads": [
        {**HELP_SCOUT["_embedded"]["threads"][2], "_embedded": {"attachments": [{"path": "../../etc/passwd", "filename": "../../etc/passwd"}]}}]}}  # fmt: skip
    one, other, free = told(tmp_path, [HELP_SCOUT, outside, FREESCOUT])
    mail = read_mail(one.letters[0].raw)
    assert mail.attachments[0].filename == "jug.png" and one.troubles == ()
    assert attachment_content(one.letters[0].raw, 0) == b"picture"
    assert attachment_content(free.letters[1].raw, 0) == b"hi"
    assert "is not in the export" in other.troubles[0] and not read_mail(other.letters[0].raw).attachments


def test_the_same_export_gives_the_same_bytes_and_goes_on_where_it_stopped(tmp_path):
    found = told(tmp_path, [HELP_SCOUT, FREESCOUT], [ZENDESK])
    again = list(Export(tmp_path).told())
    assert [one.letters for one in found] == [one.letters for one in again]
    assert list(Export(tmp_path).told(after=found[0].position)) == found[1:]
    assert found[-1].done == Export(tmp_path).size


def test_a_large_list_is_read_without_holding_it(tmp_path, monkeypatch):
    whole = {
        "meta": {"tickets": "no [list {"},
        "count": 2,
        "_embedded": {"conversations": [HELP_SCOUT, {**HELP_SCOUT, "subject": 'a "]}" \\'}]},
    }
    (tmp_path / "a.json").write_text(json.dumps(whole))
    small = [one.entry for one in entries(tmp_path / "a.json")]
    monkeypatch.setattr(reading, "WHOLE", 10)
    assert [one.entry for one in entries(tmp_path / "a.json")] == small and len(small) == 2
    (tmp_path / "b.json.gz").write_bytes(gzip.compress(json.dumps([HELP_SCOUT]).encode()))
    assert [one.entry for one in entries(tmp_path / "b.json.gz")] == [HELP_SCOUT]
    (tmp_path / "c.json").write_bytes(b'[{"subject": ' + b'"\\"' * 200_000)
    assert [one.entry for one in entries(tmp_path / "c.json")] == []


@pytest.mark.parametrize("hostile", [
    {"id": 1, "primaryCustomer": 7, "subject": ["x"], "tags": {"a": 1}, "_embedded": {"threads": [{"type": "customer", "body": {"x": 1}}, 3, None]}},
    {"id": {}, "requester_id": [], "comments": [{"id": None, "author_id": {}, "body": 5, "created_at": "Infinity"}]},
    {"is_inbound": True, "recipients": {"role": 1}, "created_at": float("nan"), "text": "a\ud800\x00b"},
    {"source": [], "contacts": None, "conversation_parts": {"conversation_parts": "x"}},
    {"properties": {"hs_email_direction": None, "hs_timestamp": 10**400}},
    {"requester": {}, "comments": [{"body": "x", "created_at": "2026-01-09T10:00:00Z", "author_id": "a\r\nBcc: x@y.example\r\n\r\nbody"}] * 3},
    {"originalChannelId": 1, "messages": [{"senders": [[]], "recipients": [{"deliveryIdentifiers": [1]}], "createdAt": True}]},
])  # fmt: skip
def test_whatever_stands_in_it_nothing_falls_over(tmp_path, hostile):
    (tmp_path / "a.json").write_text(json.dumps(hostile))
    for one in Export(tmp_path).told():
        assert one.troubles or one.letters
        for each in one.letters:
            mail = read_mail(each.raw)
            assert not mail.bcc and b"\nBcc" not in each.raw and mail.date


@pytest.mark.parametrize("text", ['{"weather": 1}', "[]", "{", "", '"a"', "[" * 100_000, '{"a":' * 50_000])
def test_what_is_no_export_is_said_so(tmp_path, text):
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(NotAnArchive):
        open_archive(tmp_path / "a.json")


def test_a_gzip_that_swells_is_a_trap(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "WHOLE", 1000)
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(b"[" + b" " * 5_000_000 + b"]"))
    with pytest.raises(OSError, match="larger than any export"):
        open_archive(tmp_path / "a.json.gz")
    assert len(list(tmp_path.iterdir())) == 1
