"""Zendesk: a ticket with its `comments`, or with the `events` of its `audits` (which say what a trigger did).

https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/, its JSON export holds one ticket a line.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping

from byhand.kit.exports.files import enclosed
from byhand.kit.exports.matter import Entry, Matter, State, Who, Word
from byhand.kit.exports.people import Known, who
from byhand.kit.exports.reading_json import first, part, parts, text, texts

_STATES: dict[str, State] = {"solved": "done", "closed": "done", "deleted": "gone"}
_ROLES = {"end-user": False, "agent": True, "admin": True}


def is_zendesk(one: Entry) -> bool:
    return "requester_id" in one or "requester" in one


def read_zendesk(ticket: Entry, known: Known) -> Matter:
    people = ChainMap(_within(ticket), known)  # no copy of everybody for each ticket
    asker_id = first(ticket, "requester_id") or first(part(ticket, "requester"), "id")
    asker, assignee = _of(people, asker_id), _of(people, first(ticket, "assignee_id"))
    desk = Who(address=first(ticket, "recipient"), ours=True)
    if not desk.address:
        desk = assignee if str(assignee) else Who(name="desk", ours=True)
    number, subject = first(ticket, "id"), first(ticket, "subject")
    words: list[Word] = []
    for comment, by_rule in _comments(ticket):
        author = _of(people, first(comment, "author_id"))
        ours = author.ours if author.ours is not None else first(comment, "author_id") != asker_id
        words.append(Word(
            id=f"zendesk-{first(comment, 'id')}", by=Who(author.name, author.address, author.phone, author.id, ours),
            to=(desk,) if not ours else (asker,), when=comment.get("created_at") or ticket.get("created_at"),
            subject=subject, text=first(comment, "plain_body", "body"), html=first(comment, "html_body"),
            files=enclosed(comment), message_id=first(part(part(comment, "metadata"), "system"), "message_id"),
            by_rule=by_rule, is_note=comment.get("public", True) is False,
        ))  # fmt: skip
    state = _STATES.get(first(ticket, "status"), "open" if ticket.get("status") else "done")
    return Matter(
        "zendesk", f"zendesk-{number}", f"ticket {number}", tuple(words), subject, state,
        since=first(part(ticket, "metric_set"), "solved_at") or ticket.get("updated_at"),
        tags=texts(ticket.get("tags")), has_it=assignee,
    )  # fmt: skip


def _within(ticket: Entry) -> Known:
    """Those the ticket itself tells of."""
    found: Known = {}
    each = [*parts(ticket, "users"), *parts(ticket, "collaborator", "collaborators")]
    each += [part(ticket, role) for role in ("submitter", "requester", "assignee")]
    for one in filter(None, each):
        person = who(one, ours=_ROLES.get(text(one.get("role"))))
        found[person.id] = person
    found.pop("", None)
    return found


def _of(people: Mapping[str, Who], id: str) -> Who:
    return people.get(id) or Who(name=f"person {id}" if id else "", id=id)


def _comments(ticket: Entry) -> Iterator[tuple[Entry, bool]]:
    for comment in parts(ticket, "comments"):
        yield comment, _by_rule(comment)
    for audit in parts(ticket, "audits"):
        for event in parts(audit, "events"):
            if event.get("type") == "Comment":
                whole = {"created_at": audit.get("created_at"), "author_id": audit.get("author_id"), **event}
                yield whole, _by_rule(audit)
            elif event.get("type") == "Notification" and event.get("body"):
                yield {"created_at": audit.get("created_at"), "author_id": -1, **event}, True


def _by_rule(one: Entry) -> bool:
    return first(part(one, "via"), "channel") in ("rule", "system", "automation", "trigger")
