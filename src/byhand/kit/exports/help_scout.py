"""Help Scout, and FreeScout, whose API is modelled after it: a conversation with its embedded `threads`.

https://developer.helpscout.com/mailbox-api/endpoints/conversations/list/, https://api-docs.freescout.net/
"""

from __future__ import annotations

from byhand.kit.exports.files import enclosed
from byhand.kit.exports.matter import Entry, Matter, State, Who, Word
from byhand.kit.exports.people import Known, who
from byhand.kit.exports.reading_json import first, part, parts, text, texts

_SAID = ("customer", "message", "reply", "chat", "phone", "beaconchat")
_STATES: dict[str, State] = {"closed": "done", "spam": "spam", "active": "open", "pending": "open"}


def is_help_scout(one: Entry) -> bool:
    return "threads" in part(one, "_embedded") or "primaryCustomer" in one


def read_help_scout(conversation: Entry, known: Known) -> Matter:
    desk = "freescout" if "threadsCount" in conversation else "helpscout"
    number, embedded = first(conversation, "id"), part(conversation, "_embedded")
    customer = who(part(conversation, "primaryCustomer", "customer"), ours=False)
    said = parts(embedded, "threads") or parts(conversation, "threads")
    words = [
        word
        for one in reversed_if_newest_first(said)
        if (word := _word(desk, one, conversation, customer)) is not None
    ]
    state = "gone" if first(conversation, "state") == "deleted" else _STATES.get(
        first(conversation, "status"), "done"
    )  # fmt: skip
    return Matter(
        desk, f"{desk}-{number}", f"conversation {number}", tuple(words), first(conversation, "subject"), state,
        since=conversation.get("closedAt"), has_it=who(part(conversation, "assignee"), ours=True),
        tags=texts(conversation.get("tags") or embedded.get("tags"), "tag", "name"),
    )  # fmt: skip


def reversed_if_newest_first(said: list[Entry]) -> list[Entry]:
    """Both programs list the newest first."""
    times = [first(one, "createdAt") for one in said]
    return said[::-1] if len(times) > 1 and times[0] > times[-1] else said


def _word(desk: str, one: Entry, whole: Entry, customer: Who) -> Word | None:
    kind, author = first(one, "type"), part(one, "createdBy")
    is_draft = first(one, "state") in ("draft", "hidden")
    if kind not in (*_SAID, "note") or not first(one, "body") or is_draft:
        return None
    by_customer = kind == "customer" or first(author, "type") == "customer"
    by = who(author, ours=not by_customer)
    if not str(by):
        by = Who(customer.name, customer.address, customer.phone, customer.id, not by_customer)
    cc = tuple(Who(address=address) for address in texts(one.get("cc"), "email", "value"))
    return Word(
        id=f"{desk}-{first(one, 'id')}", by=by, to=(Who(name="desk", ours=True),) if by_customer else (customer,),
        cc=cc, when=one.get("createdAt"), subject=first(whole, "subject"), html=first(one, "body"), files=enclosed(one),
        by_rule=first(part(one, "source"), "type") == "workflow" or (kind != "note" and _by_action(one.get("action"))),
        is_note=kind == "note",
    )  # fmt: skip


def _by_action(action: object) -> bool:
    """Help Scout names what a workflow did; FreeScout has an object there in every thread, mostly empty."""
    return bool(text(action.get("type") if isinstance(action, dict) else action))
