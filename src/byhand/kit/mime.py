"""Reads one message from its bytes: the one door to everything kit knows of mail."""

from __future__ import annotations

from byhand.kit.addresses import NOBODY
from byhand.kit.attaching import content, describe, files
from byhand.kit.bodies import Letter, read_letter
from byhand.kit.bounces import find_bounces
from byhand.kit.calendar import read_invitation
from byhand.kit.charsets import guess
from byhand.kit.complaints import find_complaint
from byhand.kit.headers import each, plain, unfold
from byhand.kit.identity import first, list_id, mailboxes, reached_at, return_path, writer
from byhand.kit.ids import made_up_id, message_id, referred_ids
from byhand.kit.limits import DEFAULT, Limits
from byhand.kit.machines import is_automatic, is_spam
from byhand.kit.mail_dates import clock_of, parse_date
from byhand.kit.markers import find_marker
from byhand.kit.parsed import Attachment, Automatic, Bounce, Complaint, Invitation, Mailbox, ParsedMail
from byhand.kit.parts import Part, Walk, take_apart
from byhand.kit.transfer import decoded

__all__ = [
    "DEFAULT", "Attachment", "Bounce", "Complaint", "Invitation", "Limits", "Mailbox", "ParsedMail",
    "attachment_content", "read_mail",
]  # fmt: skip

NOT_UNDERSTOOD = "It could not be understood; it is kept as it came, and its bytes are shown as text."
_RESCUED = 100_000  # bytes of such a message that are shown


def read_mail(raw: bytes | memoryview, limits: Limits = DEFAULT) -> ParsedMail:
    """Understands a message. Never raises, whatever the bytes; what went wrong stands in `problems`."""
    data = _whole(raw)
    try:
        return _read(data, limits)
    except Exception:
        return _rescued(data)


def attachment_content(raw: bytes | memoryview, index: int, limits: Limits = DEFAULT) -> bytes:
    """The bytes of one attachment of this message. Raises IndexError if there is no such attachment."""
    _, walk = take_apart(_whole(raw), limits)
    letter = read_letter(walk)
    return content(walk, list(files(walk, letter.oversized))[index])


def _whole(raw: bytes | memoryview) -> bytes:
    if isinstance(raw, bytes):
        return raw
    whole = raw.obj
    return whole if isinstance(whole, bytes) and len(whole) == raw.nbytes else bytes(raw)


def _read(raw: bytes, limits: Limits) -> ParsedMail:
    whole, walk = take_apart(raw, limits)
    letter = read_letter(walk)
    found = (
        list(files(walk, letter.oversized))
        if len(walk.leaves) > 1 or letter.oversized or not letter.text
        else []
    )
    attachments = describe(walk, found, letter.cids) if found else ()
    return _told(raw, whole, walk, letter, attachments)


def _told(
    raw: bytes, whole: Part, walk: Walk, letter: Letter, attachments: tuple[Attachment, ...]
) -> ParsedMail:
    fields, limits = whole.fields, walk.limits
    own_id, path, subject = message_id(fields), return_path(fields), plain(fields.get("subject", ""))
    sender = first(fields, "from") or first(fields, "sender") or NOBODY
    to, cc, reply_to = (mailboxes(fields, name, limits) for name in ("to", "cc", "reply-to"))
    original = first(fields, "x-original-sender")
    bounces = find_bounces(walk, whole, sender.address or sender.name, path, subject, letter.text)
    complaint = None if bounces else find_complaint(walk)
    written = unfold(fields.get("date", ""))
    date = parse_date(written)
    _look_for_gaps(walk, whole, date is None, sender is NOBODY)
    return ParsedMail(
        message_id=own_id or made_up_id(raw),
        had_message_id=own_id is not None,
        date=date,
        sender=sender,
        writer=writer(sender, reply_to, original, fields),
        reply_to=reply_to,
        to=to,
        cc=cc,
        bcc=mailboxes(fields, "bcc", limits),
        original_sender=original,
        return_path=path,
        subject=subject,
        text=letter.text,
        new_text=letter.new_text,
        html=letter.html,
        is_rich=letter.is_rich and letter.html is not None,
        attachments=attachments,
        automatic=_automatic(bounces, complaint) or is_automatic(fields, whole.type, subject),
        bounces=bounces,
        in_reply_to=referred_ids(fields, "in-reply-to", limits.references),
        references=referred_ids(fields, "references", limits.references),
        spam=is_spam(fields),
        list_id=list_id(fields),
        authentication_results=tuple(map(plain, each(fields, "authentication-results"))),
        reached_at=reached_at(fields, (*to, *cc)),
        complaint=complaint,
        markers=find_marker(letter.text),
        invitation=_invitation(walk),
        problems=tuple(walk.problems),
        clock=clock_of(written),
    )


def _automatic(bounces: tuple[Bounce, ...], complaint: Complaint | None) -> Automatic | None:
    """Reports are machine mail, whatever they say of themselves."""
    return "bounce" if bounces else "auto-generated" if complaint else None


def _invitation(walk: Walk) -> Invitation | None:
    for leaf in walk.leaves:
        if leaf.type in ("text/calendar", "application/ics"):
            return read_invitation(decoded(walk.raw, leaf.start, leaf.end, leaf.encoding))
    return None


def _look_for_gaps(walk: Walk, whole: Part, no_date: bool, no_sender: bool) -> None:
    if not whole.fields:
        walk.complain("It has no header at all." if walk.raw else "It is empty.")
    elif no_sender:
        walk.complain("It does not say who sent it.")
    if no_date and whole.fields:
        walk.complain("Its date cannot be read." if "date" in whole.fields else "It carries no date.")
    if whole.type == "multipart/encrypted":
        walk.complain("It is encrypted and cannot be read here.")


def _rescued(raw: bytes) -> ParsedMail:
    text = guess(raw[:_RESCUED]).replace("\0", "")
    return ParsedMail(
        message_id=made_up_id(raw), had_message_id=False, date=None, sender=NOBODY, writer=NOBODY, reply_to=(), to=(),
        cc=(), bcc=(), original_sender=None, return_path=None, subject="", text=text, new_text=text, html=None,
        is_rich=False, attachments=(), automatic=None, bounces=(), in_reply_to=(), references=(), spam=False,
        list_id=None, authentication_results=(), reached_at=(), complaint=None, markers=(), invitation=None,
        problems=(NOT_UNDERSTOOD,), clock="",
    )  # fmt: skip
