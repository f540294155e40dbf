"""Sending a text (SMS): one text to one number, and what became of it.

The point of no return is the request that creates it: the API has no way to ask whether it was taken, so a silence
after it means that nobody knows. Whether it arrived is told later (`told.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from django.utils.translation import gettext as _

from byhand.channels.adapter import Handover, Refused
from byhand.channels.envelope import Envelope, Outgoing
from byhand.channels.inbox import Inbox
from byhand.channels.phone import rest
from byhand.channels.phone.account import line_of
from byhand.kit.phone import e164

# What the API takes in one request.
LONGEST = 1600


def send(inbox: Inbox, outgoing: Outgoing, recipient: str, about_to_speak: Callable[[], None]) -> Handover:
    """Hands the text over. Raises Refused while nothing was taken, NoAnswer when nobody knows."""
    line = line_of(inbox)
    words = words_of(outgoing.envelope, author=outgoing.author, signature=outgoing.signature)
    no = why_no_text(outgoing.envelope, author=outgoing.author, signature=outgoing.signature)
    if not no and not e164(recipient):
        no = _("“%(number)s” is no telephone number.") % {"number": recipient}
    if no:
        raise Refused(no, permanent=True)
    about_to_speak()
    answer = rest.tell(line, "Messages.json", {
        "To": recipient, "From": line.number, "Body": words,
        "StatusCallback": f"{line.address('text/status')}?of={quote(outgoing.message_id, safe='')}",
    })  # fmt: skip
    return Handover(_("Taken by the phone provider."), remote_id=answer.text("sid"))


def why_no_text(envelope: Envelope, *, author: str, signature: str) -> str:
    """Why this cannot go as a text; empty if it can. Asked at the gate, and once more before it leaves."""
    if envelope.files:
        return _("A text carries no files. Send them by mail, or leave them out.")
    count = len(words_of(envelope, author=author, signature=signature))
    if count <= LONGEST:
        return ""
    return _("A text holds %(most)s letters with your name; this one has %(count)s. Say it in two, or call.") % {
        "most": LONGEST, "count": count,
    }  # fmt: skip


def words_of(envelope: Envelope, *, author: str, signature: str) -> str:
    """The author's words and who says them: every text carries a name, once."""
    words = envelope.words().strip()
    last = words.rpartition("\n")[2]
    first_name = author.partition(" ")[0]
    signed = [] if first_name and first_name in last else [f"– {author}"]
    own = [signature.strip()] if signature.strip() else []
    return "\n".join([words, *signed, *own])
