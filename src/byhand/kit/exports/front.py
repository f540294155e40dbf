"""Front: a conversation with its `messages` and `comments`, or one message.

https://dev.frontapp.com/reference/conversations, https://dev.frontapp.com/reference/messages
"""

from __future__ import annotations

from byhand.kit.exports.files import enclosed
from byhand.kit.exports.matter import Entry, Matter, State, Who, Word
from byhand.kit.exports.people import Known, who
from byhand.kit.exports.reading_json import first, part, parts, text, texts

_STATES: dict[str, State] = {
    "archived": "done", "resolved": "done", "deleted": "gone", "trashed": "gone", "spam": "spam", "": "done",
}  # fmt: skip


def is_front(one: Entry) -> bool:
    return "is_inbound" in one or any("is_inbound" in said for said in parts(one, "messages"))


def read_front(one: Entry, known: Known) -> Matter:
    said = parts(one, "messages") or [one]
    is_whole = "messages" in one
    thread = first(one, "id") if is_whole else first(one, "conversation_id", "subject")
    place = f"conversation {thread}" if is_whole else f"message {first(one, 'id')}"
    words = [_message(each, one) for each in said]
    words += [_comment(each) for each in parts(one, "comments")]
    return Matter(
        "front", f"front-{thread}", place, tuple(words), first(one, "subject"),
        _STATES.get(first(one, "status"), "open"), tags=texts(one.get("tags"), "name"),
        has_it=who(part(one, "assignee"), ours=True),
    )  # fmt: skip


def _message(said: Entry, whole: Entry) -> Word:
    roles: dict[str, list[Who]] = {"from": [], "to": [], "cc": []}
    for recipient in parts(said, "recipients"):
        roles.get(text(recipient.get("role")), []).append(who(recipient))
    outbound = not said.get("is_inbound")
    author, sender = who(part(said, "author")), next(iter(roles["from"]), Who())
    by = (author if outbound and str(author) else sender) if str(sender) else author
    return Word(
        id=f"front-{first(said, 'id')}", by=Who(by.name, by.address, by.phone, by.id, outbound),
        to=tuple(roles["to"]), cc=tuple(roles["cc"]), when=said.get("created_at"),
        subject=first(said, "subject") or first(whole, "subject"), text=first(said, "text"), html=first(said, "body"),
        files=enclosed(said), message_id=first(part(part(said, "metadata"), "headers"), "message_id"),
        by_rule=bool(said.get("is_automated")),
    )  # fmt: skip


def _comment(said: Entry) -> Word:
    return Word(
        id=f"front-{first(said, 'id')}", by=who(part(said, "author"), ours=True), to=(),
        when=said.get("posted_at") or said.get("created_at"), text=first(said, "body", "text"),
        files=enclosed(said), is_note=True,
    )  # fmt: skip
