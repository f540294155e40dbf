"""Mail that no person wrote: shop orders, a bounce, a supplier's newsletter, spam."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from random import Random

from byhand.demo.story.almanac import month, order_number
from byhand.demo.story.posting import bytes_of, digest, headers, message_id, received, sealed
from byhand.demo.story.quoting import Written
from byhand.demo.story.shapes import Letter, Person

_SHOP = ("Kiln Lane shop", "orders@thestall.example")
_STUDIO = ("Kiln Lane Pottery", "studio@kilnlane.example")
_SHELF = (
    ("Breakfast bowl, blue", 24),
    ("Mug, oatmeal", 19),
    ("Mug, left-handed", 21),
    ("Storage jar with lid", 46),
    ("Dinner plate, chalk", 28),
    ("Side plate, chalk", 18),
    ("Teapot, tenmoku", 78),
    ("Salt pig", 32),
    ("Bread crock", 95),
    ("Small vase, celadon", 36),
    ("Butter dish", 39),
    ("Espresso cup", 14),
    ("Serving dish, long", 58),
    ("Egg cup", 11),
)
_ORDERED = (
    "ruth jonas judith oskar winifred carmen ivo hilda joan ravi olga miriam niamh leila agnes pilar ida"
)
_JARS = ("Storage jar with lid", 46)


def orders(people: dict[str, Person], now: datetime) -> Iterator[Letter]:
    """What the shop wrote of each sale, a copy to us: a record, not a conversation."""
    dice = Random(4471)
    keys = [key for key in _ORDERED.split() if key in people]
    for number in range(22):
        at = now - timedelta(days=716 - number * 32 + dice.random() * 9, minutes=dice.randrange(900))
        bought = dice.sample(_SHELF, dice.choice((1, 1, 2, 2, 3)))
        lines = [(dice.choice((1, 2, 2, 4, 6)), what, price) for what, price in bought]
        yield _order(people[keys[number % len(keys)]], order_number(at, now), lines, at)
    yield _order(people["ruth"], 4471, [(2, *_JARS)], now - timedelta(days=9, hours=3))


def _order(person: Person, number: int, lines: list[tuple[int, str, int]], at: datetime) -> Letter:
    rows = "\n".join(f"{count} x {what:<28} {count * price:>7.2f} GBP" for count, what, price in lines)
    total = sum(count * price for count, _, price in lines)
    text = (
        f"Order {number}\n\n{rows}\n{'Postage':<32} {6.5:>7.2f} GBP\n{'Total':<32} {total + 6.5:>7.2f} GBP\n\n"
        f"Sent to: {person.name}\n\nThis message was made by the shop. An answer to it reaches Ana, Tomas or Bea "
        "at Kiln Lane Pottery, or call +44 20 7946 0101.\n"
    )
    ident = message_id("shop", "thestall.example", number)
    head = headers(
        _SHOP, [(person.name, person.addresses[0])], f"Your order {number} at Kiln Lane Pottery", at, ident
    )
    head += [("Reply-To", _STUDIO[1]), ("Auto-Submitted", "auto-generated"), ("X-Order", str(number))]
    return Letter(
        bytes_of(received(_SHOP[1], at) + head, Written(text, None), "shop"),
        "INBOX",
        at,
        None,
        ident,
    )


def bounce(ours: Letter, to: Person, at: datetime) -> Letter:
    """The delivery report for a letter of ours whose address is gone (RFC 3464)."""
    address = to.addresses[0]
    ident = message_id("server", "mail.kilnlane.example", ours.message_id)
    sender = ("Mail Delivery System", "MAILER-DAEMON@mail.kilnlane.example")
    rows = headers(sender, [_STUDIO], "Undelivered Mail Returned to Sender", at, ident)
    mail = EmailMessage(policy=SMTP)
    mail.set_type("multipart/report", requote=True)
    mail.set_param("report-type", "delivery-status")
    for part in _report(ours, address, at):
        mail.attach(part)
    raw = sealed([("Return-Path", "<>"), *rows, ("Auto-Submitted", "auto-replied")], mail)
    return Letter(raw, "INBOX", at, None, ident)


def _report(ours: Letter, address: str, at: datetime) -> tuple[EmailMessage, EmailMessage, EmailMessage]:
    said, status, original = EmailMessage(policy=SMTP), EmailMessage(policy=SMTP), EmailMessage(policy=SMTP)
    said.set_content(
        "This is the mail system at host mail.kilnlane.example.\n\n"
        "I'm sorry to have to inform you that your message could not be delivered to one recipient.\n\n"
        f"<{address}>: host mx.{address.split('@')[1]} said: 550 5.1.1 <{address}>: user unknown\n"
        "    (in reply to RCPT TO command)\n"
    )
    status["Content-Type"] = "message/delivery-status"
    status.set_payload([_group({"Reporting-MTA": "dns; mail.kilnlane.example"}), _failure(address, at)])
    original.set_content(ours.raw.split(b"\r\n\r\n")[0].decode("ascii", "replace").replace("\r\n", "\n"))
    original.replace_header("Content-Type", "text/rfc822-headers")
    return said, status, original


def _failure(address: str, at: datetime) -> EmailMessage:
    return _group(
        {
            "Final-Recipient": f"rfc822; {address}",
            "Original-Recipient": f"rfc822;{address}",
            "Action": "failed",
            "Status": "5.1.1",
            "Last-Attempt-Date": format_datetime(at),
            "Diagnostic-Code": f"smtp; 550 5.1.1 <{address}>: user unknown",
        }
    )


def _group(fields: dict[str, str]) -> EmailMessage:
    group = EmailMessage(policy=SMTP)
    for name, value in fields.items():
        group[name] = value
    return group


def newsletters(now: datetime) -> Iterator[Letter]:
    """The clay merchant's newsletter, four times."""
    heads = (
        (
            "Ball clay is up, and why",
            "The quarry in Devon has changed hands; from next month a bag costs 40p more.",
        ),
        ("Grogged stoneware, back again", "After nine weeks without: the coarse buff is on the racks."),
        (
            "Open day at the works",
            "Come and see the pug mills; the tea is better than last year, we are told.",
        ),
        (
            "Holiday hours, and a note on frost",
            "Keep your clay off concrete floors. We learned it the hard way.",
        ),
    )
    for days, (title, line) in zip((612, 388, 171, 23), heads, strict=True):
        yield _newsletter(title, line, now - timedelta(days=days, hours=4))


