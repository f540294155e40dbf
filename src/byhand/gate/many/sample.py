"""A sample: a letter to many exactly as one reader would get it, before anything is let go. Its links lead nowhere."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default

from django.utils import timezone

from byhand.gate.dispatch import Dispatch
from byhand.gate.many.gathering import Reader
from byhand.gate.many.letters import Addressed, Letters
from byhand.gate.many.plan import Plan

OF_NOBODY = 0


def sample(plan: Plan, reader: Reader, recipient: str, *, author: str, version: str = "") -> bytes:
    """The whole letter, CRLF line ends: no copy stands behind it, so nobody is unsubscribed or answered by it."""
    now = timezone.now()
    unsaid = Dispatch(
        kind="broadcast", author_name=author, inbox=plan.inbox, released_at=now, leaves_at=plan.leaves_at
    )
    to = Addressed(
        OF_NOBODY, OF_NOBODY, recipient, reader.language, dict(reader.fields), "sample", version=version
    )
    return Letters(unsaid, plan).write(to)


def parts_of(letter: bytes) -> tuple[str, str, str]:
    """Subject, plain text and HTML of such a letter."""
    mail = message_from_bytes(letter, policy=default)
    plain, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    texts = [str(part.get_content()).replace("\r\n", "\n") if part else "" for part in (plain, html)]
    return str(mail["Subject"] or ""), texts[0], texts[1]
