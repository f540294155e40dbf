"""Exports of other desks, told apart by their shape. Each gives the messages customers and colleagues wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from byhand.audit.told import Told

Entry = Mapping[str, Any]
_RULE = 2  # the code of an automatic message


class NotAnExport(ValueError):
    """The JSON has no shape we know. Its text is a sentence for a person."""


def told_by_export(found: object) -> Iterator[Told]:
    """The messages in an export, whole or one entry of it. Raises NotAnExport with a sentence."""
    for entry in _entries(found):
        tell = next((tell for is_such, tell in _SHAPES if is_such(entry)), None)
        if tell is None:
            raise NotAnExport(
                "It is no export of Zendesk, Intercom, Front or Help Scout, as far as we can tell."
            )
        yield from tell(entry)


def _entries(found: object) -> list[Entry]:
    if isinstance(found, Mapping):
        whole = cast(Entry, found)
        embedded = whole.get("_embedded") if "subject" not in whole else None
        for holder in (whole, embedded if isinstance(embedded, Mapping) else {}):
            for name in ("tickets", "conversations", "_results"):
                if isinstance(holder.get(name), list):
                    return _mappings(holder[name])
        return [whole]
    return _mappings(found)


def _mappings(found: object) -> list[Entry]:
    if not isinstance(found, list):
        return []
    return [cast(Entry, one) for one in cast("list[object]", found) if isinstance(one, Mapping)]


def _zendesk(ticket: Entry) -> Iterator[Told]:
    """A ticket with its `comments`, or with the `events` of its `audits` (which say what a trigger did)."""
    people: dict[object, str] = {one.get("id"): _mailbox(one) for one in _mappings(ticket.get("users"))}
    for role in ("requester", "submitter", "assignee"):
        one = ticket.get(role)
        if isinstance(one, Mapping):
            people[one.get("id")] = _mailbox(cast(Entry, one))
    asker = _who(people, ticket.get("requester_id") or _part(ticket, "requester").get("id"))
    for comment, by_rule in _zendesk_comments(ticket):
        author = _who(people, comment.get("author_id"))
        desk = _text(ticket.get("recipient")) or _who(people, ticket.get("assignee_id")) or "desk"
        yield Told(
            f"ticket {ticket.get('id')}", author, desk if author == asker else asker,
            comment.get("created_at") or ticket.get("created_at"), _text(ticket.get("subject")),
            _text(comment.get("plain_body") or comment.get("body")), _text(comment.get("html_body")),
            f"zendesk-{comment.get('id')}", f"zendesk-{ticket.get('id')}", _RULE if by_rule else 0,
        )  # fmt: skip


def _zendesk_comments(ticket: Entry) -> Iterator[tuple[Entry, bool]]:
    for comment in _mappings(ticket.get("comments")):
        if comment.get("public", True):
            yield comment, _by_rule(comment)
    for audit in _mappings(ticket.get("audits")):
        for event in _mappings(audit.get("events")):
            if event.get("type") == "Comment" and event.get("public", True):
                whole = {"created_at": audit.get("created_at"), "author_id": audit.get("author_id"), **event}
                yield whole, _by_rule(audit)
            elif event.get("type") == "Notification" and event.get("body"):
                yield {"created_at": audit.get("created_at"), "author_id": -1, **event}, True


def _by_rule(one: Entry) -> bool:
    via = _part(one, "via")
    return str(via.get("channel")) in ("rule", "system", "automation", "trigger")


def _intercom(conversation: Entry) -> Iterator[Told]:
    """A conversation with its `source` and `conversation_parts`."""
    source = _part(conversation, "source")
    contact = _mailbox(_part(source, "author"))
    parts = _part(conversation, "conversation_parts").get("conversation_parts") or conversation.get("parts")
    for said in (source, *_mappings(parts)):
        author = _part(said, "author")
        kind = str(author.get("type") or "")
        if said.get("part_type") in ("note", "assignment", "close", "open") or not said.get("body"):
            continue
        ours = kind in ("admin", "bot", "team")
        yield Told(
            f"conversation {conversation.get('id')}", _mailbox(author), contact if ours else "desk",
            said.get("created_at") or conversation.get("created_at"), _text(source.get("subject")), "",
            _text(said.get("body")), f"intercom-{said.get('id')}", f"intercom-{conversation.get('id')}",
            _RULE if kind == "bot" or author.get("from_ai_agent") else 0,
        )  # fmt: skip


def _front(one: Entry) -> Iterator[Told]:
    """A conversation with its `messages`, or one message."""
    for said in _mappings(one.get("messages")) or [one]:
        roles = {"from": "", "to": "", "cc": ""}
        for recipient in _mappings(said.get("recipients")):
            role = str(recipient.get("role"))
            if role in roles:
                roles[role] = ", ".join(filter(None, (roles[role], _mailbox(recipient))))
        author = _mailbox(_part(said, "author")) if said.get("author") else ""
        outbound = not said.get("is_inbound")
        thread = one.get("id") if "messages" in one else said.get("conversation_id") or said.get("subject")
        yield Told(
            f"message {said.get('id')}", (author if outbound and author else roles["from"]) or author,
            ", ".join(filter(None, (roles["to"], roles["cc"]))), said.get("created_at"),
            _text(said.get("subject") or one.get("subject")), _text(said.get("text")), _text(said.get("body")),
            f"front-{said.get('id')}", f"front-{thread}", _RULE if said.get("is_automated") else 0,
        )  # fmt: skip


def _help_scout(conversation: Entry) -> Iterator[Told]:
    """A conversation with its embedded `threads`."""
    customer = _mailbox(_part(conversation, "primaryCustomer") or _part(conversation, "customer"))
    for said in _mappings(_part(conversation, "_embedded").get("threads") or conversation.get("threads")):
        kind = str(said.get("type"))
        if kind not in ("customer", "message", "reply", "chat", "phone", "beaconchat") or not said.get(
            "body"
        ):
            continue
        author = _mailbox(_part(said, "createdBy"))
        by_customer = kind == "customer" or _part(said, "createdBy").get("type") == "customer"
        yield Told(
            f"conversation {conversation.get('id')}", author or customer, "desk" if by_customer else customer,
            said.get("createdAt"), _text(conversation.get("subject")), "", _text(said.get("body")),
            f"helpscout-{said.get('id')}", f"helpscout-{conversation.get('id')}",
            _RULE if _part(said, "source").get("type") == "workflow" or said.get("action") else 0,
        )  # fmt: skip


def _is_intercom(one: Entry) -> bool:
    return "conversation_parts" in one or ("source" in one and "contacts" in one)


def _is_help_scout(one: Entry) -> bool:
    return "threads" in _part(one, "_embedded") or "primaryCustomer" in one


def _is_front(one: Entry) -> bool:
    return "is_inbound" in one or any("is_inbound" in said for said in _mappings(one.get("messages")))


def _is_zendesk(one: Entry) -> bool:
    return "requester_id" in one or "requester" in one


_SHAPES = (
    (_is_intercom, _intercom), (_is_help_scout, _help_scout), (_is_front, _front), (_is_zendesk, _zendesk),
)  # fmt: skip


def _mailbox(one: Entry) -> str:
    """`Name <address>` of an entry that stands for a person."""
    address = _text(one.get("email") or one.get("handle") or one.get("address"))
    names = [_text(one.get(short) or one.get(f"{short}_name")) for short in ("first", "last")]
    name = _text(one.get("name")) or " ".join(names)
    name = name.strip().replace('"', "")
    return f'"{name}" <{address}>' if name and address else address or name


def _who(people: Mapping[object, str], id: object) -> str:
    return people.get(id) or (f"person {id}" if id is not None else "")


def _part(one: Entry, name: str) -> Entry:
    found = one.get(name)
    return cast(Entry, found) if isinstance(found, Mapping) else {}


def _text(value: object) -> str:
    return "" if value is None else str(value)
