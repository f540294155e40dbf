"""Composing: a letter's exact bytes, the same each time they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from email import policy
from email.message import MIMEPart
from email.utils import format_datetime
from hashlib import sha256
from html import escape

from byhand.channels.email import header_fields
from byhand.channels.email.attaching import attach
from byhand.channels.envelope import Outgoing, Recipient
from byhand.kit import light

# 7bit: the letter passes any server unchanged, whatever that server can do.
_POLICY = policy.SMTP.clone(cte_type="7bit", max_line_length=76)


def compose(outgoing: Outgoing) -> bytes:
    """The whole letter with CRLF line ends, no line over 998 octets (RFC 5322, 2.1.1). Raises store.Missing."""
    return "".join(_fields(outgoing)).encode() + _content(outgoing).as_bytes(policy=_POLICY)


def _fields(outgoing: Outgoing) -> Iterator[str]:
    """Never Bcc: whoever is in it stays unseen by the others."""
    envelope = outgoing.envelope
    yield header_fields.addresses("From", [Recipient(envelope.inbox.address, outgoing.author)])
    yield header_fields.addresses("To", envelope.to) or "To: undisclosed-recipients:;\r\n"
    yield header_fields.addresses("Cc", envelope.cc)
    yield header_fields.unstructured("Subject", envelope.subject)
    yield header_fields.plain("Date", format_datetime(outgoing.written_at.astimezone(UTC)))
    yield header_fields.ids("Message-ID", [outgoing.message_id])
    yield header_fields.ids("In-Reply-To", [envelope.in_reply_to])
    yield header_fields.ids("References", envelope.references)
    if outgoing.automatic:  # a person's letter carries neither (RFC 3834, section 5)
        yield header_fields.plain("Auto-Submitted", outgoing.automatic)
        yield header_fields.plain("X-Auto-Response-Suppress", "All")
    yield header_fields.plain("MIME-Version", "1.0")


def _content(outgoing: Outgoing) -> MIMEPart:
    words = _words(outgoing)
    files = outgoing.envelope.files
    if not files:
        return words
    whole = _several("mixed", outgoing.message_id)
    whole.attach(words)
    for file in files:
        attach(whole, file)
    return whole


def _words(outgoing: Outgoing) -> MIMEPart:
    """The same words twice: plain, and as HTML for programs that show only that."""
    both = _several("alternative", outgoing.message_id)
    for text, subtype in ((_plain_text(outgoing), "plain"), (_html(outgoing), "html")):
        part = MIMEPart(policy=_POLICY)
        part.set_content(text, subtype=subtype, charset="utf-8")
        both.attach(part)
    return both


def _several(subtype: str, message_id: str) -> MIMEPart:
    """A multipart whose boundary is made from the id, so that the bytes are the same each time.

    `=_` cannot occur in base64 nor in quoted-printable (RFC 2045, 6.7), so no content can hold it.
    """
    part = MIMEPart(policy=_POLICY)
    part["Content-Type"] = f"multipart/{subtype}"
    part.set_boundary(f"=_{sha256(f'{subtype} {message_id}'.encode()).hexdigest()[:32]}")
    part.set_payload([])
    return part


def _plain_text(outgoing: Outgoing) -> str:
    lines = [_readable(outgoing.envelope.words()), "", "-- ", *_signature(outgoing)]
    if outgoing.marker:
        lines.append(f"Ref: {header_fields.one_line(outgoing.marker)}")
    return "\n".join(lines) + "\n"


def _html(outgoing: Outgoing) -> str:
    signature = "<br>".join(escape(line) for line in _signature(outgoing))
    marker = (
        f'<br><small style="color:#999">Ref: {escape(header_fields.one_line(outgoing.marker))}</small>'
        if outgoing.marker
        else ""
    )
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n'
        f"{light.to_html(_readable(outgoing.envelope.words()))}"
        f'<p style="color:#666">-- <br>{signature}{marker}</p>\n</body></html>\n'
    )


def _signature(outgoing: Outgoing) -> list[str]:
    below = _readable(outgoing.signature)
    return [header_fields.one_line(outgoing.author), *(below.split("\n") if below else [])]


def _readable(text: str) -> str:
    """One kind of line end, nothing that mail may not carry (RFC 5322, 4.1), no blank lines at the end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text.encode("utf-8", "replace").decode("utf-8").rstrip()
