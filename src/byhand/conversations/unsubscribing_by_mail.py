"""Unsubscribing by mail: programs that do not speak RFC 8058 write to the address in List-Unsubscribe instead."""

from __future__ import annotations

from collections.abc import Iterable

from byhand.conversations.message import Message
from byhand.gate.unsubscribing import SUBJECT, asked_by_mail
from byhand.people.doors import Door


def take_back_by_mail(messages: Iterable[Message]) -> None:
    """The token in the subject is the proof, whoever sent it; the message stays where it is, for a person to see."""
    for message in messages:
        if (
            SUBJECT in message.subject.lower()
            and not message.is_ours()
            and (found := asked_by_mail(message.subject))
        ):
            found.leave_unseen(door=Door.MAIL)
