"""Intercom: a conversation with its `source` and `conversation_parts`.

https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations
"""

from __future__ import annotations

from byhand.kit.exports.files import enclosed
from byhand.kit.exports.matter import Entry, Matter, State, Who, Word
from byhand.kit.exports.people import Known, who
from byhand.kit.exports.reading_json import first, objects, part, parts, texts

_NOTES = ("note", "note_and_reopen", "assignment")
_SAID = ("comment", "close", "open", "assign_and_reopen", "")
_STATES: dict[str, State] = {"closed": "done", "snoozed": "open", "open": "open"}


def is_intercom(one: Entry) -> bool:
    return "conversation_parts" in one or ("source" in one and "contacts" in one)


def read_intercom(conversation: Entry, known: Known) -> Matter:
    source, number = part(conversation, "source"), first(conversation, "id")
    contact = _contact(conversation, source, known)
    said = part(conversation, "conversation_parts").get("conversation_parts") or conversation.get("parts")
    words = [
        word
        for one in (source, *objects(said))
        if (word := _word(one, conversation, source, contact, known)) is not None
    ]
    return Matter(
        "intercom", f"intercom-{number}", f"conversation {number}", tuple(words), _subject(conversation, source),
        _STATES.get(first(conversation, "state"), "done"), since=conversation.get("updated_at"),
        until=conversation.get("snoozed_until"), tags=texts(part(conversation, "tags").get("tags"), "name"),
        has_it=known.get(first(conversation, "admin_assignee_id"), Who()),
    )  # fmt: skip


def _word(one: Entry, whole: Entry, source: Entry, contact: Who, known: Known) -> Word | None:
    author, kind = part(one, "author"), first(one, "part_type")
    if kind not in (*_NOTES, *_SAID) or not first(one, "body"):
        return None
    ours = first(author, "type") in ("admin", "bot", "team")
    by = who(author, ours=ours)
    by = by if by.address or not by.id else known.get(by.id, by)
    return Word(
        id=f"intercom-{first(one, 'id')}", by=Who(by.name, by.address, by.phone, by.id, ours),
        to=(contact,) if ours else (Who(name="desk", ours=True),),
        when=one.get("created_at") or whole.get("created_at"), subject=_subject(whole, source), html=first(one, "body"),
        files=enclosed(one), by_rule=first(author, "type") == "bot" or bool(author.get("from_ai_agent")),
        is_note=kind in _NOTES,
    )  # fmt: skip


def _subject(whole: Entry, source: Entry) -> str:
    return first(source, "subject") or first(whole, "title")


def _contact(whole: Entry, source: Entry, known: Known) -> Who:
    """Whom it is with: who wrote first, unless that was one of us."""
    author = part(source, "author")
    if first(author, "type") not in ("admin", "bot", "team"):
        return who(author, ours=False)
    for one in parts(part(whole, "contacts"), "contacts"):
        found = who(one, ours=False)
        return found if str(found) else known.get(found.id, found)
    return who(author, ours=False)
