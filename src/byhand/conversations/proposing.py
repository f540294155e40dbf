"""Proposing: what of a message's own words seems to be promised. Nothing of machines, and nothing that is history.

A proposal asks a colleague, and does nothing else: it writes and sends nothing to anybody.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from byhand.conversations.facts_of_mail import is_history
from byhand.conversations.message import Message
from byhand.conversations.proposal import Proposal
from byhand.kit.mime import ParsedMail


def propose_of_mail(taken: Iterable[tuple[Message, ParsedMail]], *, folded: Container[int]) -> None:
    """What came in, or was sent elsewhere: written with one query, if there is anything at all.

    `folded` are the conversations that are not for us: a message would ask for its own, each one.
    """
    Proposal.objects.propose(_said_by_people(taken, folded))


def _said_by_people(
    taken: Iterable[tuple[Message, ParsedMail]], folded: Container[int]
) -> Iterator[tuple[Message, str]]:
    """Messages and their new words: of a letter that only passes another on, nothing is its writer's."""
    for message, mail in taken:
        is_folded = message.conversation_id in folded
        if not (message.automatic or is_folded or is_history(message.arrival, message.said_at)):
            yield message, mail.new_text
