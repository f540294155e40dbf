"""Mail that went to many: a supplier's newsletter, and spam."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from byhand.demo.story.almanac import month
from byhand.demo.story.cast import TEAM
from byhand.demo.story.posting import bytes_of, digest, headers, message_id, received
from byhand.demo.story.quoting import Written
from byhand.demo.story.shapes import Letter

_STUDIO = (TEAM.name, TEAM.address)


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
