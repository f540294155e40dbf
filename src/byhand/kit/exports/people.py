"""People as exports name them: one within a conversation, or a list of their own."""

from __future__ import annotations

from byhand.kit.card import Card
from byhand.kit.exports.matter import Entry, Who
from byhand.kit.exports.reading_json import first, part, parts, text, texts

_AGENTS = ("agent", "admin", "user", "teammate", "owner")
_CUSTOMERS = ("end-user", "customer", "contact", "lead", "visitor")
Known = dict[str, Who]


def who(one: Entry, *, ours: bool | None = None) -> Who:
    """Somebody in a conversation, by whichever names the desk uses."""
    names = " ".join(filter(None, (first(one, *short) for short in _GIVEN_AND_FAMILY)))
    return Who(
        name=" ".join((first(one, "name") or names).split()), address=first(one, "email", "handle", "address").strip(),
        phone=first(one, "phone"), id=first(one, "id"), ours=ours,
    )  # fmt: skip


def listed(one: Entry) -> tuple[Who, Card] | None:
    """Somebody in a list of people: a Zendesk user, an Intercom, Front or HubSpot contact, a customer elsewhere."""
    if not _is_person(one):
        return None
    properties, embedded = part(one, "properties"), part(one, "_embedded")
    told = properties or one
    person = who(
        {"name": " ".join(filter(None, (first(told, "firstname"), first(told, "lastname")))), **told}
    )
    emails = dict.fromkeys(
        filter(None, (person.address, *_values(one, embedded, "emails"), *_handles(one, "email")))
    )
    phones = dict.fromkeys(
        filter(None, (person.phone, *_values(one, embedded, "phones"), *_handles(one, "phone")))
    )
    firm = first(told, "company", "organization", "organisation") or first(
        part(one, "organization", "company"), "name"
    )
    address = next(iter(emails), "")
    role = (text(one.get("role")) or text(one.get("type"))).lower()
    ours = True if role in _AGENTS and "role" in one else False if role in _CUSTOMERS else None
    card = Card(
        name=person.name, line=first(told, "jobtitle", "jobTitle", "job_title"), organisation=firm,
        emails=tuple(emails), phones=tuple(phones), notes=_notes(told),
    )  # fmt: skip
    return Who(person.name, address, person.phone, first(one, "id"), ours), card


_GIVEN_AND_FAMILY = (
    ("first", "firstName", "first_name", "firstname"),
    ("last", "lastName", "last_name", "lastname"),
)
_OF_A_CONVERSATION = (
    "subject", "comments", "messages", "threads", "source", "is_inbound", "requester_id", "conversation_parts",
)  # fmt: skip


def _is_person(one: Entry) -> bool:
    properties = part(one, "properties")
    if properties:
        return any(name in properties for name in ("firstname", "lastname")) or (
            "email" in properties and "hs_email_subject" not in properties
        )
    if any(name in one for name in _OF_A_CONVERSATION):
        return False
    embedded = part(one, "_embedded")
    if "threads" in embedded:
        return False
    named = any(name in one for pair in _GIVEN_AND_FAMILY for name in pair) or "name" in one
    reached = any(name in one for name in ("email", "phone", "handles", "emails")) or "emails" in embedded
    return named and reached


def _values(one: Entry, embedded: Entry, name: str) -> tuple[str, ...]:
    return texts(embedded.get(name) or one.get(name), "value", "email", "phone")


def _handles(one: Entry, source: str) -> tuple[str, ...]:
    """Front names addresses so."""
    return tuple(
        first(each, "handle") for each in parts(one, "handles") if text(each.get("source")) == source
    )


def _notes(told: Entry) -> tuple[str, ...]:
    said = (first(told, name) for name in ("notes", "background", "details"))
    return tuple(filter(None, said))
