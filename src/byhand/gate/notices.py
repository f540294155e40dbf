"""Notices: the only machine mail there is. A fixed list, fixed texts, a named colleague in each.

There is no way to put free text in: a notice is a kind and a few facts, and its words stand in `notice_words.py`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from byhand.channels.envelope import Automatic, Envelope, Outgoing, Recipient
from byhand.channels.inbox import Inbox
from byhand.gate import message_ids
from byhand.gate.journal import JournalEntry
from byhand.gate.notice import Notice
from byhand.gate.notice_words import TEXTS
from byhand.people.address import normal_email
from byhand.people.recognising import is_usable
from byhand.team.house import House
from byhand.team.user import User

# The backstop: these hold even when every header lies (mail-rules: Backstop).
PER_RECIPIENT_AND_HOUR = 10
PER_INBOX_AND_HOUR = 100
ONCE_PER_CONVERSATION = timedelta(hours=24)

# The page of `web` of that name; a notice has no page to ask for its address.
TELL_US_OFF = f"{settings.BASE_URL}/tell-us-off/?from=notice"


@dataclass(frozen=True, slots=True)
class Cause:
    """The mail a receipt would answer, as far as that decides whether it may."""

    sender: str
    message_id: str
    about: str
    automatic: bool
    on_a_list: bool
    has_null_path: bool
    is_not_for_us: bool


@dataclass(frozen=True, slots=True)
class Digest:
    """What waits for a colleague, a line a thing, in their language; where to look, and where they chose this."""

    lines: str
    language: str
    link: str
    choices: str


def receipt(inbox: Inbox, cause: Cause) -> Notice | None:
    """“We have your message; Ana reads it.” None when this inbox sends none, or a limit says no."""
    contact = inbox.receipt_contact
    if not inbox.sends_receipts or contact is None or not contact.is_active or inbox.receipts_stopped_at:
        return None
    if _answers_a_machine(cause) or _was_told_lately(cause) or _is_one_of_ours(cause.sender):
        return None
    if _floods(inbox, cause):
        return None
    return _make(
        Notice.Kind.RECEIPT, inbox, cause.sender, contact, about=cause.about, in_reply_to=cause.message_id
    )


def delivery_failed(
    *, inbox: Inbox, author: User, recipient: str, reason: str, subject: str, link: str
) -> Notice:
    """Tells a colleague that their letter did not arrive."""
    facts = {"recipient": recipient, "reason": reason, "subject": subject, "link": link}
    return _make(Notice.Kind.DELIVERY_FAILURE, inbox, author.email, author, facts=facts)


def was_unwelcome(*, inbox: Inbox, author: User, recipient: str, subject: str, link: str) -> Notice:
    """Tells a colleague, kindly, that their letter was called spam."""
    facts = {"recipient": recipient, "subject": subject, "link": link}
    return _make(Notice.Kind.COMPLAINT, inbox, author.email, author, facts=facts)


def invite(*, email: str, link: str, by: User) -> Notice | None:
    """Invites a colleague by mail; None while no mailbox can send."""
    inbox = _any_mailbox()
    return _make(Notice.Kind.INVITATION, inbox, email, by, facts={"link": link}) if inbox else None


def sign_in_mail(*, email: str, link: str) -> Notice | None:
    """The link that lets a colleague choose a new password; None while no mailbox can send."""
    inbox, contact = _any_mailbox(), User.objects.at_work().filter(role=User.Role.OWNER).first()
    return (
        _make(Notice.Kind.SIGN_IN, inbox, email, contact, facts={"link": link}) if inbox and contact else None
    )


def digest(to: User, told: Digest) -> Notice | None:
    """Tells a colleague what waits for them, as they chose; None while no mailbox can send."""
    inbox, house = _any_mailbox(), House.current()
    contact = house.contact if house and house.contact else to
    return _make(Notice.Kind.DIGEST, inbox, to.email, contact, facts=asdict(told)) if inbox else None


def opt_in(*, email: str, topics: str, link: str, language: str) -> Notice | None:
    """Asks whether it was they who want to be written to; None while no mailbox can send or nobody is named."""
    return _to_the_public(Notice.Kind.OPT_IN, email, {"topics": topics, "link": link, "language": language})


def stopped(*, email: str, topics: str, link: str, language: str) -> Notice | None:
    """Tells them once that letters stopped by the button of their mail program, which showed them no page."""
    return _to_the_public(Notice.Kind.STOPPED, email, {"topics": topics, "link": link, "language": language})


def still_wanted(*, email: str, link: str, language: str) -> Notice | None:
    """Asks once after a long silence (`still_wanted.py`). None while nobody is named or no mailbox sends."""
    return _to_the_public(Notice.Kind.STILL_WANTED, email, {"link": link, "language": language})


def outgoing_of(notice: Notice) -> Outgoing:
    """The notice as it goes on the wire, in its fixed words."""
    with translation.override(notice.facts.get("language") or settings.LANGUAGE_CODE):
        subject, body = _words_of(notice)
    house = House.current()
    automatic: Automatic = "auto-replied" if notice.kind == Notice.Kind.RECEIPT else "auto-generated"
    envelope = Envelope(
        inbox=notice.inbox, to=(Recipient(notice.recipient),), subject=subject, body=body,
        in_reply_to=notice.in_reply_to, references=(notice.in_reply_to,) if notice.in_reply_to else (),
    )  # fmt: skip
    return Outgoing(envelope, house.name if house else notice.inbox.name, notice.message_id, notice.made_at,
                    automatic=automatic)  # fmt: skip


def line_of(notice: Notice) -> str:
    """The notice as a thin grey line in the conversation."""
    return _("Automatic %(kind)s to %(recipient)s: %(stage)s") % {
        "kind": notice.get_kind_display(), "recipient": notice.recipient, "stage": notice.get_stage_display(),
    }  # fmt: skip


def _make(
    kind: Notice.Kind, inbox: Inbox, recipient: str, contact: User, *,
    about: str = "", in_reply_to: str = "", facts: dict[str, str] | None = None,
) -> Notice:  # fmt: skip
    with transaction.atomic():
        notice = Notice.objects.create(
            kind=kind, inbox=inbox, recipient=recipient, contact=contact, about=about, in_reply_to=in_reply_to,
            facts=facts or {}, message_id=message_ids.mint(inbox.address.rpartition("@")[2] or "localhost"),
        )  # fmt: skip
        JournalEntry.objects.append("notice", {"notice": notice.pk, "kind": str(kind), "contact": contact.pk})
    return notice


def _to_the_public(kind: Notice.Kind, email: str, facts: dict[str, str]) -> Notice | None:
    inbox = _any_mailbox() or Inbox.objects.at_work().filter(kind="practice").first()
    house = House.current()
    contact = (house.contact if house else None) or User.objects.at_work().filter(
        role=User.Role.OWNER
    ).first()
    return _make(kind, inbox, email, contact, facts=facts) if inbox and contact else None


def _words_of(notice: Notice) -> tuple[str, str]:
    house = House.current()
    facts = {
        "team": house.name if house else notice.inbox.name,
        "contact": notice.contact.name,
        "reach": _how_to_reach(notice, house),
        **notice.facts,
    }
    subject, body = TEXTS[notice.kind]()
    off = _("Something went wrong? Tell us off, a person reads it first of all: %(link)s") % {
        "link": TELL_US_OFF
    }
    return " ".join((subject % facts).split()), f"{body % facts}\n\n{off}"


def _how_to_reach(notice: Notice, house: House | None) -> str:
    address = notice.inbox.address or notice.contact.email
    if house and house.phone:
        return _("%(phone)s or %(address)s") % {"phone": house.phone, "address": address}
    return address


def _answers_a_machine(cause: Cause) -> bool:
    untouchable = cause.automatic or cause.on_a_list or cause.has_null_path or cause.is_not_for_us
    return untouchable or not is_usable(cause.sender)


def _was_told_lately(cause: Cause) -> bool:
    """At most once a conversation and day to one person."""
    since = timezone.now() - ONCE_PER_CONVERSATION
    told = Notice.objects.filter(kind=Notice.Kind.RECEIPT, about=cause.about, recipient=cause.sender)
    return told.filter(made_at__gt=since).exists()


def _is_one_of_ours(address: str) -> bool:
    return Inbox.objects.filter(address__iexact=normal_email(address)).exists()


def _floods(inbox: Inbox, cause: Cause) -> bool:
    """Past the backstop the inbox's receipts stop until a colleague lets them go on."""
    lately = Notice.objects.filter(kind=Notice.Kind.RECEIPT, made_at__gt=timezone.now() - timedelta(hours=1))
    if lately.filter(inbox=inbox).count() >= PER_INBOX_AND_HOUR:
        _stop_receipts(inbox)
        return True
    return lately.filter(recipient=cause.sender).count() >= PER_RECIPIENT_AND_HOUR


def _stop_receipts(inbox: Inbox) -> None:
    stopped = Inbox.objects.filter(pk=inbox.pk, receipts_stopped_at__isnull=True)
    if stopped.update(receipts_stopped_at=timezone.now()) and inbox.receipt_contact:
        delivery_failed(
            inbox=inbox, author=inbox.receipt_contact, recipient=inbox.address, subject=_("Receipts"), link="",
            reason=_("Over 100 receipts were due within an hour, so this inbox sends none until you let it."),
        )  # fmt: skip


def _any_mailbox() -> Inbox | None:
    return Inbox.objects.at_work().filter(kind="email").first()
