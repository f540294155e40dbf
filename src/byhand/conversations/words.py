"""Words: what of messages and notes can be searched for, and what is under one document's key."""

from __future__ import annotations

from byhand.search.documents import (
    LONGEST_BODY,
    LONGEST_FILES,
    Source,
    Watched,
    key_postgresql,
    key_sqlite,
)
from byhand.search.index import WordIndex

COLUMNS = ("sender", "recipients", "subject", "body", "marks")
MESSAGE, NOTE = 0, 1
# Stands in the column of marks; no text holds it.
HAS_FILE = "byhandhasfile"

_WRITER = (
    "coalesce(t.writer_name, '') || ' ' || coalesce(a.value, '') || ' ' || "
    "coalesce(u.name, '') || ' ' || coalesce(u.email, '')"
)
_MARKS = (
    "CASE WHEN EXISTS (SELECT 1 FROM conversations_attachment f WHERE f.message_id = t.id AND NOT f.inline) "
    f"THEN '{HAS_FILE}' ELSE '' END"
)
_FILES = (
    "coalesce((SELECT {gather} FROM conversations_attachment f LEFT JOIN conversations_filetext x "
    "ON x.sha256 = f.sha256 WHERE f.message_id = t.id), '')"
)
_FILE = "coalesce(f.filename, '') || ' ' || coalesce(x.text, '')"
_FILES_SQLITE = _FILES.format(gather=f"substr(group_concat({_FILE}, ' '), 1, {LONGEST_FILES})")
_FILES_POSTGRESQL = _FILES.format(gather=f"left(string_agg({_FILE}, ' '), {LONGEST_FILES})")


def _body(cut: str, files: str) -> str:
    return f"{cut}(t.new_text, 1, {LONGEST_BODY}) || ' ' || {files}"


def _recipients_sqlite(column: str) -> str:
    return f"""coalesce((SELECT group_concat(j.value, ' ') FROM json_tree(t."{column}") j WHERE j.type = 'text'), '')"""


def _recipients_postgresql(column: str) -> str:
    strings = f"""jsonb_path_query(t."{column}", 'strict $.**') j WHERE jsonb_typeof(j) = 'string'"""
    return f"coalesce((SELECT left(string_agg(j #>> '{{}}', ' '), 4000) FROM {strings}), '')"


MESSAGES = Source(
    table="conversations_message",
    changing='said_at, subject, new_text, writer_name, writer_id, "to", cc',
    key_sqlite=key_sqlite("said_at", MESSAGE),
    key_postgresql=key_postgresql("said_at", MESSAGE),
    text_sqlite=(
        _WRITER, f"substr({_recipients_sqlite('to')} || ' ' || {_recipients_sqlite('cc')}, 1, 4000)",
        "t.subject", _body("substr", _FILES_SQLITE), _MARKS,
    ),
    text_postgresql=(
        _WRITER, f"{_recipients_postgresql('to')} || ' ' || {_recipients_postgresql('cc')}",
        "left(t.subject, 4000)", _body("substr", _FILES_POSTGRESQL), _MARKS,
    ),
    joins="LEFT JOIN people_address a ON a.id = t.writer_id LEFT JOIN team_user u ON u.id = t.colleague_id",
    watched=(
        Watched("conversations_attachment", "filename, inline, sha256", "t.id = {row}.message_id"),
        Watched(
            "conversations_filetext", "text",
            "t.id IN (SELECT f.message_id FROM conversations_attachment f WHERE f.sha256 = {row}.sha256)",
        ),
    ),
    needs=("people_address", "team_user"),
)  # fmt: skip

NOTES = Source(
    table="conversations_note",
    changing="at, text",
    key_sqlite=key_sqlite("at", NOTE),
    key_postgresql=key_postgresql("at", NOTE),
    text_sqlite=("coalesce(u.name, '')", "''", "''", f"substr(t.text, 1, {LONGEST_BODY})", "''"),
    text_postgresql=("coalesce(u.name, '')", "''", "''", f"left(t.text, {LONGEST_BODY})", "''"),
    joins="LEFT JOIN team_user u ON u.id = t.by_id",
    needs=("team_user",),
)

SAID = WordIndex("conversations_words", COLUMNS, (MESSAGES, NOTES))
