"""HubSpot: a thread of its inbox with its `messages`, or one e-mail of its CRM.

https://developers.hubspot.com/docs/api/conversations/inbox-and-messages, .../docs/api/crm/email
"""

from __future__ import annotations

from byhand.kit.exports.files import enclosed
from byhand.kit.exports.matter import Entry, Matter, Who, Word
from byhand.kit.exports.people import Known
from byhand.kit.exports.reading_json import first, objects, part, parts

_SAID = ("MESSAGE", "COMMENT", "WELCOME_MESSAGE", "")


def is_hubspot(one: Entry) -> bool:
    properties = part(one, "properties")
    return "hs_email_direction" in properties or ("associatedContactId" in one or "originalChannelId" in one)


def read_hubspot(one: Entry, known: Known) -> Matter:
    properties = part(one, "properties")
    return _email(one, properties) if properties else _thread(one, known)


def _thread(thread: Entry, known: Known) -> Matter:
    number = first(thread, "id")
    said = parts(thread, "messages") or objects(part(thread, "messages").get("results"))
    contact = known.get(first(thread, "associatedContactId"), Who(id=first(thread, "associatedContactId")))
    words = [_message(one, contact, known) for one in said if first(one, "type") in _SAID]
    words.sort(key=lambda word: str(word.when))
    subject = next((word.subject for word in words if word.subject), "")
    state = "spam" if thread.get("spam") is True else "open" if first(thread, "status") == "OPEN" else "done"
    return Matter(
        "hubspot", f"hubspot-{number}", f"thread {number}", tuple(words), subject, state, since=thread.get("closedAt"),
        has_it=_actor(first(thread, "assignedTo"), known),
    )  # fmt: skip


def _message(one: Entry, contact: Who, known: Known) -> Word:
    kind = first(one, "type")
    sender = next(iter(parts(one, "senders")), {})
    by = _person(sender, known)
    if not by.id:
        by = _actor(first(one, "createdBy"), known)
    ours = first(one, "direction") == "OUTGOING" if one.get("direction") else by.id.startswith("A-")
    if not ours and not by.address and contact.address:
        by = contact
    to = [(first(each, "recipientField"), _person(each, known)) for each in parts(one, "recipients")]
    return Word(
        id=f"hubspot-{first(one, 'id')}", by=Who(by.name, by.address, by.phone, by.id, ours),
        to=tuple(each for role, each in to if role not in ("CC", "BCC")) or ((contact,) if ours else ()),
        cc=tuple(each for role, each in to if role == "CC"), when=one.get("createdAt"), subject=first(one, "subject"),
        text=first(one, "text"), html=first(one, "richText"), files=enclosed(one),
        by_rule=kind == "WELCOME_MESSAGE" or by.id.startswith(("B-", "I-", "S-")), is_note=kind == "COMMENT",
    )  # fmt: skip


def _person(one: Entry, known: Known) -> Who:
    delivery = part(one, "deliveryIdentifier") or next(iter(parts(one, "deliveryIdentifiers")), {})
    value, kind = first(delivery, "value"), first(delivery, "type")
    found = _actor(first(one, "actorId"), known)
    return Who(
        name=first(one, "name") or found.name, id=found.id,
        address=value if "EMAIL" in kind or "@" in value else found.address,
        phone=value if "PHONE" in kind else found.phone,
    )  # fmt: skip


def _actor(id: str, known: Known) -> Who:
    """`V-12` is the contact 12, `A-7` the colleague with that user's id, `B-` and `S-` are machines."""
    found = known.get(id) or known.get(id.partition("-")[2]) or Who()
    return Who(found.name, found.address, found.phone, id, id.startswith("A-") if id else None)


def _email(one: Entry, properties: Entry) -> Matter:
    number = first(one, "id")
    thread = first(properties, "hs_email_thread_id") or number
    subject = first(properties, "hs_email_subject")
    ours = first(properties, "hs_email_direction") != "INCOMING_EMAIL"
    word = Word(
        id=f"hubspot-{number}", by=_named(properties, "from", ours=ours), to=(_named(properties, "to"),),
        when=first(properties, "hs_timestamp") or one.get("createdAt"), subject=subject,
        text=first(properties, "hs_email_text"), html=first(properties, "hs_email_html"),
        cc=tuple(Who(address=each) for each in first(properties, "hs_email_cc_email").split(";") if each.strip()),
        message_id=first(properties, "hs_email_message_id"),
    )  # fmt: skip
    return Matter("hubspot", f"hubspot-{thread}", f"e-mail {number}", (word,), subject, "done")


def _named(properties: Entry, side: str, *, ours: bool | None = None) -> Who:
    names = (first(properties, f"hs_email_{side}_{which}") for which in ("firstname", "lastname"))
    address = first(properties, f"hs_email_{side}_email").split(";")[0].strip()
    return Who(" ".join(filter(None, names)), address, ours=ours)
