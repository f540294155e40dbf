"""Complaints that come in by mail: who called a letter of ours spam is left alone, and its author is told kindly.

Anybody can write such a report. It counts only with an id in it that we made and that leads to one recipient alone:
the return path, or the Message-ID of a letter that went to nobody else (RFC 6449, 3.3).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from byhand.conversations.event import Event
from byhand.conversations.message import Message
from byhand.gate.coming_back import Sent, sent_as, sent_from
from byhand.gate.complaint import Complaint
from byhand.gate.notices import was_unwelcome
from byhand.kit.parsed import Complaint as Report

# RFC 5965, 7.3 and what providers send beside it. Of the others a person makes up their mind: see `judging.py`.
STOPS = ("abuse", "opt-out", "opt-out-list")
SAYS_NOTHING = ("not-spam", "auth-failure", "dmarc")


def needs_a_person(report: Report) -> bool:
    """Fraud, a virus, or what we do not know: somebody may be writing in our name."""
    return report.type not in (*STOPS, *SAYS_NOTHING)


def take_complaints(reports: Iterable[Report]) -> None:
    """Each counts once a letter. Locks people, so it comes after whatever else does in the same transaction."""
    for report in reports:
        sent = _sent(report) if report.type in STOPS else None
        if sent and Complaint.objects.take(sent):
            _tell_author(sent)


def _sent(report: Report) -> Sent | None:
    by_path = sent_from(report.senders)
    if by_path:
        return by_path
    of_the_letter = sent_as(report.original_id)
    return of_the_letter[0] if len(of_the_letter) == 1 else None


def _tell_author(sent: Sent) -> None:
    """Of a personal letter. A broadcast counts its complaints (`Complaint.objects.about`)."""
    dispatch = sent.dispatch
    if dispatch.kind != "personal":
        return
    message = Message.objects.select_related("conversation").filter(dispatch=dispatch).first()
    path = reverse("conversation", args=[message.conversation.public_id]) if message else ""
    if message:
        Event.objects.create(
            conversation=message.conversation, kind=Event.Kind.UNWELCOME, words=sent.row.recipient
        )
    if dispatch.author.is_active:
        was_unwelcome(
            inbox=dispatch.inbox, author=dispatch.author, recipient=sent.row.recipient, subject=dispatch.subject,
            link=f"{settings.BASE_URL}{path}",
        )  # fmt: skip
