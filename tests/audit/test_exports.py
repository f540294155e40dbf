# ruff: noqa: E501 - exports as they come
"""Exports of other desks: who wrote, to whom, when, and whether a rule did."""

from __future__ import annotations

import json

import pytest

from byhand.audit import audit, read

_ZENDESK = {"tickets": [{
    "id": 7, "subject": "Broken jug", "requester_id": 1, "assignee_id": 2,
    "users": [{"id": 1, "name": "Ada Kron", "email": "ada@c.example"}, {"id": 2, "name": "Ruth", "email": "ruth@studio.example"}],
    "comments": [
        {"id": 1, "author_id": 1, "plain_body": "My jug is broken.", "created_at": "2023-01-09T10:00:00Z", "public": True},
        {"id": 2, "author_id": 2, "plain_body": "Only among us", "created_at": "2023-01-09T10:30:00Z", "public": False},
        {"id": 3, "author_id": 2, "plain_body": "We got your mail.", "created_at": "2023-01-09T10:00:05Z", "public": True, "via": {"channel": "rule"}},
        {"id": 4, "author_id": 2, "plain_body": "I send you a new one.", "created_at": "2023-01-09T12:00:00Z", "public": True},
    ]}]}  # fmt: skip
_INTERCOM = {"conversations": [{
    "id": "9", "created_at": 1_673_258_400, "contacts": {},
    "source": {"id": "s", "body": "<p>My jug is broken.</p>", "author": {"type": "user", "name": "Ada Kron", "email": "ada@c.example"}},
    "conversation_parts": {"conversation_parts": [
        {"id": "1", "part_type": "comment", "body": "<p>We got your mail.</p>", "created_at": 1_673_258_405, "author": {"type": "bot", "name": "Fin", "email": "bot@studio.example"}},
        {"id": "2", "part_type": "note", "body": "<p>Among us</p>", "created_at": 1_673_260_000, "author": {"type": "admin", "email": "ruth@studio.example"}},
        {"id": "3", "part_type": "comment", "body": "<p>I send you a new one.</p>", "created_at": 1_673_265_600, "author": {"type": "admin", "name": "Ruth", "email": "ruth@studio.example"}},
    ]}}]}  # fmt: skip
_FRONT = {"_results": [
    {"id": "msg_1", "is_inbound": True, "created_at": 1_673_258_400.5, "subject": "Broken jug", "text": "My jug is broken.", "conversation_id": "c",
     "recipients": [{"role": "from", "handle": "ada@c.example", "name": "Ada Kron"}, {"role": "to", "handle": "ruth@studio.example"}]},
    {"id": "msg_2", "is_inbound": False, "created_at": 1_673_258_405, "subject": "Broken jug", "text": "We got your mail.", "conversation_id": "c", "is_automated": True,
     "recipients": [{"role": "from", "handle": "ruth@studio.example"}, {"role": "to", "handle": "ada@c.example"}]},
    {"id": "msg_3", "is_inbound": False, "created_at": 1_673_265_600, "subject": "Broken jug", "text": "I send you a new one.", "conversation_id": "c",
     "author": {"email": "ruth@studio.example", "first_name": "Ruth"},
     "recipients": [{"role": "from", "handle": "ruth@studio.example"}, {"role": "to", "handle": "ada@c.example"}]},
]}  # fmt: skip
_HELP_SCOUT = {"_embedded": {"conversations": [{
    "id": 5, "subject": "Broken jug", "primaryCustomer": {"first": "Ada", "last": "Kron", "email": "ada@c.example"},
    "_embedded": {"threads": [
        {"id": 1, "type": "customer", "body": "My jug is broken.", "createdAt": "2023-01-09T10:00:00Z", "createdBy": {"type": "customer", "email": "ada@c.example"}},
        {"id": 2, "type": "note", "body": "Among us", "createdAt": "2023-01-09T11:00:00Z", "createdBy": {"type": "user", "email": "ruth@studio.example"}},
        {"id": 3, "type": "message", "body": "We got your mail.", "createdAt": "2023-01-09T10:00:05Z", "createdBy": {"type": "user", "email": "ruth@studio.example"}, "source": {"type": "workflow"}},
        {"id": 4, "type": "message", "body": "I send you a new one.", "createdAt": "2023-01-09T12:00:00Z", "createdBy": {"type": "user", "email": "ruth@studio.example"}},
    ]}}]}}  # fmt: skip


@pytest.mark.parametrize(
    "export", [_ZENDESK, _INTERCOM, _FRONT, _HELP_SCOUT], ids=["Zendesk", "Intercom", "Front", "Help Scout"]
)
@pytest.mark.parametrize("as_lines", [False, True])
def test_an_export_is_one_conversation(tmp_path, export, as_lines):
    name = "e.jsonl" if as_lines else "e.json"
    held = (
        export.get("tickets")
        or export.get("conversations")
        or export.get("_results")
        or export["_embedded"]["conversations"]
    )
    (tmp_path / name).write_text("\n".join(map(json.dumps, held)) if as_lines else json.dumps(export))
    messages = read([tmp_path / name])
    found = messages.scan("messages").sort("time").collect()
    assert found["text"].to_list() == _SAID
    assert (found["automatic"] > 0).to_list() == [False, True, False]
    assert found["time"].to_list()[0] == 1_673_258_400
    report = audit(messages, ["studio.example"])
    assert report.mix.sent == 2 and report.colleagues == 1 and report.unreadable.count == 0
    assert report.automatic.kinds["auto-generated"] == 1


@pytest.mark.parametrize(
    "words",
    [
        '{"weather": "fine"}',
        "[]",
        "[[1]]",
        "{",
        '"text"',
        "[" * 100_000,
        '{"tickets": [{"requester_id": {}, "comments": 7}]}',
    ],
)
def test_json_that_is_no_export_is_counted_not_fallen_over(tmp_path, words):
    (tmp_path / "e.json").write_text(words)
    report = audit(read([tmp_path / "e.json"]))
    assert report.messages == 0


_SAID = ["My jug is broken.", "We got your mail.", "I send you a new one."]
