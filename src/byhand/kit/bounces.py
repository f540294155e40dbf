"""Mail that says a message could not be delivered: delivery reports (RFC 3464) and what came before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from byhand.kit.headers import Fields, each, parse_fields, plain, unfold
from byhand.kit.parsed import Bounce
from byhand.kit.parts import Part, Walk, inner_message
from byhand.kit.transfer import decoded

_LONGEST = 200_000  # bytes of a report that are read
_MOST = 100
_LONGEST_SAID = 300
_DAEMON = re.compile(
    r"^(?:mailer-daemon|mail-daemon|postmaster|mdaemon|mailerdaemon|maildelivery)\b", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"undeliver|not delivered|delivery (?:status notification|failure|problem|has failed|incomplete|delayed|report)"
    r"|returned mail|failure notice|mail delivery failed|delivery failed|mail system error|unzustellbar"
    r"|nicht zugestellt|non remis|échec de la remise|no se puede entregar|mancata consegna|message not accepted"
    r"|could not be delivered|warning: (?:message|could not)|rejected mail|nondeliverable|olevererbart",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"could ?n[o']t be delivered|can(?:not|'t) be delivered|wasn't able to deliver|unable to deliver|permanent(?:ly)? "
    r"(?:fatal )?(?:error|fail)|undeliverable|did not reach|user unknown|unknown user|no such user"
    r"|mailbox (?:unavailable|not found|is full)|does not exist|delivery .{0,30}fail|konnte nicht zugestellt",
    re.IGNORECASE,
)
_DELAYED = re.compile(
    r"delay|will be retried|still trying|retry timeout|warning: message|temporar|verzögert", re.IGNORECASE
)
_GIVEN_UP = re.compile(
    r"giving up|given up|permanent|fatal|failed|returned|undeliverable|could not be delivered", re.IGNORECASE
)
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY_CODE = re.compile(r"(?<![\d.])([45]\d\d)[ -]")
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
_MESSAGE_ID = re.compile(r"^[ \t>|]*Message-ID:\s*<([^<>\s]{1,900})>", re.IGNORECASE | re.MULTILINE)


def find_bounces(
    walk: Walk, whole: Part, sender: str, return_path: str | None, subject: str, text: str
) -> tuple[Bounce, ...]:
    """The recipients that were not reached; none if this is no bounce. Reports of success are none."""
    report = whole.parameters.get("report-type", "").lower() if whole.type == "multipart/report" else ""
    status = next((leaf for leaf in walk.leaves if leaf.type.endswith("/delivery-status")), None)
    if status is not None:
        original = _original_id(walk, whole, text)
        return tuple(_from_report(_groups(walk, status), original))
    failed = each(whole.fields, "x-failed-recipients")
    if failed or report == "delivery-status" or _is_old_bounce(sender, return_path, subject, text):
        return _from_words(walk, whole, failed, subject, text)
    return ()


def _is_old_bounce(sender: str, return_path: str | None, subject: str, text: str) -> bool:
    daemon, null = bool(_DAEMON.match(sender)), return_path == ""
    if not daemon and not null:
        return False
    return bool(_SUBJECT.search(subject)) or (daemon and bool(_BODY.search(text[:5_000])))


def _groups(walk: Walk, leaf: Part) -> list[Fields]:
    """The report's groups of fields; the first is about the message, each other about one recipient."""
    data = decoded(walk.raw, leaf.start, min(leaf.end, leaf.start + _LONGEST), leaf.encoding)
    blocks = re.split(rb"\n(?:[ \t]*\r?\n)+", data.lstrip())
    return [parse_fields(block + b"\n", 0, len(block) + 1) for block in blocks[: _MOST + 1]]


def _from_report(groups: list[Fields], original: str | None) -> Iterator[Bounce]:
    for fields in groups:
        recipient = fields.get("final-recipient") or fields.get("original-recipient")
        action = unfold(fields.get("action", "")).lower()
        if recipient is None or action in ("delivered", "relayed", "expanded"):
            continue
        status = _STATUS.search(fields.get("status", "")) or _STATUS.search(fields.get("diagnostic-code", ""))
        number = status[1] if status else None
        if number and number[0] == "2":
            continue
        permanent = (
            action != "delayed" and not (number or "5").startswith("4") if action != "failed" else True
        )
        asked = fields.get("original-recipient")
        yield Bounce(
            _recipient(recipient), number, permanent, original,
            asked_for=_recipient(asked) if asked else None, said=_said(fields.get("diagnostic-code", "")),
        )  # fmt: skip


def _said(value: str) -> str:
    """The words of `smtp; 550 5.1.1 No such user` (RFC 3464, 2.3.6), on one line."""
    words = plain(unfold(value).partition(";")[2] or value)
    return " ".join(words.split())[:_LONGEST_SAID]


def _recipient(value: str) -> str:
    """The address of `rfc822; bob@example.com` (RFC 3464, 2.3.2)."""
    address = unfold(value).partition(";")[2] or unfold(value)
    return address.strip().strip("<>").removeprefix("mailto:")


def _from_words(walk: Walk, whole: Part, failed: list[str], subject: str, text: str) -> tuple[Bounce, ...]:
    original = _original_id(walk, whole, text)
    about = text[:_LONGEST].partition("\nReceived:")[0][:10_000]
    status, code = _STATUS.search(about), _REPLY_CODE.search(about)
    number = status[1] if status else None
    digit = (number or (code[1] if code else "5"))[0]
    delayed = bool(
        _DELAYED.search(subject) or (_DELAYED.search(about) and not _GIVEN_UP.search(f"{subject} {about}"))
    )
    addresses = [one for value in failed for one in _ADDRESS.findall(value)] or _first_address(about)
    permanent = digit == "5" and not delayed
    said = _line_of(about, status or code)
    return tuple(
        Bounce(address, number, permanent, original, said=said) for address in addresses[:_MOST] or [None]
    )


def _line_of(text: str, found: re.Match[str] | None) -> str:
    """The line on which the server's answer stands."""
    if found is None:
        return ""
    begin, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
    return " ".join(text[begin : end if end >= 0 else len(text)].split())[:_LONGEST_SAID]


def _first_address(text: str) -> list[str]:
    found = (one[0] for one in _ADDRESS.finditer(text))
    return [one for one in found if not _DAEMON.match(one)][:1]


def _original_id(walk: Walk, whole: Part, text: str) -> str | None:
    """The id of the message that came back: enclosed, its header alone, quoted as text, or answered."""
    for leaf in walk.leaves:
        if leaf.type in ("message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers"):
            found = _id_inside(walk, leaf)
            if found:
                return found
    own = whole.fields.get("message-id", "")
    for found in _MESSAGE_ID.finditer(text[:_LONGEST]):
        if found[1] not in own:
            return found[1]
    answered = re.findall(
        r"<([^<>\s]+)>", whole.fields.get("in-reply-to") or whole.fields.get("references") or ""
    )
    return answered[-1] if answered else None


def _id_inside(walk: Walk, leaf: Part) -> str | None:
    if leaf.encoding in ("base64", "quoted-printable"):
        data = decoded(walk.raw, leaf.start, min(leaf.end, leaf.start + _LONGEST), leaf.encoding)
        fields = parse_fields(data + b"\n", 0, len(data) + 1)
    else:
        fields = inner_message(walk, leaf).fields
    found = re.search(r"<([^<>\s]+)>", fields.get("message-id", ""))
    return found[1] if found else None