def _newsletter(title: str, line: str, at: datetime) -> Letter:
    ident = message_id("list", "northbankclays.example", title)
    html = (
        '<table width="600" align="center" style="font-family:Georgia;background:#f4efe6"><tr><td>'
        '<img src="https://img.northbankclays.example/head.png" width="600" height="120" alt="Northbank Clays">'
        f'</td></tr><tr><td style="padding:24px"><h1 style="color:#7a4a2b">{title}</h1><p>{line}</p>'
        f"<p>{month(at)} opening: weekdays eight to four, Saturdays until noon.</p>"
        '<p><a href="https://www.northbankclays.example/shop" style="background:#7a4a2b;color:#fff;padding:8px">'
        "See the clays</a></p></td></tr></table>"
    )
    sender = ("Northbank Clays", "news@northbankclays.example")
    rows = received("bounce@northbankclays.example", at)
    rows += headers(sender, [_STUDIO], title, at, ident)
    rows += [
        ("List-Id", "Northbank Clays news <news.northbankclays.example>"),
        ("List-Unsubscribe", "<https://www.northbankclays.example/leave/8812>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("Precedence", "bulk"),
    ]
    return Letter(bytes_of(rows, Written(f"{title}\n\n{line}\n", html), "list"), "INBOX", at, None, ident)


_JUNK = (
    (
        "Kilnlane.example is not on page one",
        "Patrick from RankRocket",
        "patrick@rankrocket.example",
        "Hi there,\n\nI was just looking at your website and noticed 37 critical SEO errors. "
        "Can I send you a quote?\n\n"
        "Do you have fifteen minutes on Tuesday or Wednesday?\n\nPatrick",
    ),
    (
        "Your parcel is held: pay 1,99",
        "Delivery Centre",
        "service@parcel-release.example",
        "Dear recipient, your parcel could not be delivered. Pay the fee of 1,99 within 24 hours:\n"
        "https://parcel-release.example/pay",
    ),
    (
        "Re: ceramic tile best price container",
        "Sunny Export Dept",
        "sunny@tilegroupexport.example",
        "Dear friend,\n\nWe are manufacture of ceramic tile since 2004. MOQ one container. Kindly send quantity.",
    ),
    (
        "Re: Re: your invoice is overdue FINAL",
        "Accounts",
        "accounts@secure-billing.example",
        "Open the attached document to avoid legal action.",
    ),
)


def junk(now: datetime) -> Iterator[Letter]:
    """What the server had already put aside."""
    for days, (subject, name, address, text) in zip((402, 96, 31, 2), _JUNK, strict=True):
        at, domain = now - timedelta(days=days, hours=7), address.split("@")[1]
        ident = message_id("list", domain, subject)
        rows = received(f"bounce-{digest(subject)[:6]}@{domain}", at)
        rows += headers((name, address), [_STUDIO], subject, at, ident)
        rows += [("X-Spam-Flag", "YES"), ("X-Spam-Status", "Yes, score=11.3 required=5.0")]
        yield Letter(bytes_of(rows, Written(text + "\n", None), "list"), "Junk", at, None, ident)
