"""Answering: to whom an answer goes if the colleague says nothing else, and what its sheet begins with."""

from __future__ import annotations

from collections.abc import Sequence

from byhand.channels.inbox import Inbox
from byhand.conversations.conversation import Conversation
from byhand.conversations.drafting import Words
from byhand.conversations.message import Message
from byhand.conversations.recipients import written
from byhand.kit.mime import Mailbox
from byhand.people.address import normal_email


def blank_answer(conversation: Conversation, messages: Sequence[Message], *, newest: int) -> Words:
    """To whoever wrote last, with those who read along; if that was one of us, to the same as then.

    Never to those who got it unseen: they are no part of what is said next.
    """
    last = _last_word(messages)
    to, cc = _heard_by(last) if last else ([], [])
    ours = _our_addresses(conversation, [*to, *cc])
    to = [one for one in to if normal_email(one.address) not in ours]
    taken = ours | {normal_email(one.address) for one in to}
    cc = [one for one in cc if normal_email(one.address) not in taken]
    return Words(
        to=", ".join(map(written, to)), cc=", ".join(map(written, cc)), subject=_answer_subject(conversation),
        seen_message=newest,
    )  # fmt: skip


def _our_addresses(conversation: Conversation, people: list[Mailbox]) -> set[str]:
    """Those of the house; asked for only if someone beside this inbox is named."""
    own = normal_email(conversation.inbox.address)
    if sum(normal_email(one.address) != own for one in people) < 2:
        return {own}
    return {normal_email(address) for address in Inbox.objects.values_list("address", flat=True)}


def _last_word(messages: Sequence[Message]) -> Message | None:
    """What a person said last; where only machines spoke, what one said in a person's name."""
    said = [one for one in messages if not one.is_from_a_machine() and (one.is_ours() or one.writer)]
    return next((one for one in reversed(said) if not one.automatic), said[-1] if said else None)


def _heard_by(last: Message) -> tuple[list[Mailbox], list[Mailbox]]:
    if last.writer is None:
        return _mailboxes(last.to), _mailboxes(last.cc)
    name = last.writer.person.name or last.writer_name
    return [Mailbox(name, last.writer.value)], _mailboxes(last.to) + _mailboxes(last.cc)


def _mailboxes(rows: list[dict[str, str]]) -> list[Mailbox]:
    return [Mailbox(row.get("name", ""), row.get("address", "")) for row in rows if row.get("address")]


def _answer_subject(conversation: Conversation) -> str:
    subject = " ".join(conversation.subject.split())[:880]
    return subject if not subject or subject[:3].lower() == "re:" else f"Re: {subject}"
