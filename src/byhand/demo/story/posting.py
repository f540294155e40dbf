"""From words to the bytes on the server: headers and MIME as mail programs make them, always the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from hashlib import sha256

from byhand.demo.story.attachments import File
from byhand.demo.story.quoting import Written

_AGENTS = {
    "outlook": ("X-Mailer", "Microsoft Outlook 16.0"),
    "apple": ("X-Mailer", "Apple Mail (2.3774.600.62)"),
    "phone": ("X-Mailer", "iPhone Mail (21F90)"),
    "thunderbird": ("User-Agent", "Mozilla Thunderbird"),
    "ours": ("User-Agent", "Mozilla Thunderbird"),
}
_ABROAD = {"de": 1, "fr": 1, "ja": 9}


def digest(*parts: object) -> str:
    """A stable run of hex digits for these parts."""
    return sha256("\0".join(map(str, parts)).encode()).hexdigest()


def message_id(program: str, domain: str, *parts: object) -> str:
    """A Message-ID in the manner of the program, the same at every telling."""
    mark = digest(domain, *parts)
    if program == "gmail":
        return f"<CA{mark[:10]}_{mark[10:20]}+{mark[20:34]}@mail.{domain}>"
    if program == "outlook":
        return f"<{mark[:2].upper()}0PR{mark[2:34].upper()}@exchange.{domain}>"
    if program in ("apple", "phone"):
        upper = mark.upper()
        return f"<{upper[:8]}-{upper[8:12]}-{upper[12:16]}-{upper[16:20]}-{upper[20:32]}@{domain}>"
    return f"<{mark[:8]}-{mark[8:12]}-{mark[12:20]}@{domain}>"


def headers(
    sender: tuple[str, str],
    to: Iterable[tuple[str, str]],
    subject: str,
    at: datetime,
    ident: str | None,
    references: Iterable[str] = (),
    answers: str | None = None,
    lang: str = "en",
) -> list[tuple[str, str]]:
    """The headers of one letter; `at` is written in the clock of the writer's country."""
    abroad = _ABROAD.get(lang, 0)
    there = at.astimezone(timezone(timedelta(hours=abroad))) if abroad else at
    rows = [("Date", format_datetime(there)), ("From", formataddr(sender)), ("Subject", subject)]
    rows.insert(2, ("To", ", ".join(formataddr(pair) for pair in to)))
    chain = tuple(references)
    if ident:
        rows.append(("Message-ID", ident))
    if answers:
        rows.append(("In-Reply-To", answers))
    if chain:
        rows.append(("References", " ".join(chain)))
    return rows


def received(sender: str, at: datetime) -> list[tuple[str, str]]:
    """What our own server adds on top when a letter arrives."""
    domain = sender.partition("@")[2]
    server = f"from mx.{domain} by mail.kilnlane.example with ESMTPS"
    arrived = format_datetime(at + timedelta(seconds=4))
    return [
        ("Return-Path", f"<{sender}>"),
        ("Received", f"{server} for <studio@kilnlane.example>; {arrived}"),
    ]


def bytes_of(
    rows: Iterable[tuple[str, str]],
    body: Written,
    program: str = "ours",
    attached: Iterable[File] = (),
    inline: File | None = None,
    charset: str = "utf-8",
    html_alone: bool = False,
) -> bytes:
    """The whole letter, CRLF, with boundaries that do not depend on chance."""
    rows = [*rows, _AGENTS[program]] if program in _AGENTS else list(rows)
    mail = EmailMessage(policy=SMTP)
    _fill(mail, body, _fitting(charset, body.text + (body.html or "")), html_alone)
    if inline:
        _show(mail, inline)
    for file in attached:
        _attach(mail, file)
    return sealed(rows, mail)


def sealed(rows: Iterable[tuple[str, str]], mail: EmailMessage) -> bytes:
    """The headers on top of the complete parts."""
    head = "".join(_row(name, value) for name, value in rows)
    for number, part in enumerate(mail.walk()):
        if part.get_content_maintype() == "multipart":
            part.set_boundary(f"=_{digest(head)[:20]}_{number}")
    return head.encode("ascii") + mail.as_bytes()


def _row(name: str, value: str) -> str:
    """One header: encoded words where they are needed (RFC 2047), a list of ids folded one a line."""
    if name == "References":
        value = value.replace(" ", "\r\n ")
    if not value.isascii():
        value = Header(value, "utf-8", header_name=name).encode(linesep="\r\n")
    return f"{name}: {value}\r\n"


def _fill(mail: EmailMessage, body: Written, charset: str, html_alone: bool) -> None:
    if body.html is None:
        mail.set_content(body.text, charset=charset)
        return
    page = f"<html><head><meta charset={charset}></head><body>\n{body.html}\n</body></html>\n"
    if html_alone:
        mail.set_content(page, subtype="html", charset=charset)
        return
    mail.set_content(body.text, charset=charset)
    mail.add_alternative(page, subtype="html", charset=charset)


def _fitting(charset: str, text: str) -> str:
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return "utf-8"
    return charset


def _show(mail: EmailMessage, file: File) -> None:
    page = mail.get_body(("html",))
    if page is None:
        raise ValueError("A picture inside the text needs a program that writes HTML.")
    ident = f"{digest(file.name)[:12]}@picture.example"
    html = str(page.get_content())
    page.set_content(
        html.replace("</body>", f'<p><img src="cid:{ident}" alt="" width="120"></p></body>'), subtype="html"
    )
    main, sub = file.type.split("/")
    page.add_related(file.data, main, sub, cid=f"<{ident}>", filename=file.name)


def _attach(mail: EmailMessage, file: File) -> None:
    main, sub = file.type.split("/")
    if main == "text":
        text = file.data.decode()
        mail.add_attachment(text, sub, filename=file.name, params={"method": "REQUEST"})
        return
    mail.add_attachment(file.data, main, sub, filename=file.name)
