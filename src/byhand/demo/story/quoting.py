"""How mail programs write an answer: where they put the words, and how they quote the letter before.

Six kinds are told apart: gmail, outlook, apple, thunderbird, phone and webmail, in five languages; and
our own, which quotes below the words and marks the signature with "-- " (RFC 3676 4.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from html import escape

from byhand.demo.story.almanac import day_and_month, month, weekday

_LABELS = {
    "en": ("From", "Sent", "To", "Subject"),
    "de": ("Von", "Gesendet", "An", "Betreff"),
    "fr": ("De", "Envoyé", "À", "Objet"),
    "pt": ("De", "Enviado", "Para", "Assunto"),
    "ja": ("From", "Sent", "To", "Subject"),
}
_PHONE = {"de": "Von meinem Telefon gesendet", "pt": "Enviado do meu telemóvel"}
_GMAIL = 'style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"'


@dataclass(frozen=True)
class Quotable:
    """A letter as the next one quotes it: everything visible, and who sent it when, to whom."""

    text: str
    html: str
    name: str
    address: str
    to: str
    subject: str
    at: datetime


@dataclass(frozen=True)
class Written:
    """What the program made of the words; `html` is None where it sends plain text alone."""

    text: str
    html: str | None


def written(program: str, words: str, signature: str, before: Quotable | None, lang: str) -> Written:
    """The body of a letter, in the manner of the program it was written with."""
    if program == "gmail":
        return _gmail(words, signature, before, lang)
    if program in ("outlook", "webmail"):
        return _outlook(words, signature, before, lang)
    return Written(_plain(program, words, signature, before, lang), None)


def as_html(words: str, tag: str = "p") -> str:
    """Paragraphs, lists after "- ", *bold* and links, as a rich-text editor would write them."""
    return "\n".join(_block(block, tag) for block in words.split("\n\n"))


def _block(block: str, tag: str) -> str:
    lines = [_inline(line) for line in block.splitlines()]
    if all(line.startswith("- ") for line in lines):
        return "<ul>" + "".join(f"<li>{line[2:]}</li>" for line in lines) + "</ul>"
    return f"<{tag}>" + "<br>\n".join(lines) + f"</{tag}>"


def _inline(line: str) -> str:
    line = re.sub(r"\*(\S[^*]*)\*", r"<b>\1</b>", escape(line, quote=False))
    return re.sub(r"(https://[\w./-]+\w)", r'<a href="\1">\1</a>', line)


def _gmail(words: str, signature: str, before: Quotable | None, lang: str) -> Written:
    text, html = _signed(words, signature), f'<div dir="ltr">{as_html(words, "div")}</div>'
    if signature:
        html += f'<br><span class="gmail_signature_prefix">-- </span><br>{as_html(signature, "div")}'
    if before is None:
        return Written(text, html)
    head = _attribution(before, lang)
    quote = f'<blockquote class="gmail_quote" {_GMAIL}>{before.html}</blockquote>'
    attribution = f'<div dir="ltr" class="gmail_attr">{escape(head)}<br></div>'
    return Written(
        f"{text}\n\n{head}\n\n{quoted(before.text)}",
        f'{html}<br><div class="gmail_quote">{attribution}{quote}</div>',
    )


def _outlook(words: str, signature: str, before: Quotable | None, lang: str) -> Written:
    text = f"{words}\n\n{signature}".strip()
    html = as_html(words).replace("<p>", '<p class="MsoNormal">')
    if signature:
        html += f'<p class="MsoNormal"><span style="color:#595959">{as_html(signature, "span")}</span></p>'
    if before is None:
        return Written(text, f'<div class="WordSection1">{html}</div>')
    rows = _header_rows(before, lang)
    head = "\n".join(f"{label}: {value}" for label, value in rows)
    shown = "<br>".join(f"<b>{label}:</b> {escape(value)}" for label, value in rows)
    line = "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"
    return Written(
        f"{text}\n\n________________________________\n{head}\n\n{before.text}",
        f'<div class="WordSection1">{html}<div style="{line}"><p>{shown}</p></div>{before.html}</div>',
    )


def _plain(program: str, words: str, signature: str, before: Quotable | None, lang: str) -> str:
    if program == "phone":
        words = f"{words}\n\n{_PHONE.get(lang, 'Sent from my phone')}"
    text = _signed(words, signature)
    if before is None:
        return text
    quote = f"{_attribution(before, lang, program)}\n\n{before.text}"
    if program == "phone":
        return f"{text}\n\n{quoted(quote)}"
    if program == "thunderbird":
        return f"{_attribution(before, lang, program)}\n{quoted(before.text)}\n\n{text}"
    return f"{text}\n\n{_attribution(before, lang, program)}\n\n{quoted(before.text)}"


def _signed(words: str, signature: str) -> str:
    return f"{words}\n\n-- \n{signature}" if signature else words


def own_words(text: str) -> str:
    """A letter's text without its signature and what it quotes."""
    own = text.split("\n\n-- \n")[0].split("\n\n________")[0]
    return "\n".join(line for line in own.splitlines() if not line.startswith(">")).strip()


def quoted(text: str) -> str:
    """Each line behind "> "."""
    return "\n".join(f"> {line}" if line and line[0] != ">" else f">{line}" for line in text.splitlines())


def _attribution(before: Quotable, lang: str, program: str = "gmail") -> str:
    at, who = before.at, f"{before.name} <{before.address}>"
    clock = f"{at:%H:%M}"
    if lang == "de":
        return f"Am {at:%d.%m.%Y} um {clock} schrieb {who}:"
    if lang == "fr":
        return f"Le {weekday(at, lang)} {day_and_month(at, lang)} {at.year} à {clock}, {who} a écrit :"
    if lang == "pt":
        return f"{who} escreveu no dia {weekday(at, lang)}, {at:%d/%m/%Y} à(s) {clock}:"
    if lang == "ja":
        return f"{at.year}年{at.month}月{at.day}日({weekday(at, lang)[0]}) {clock} {who}:"
    if program in ("apple", "phone"):
        return f"On {at.day} {month(at)[:3]} {at.year}, at {clock}, {who} wrote:"
    if program == "thunderbird":
        return f"On {at:%d/%m/%Y} {clock}, {before.name} wrote:"
    return f"On {weekday(at)[:3]}, {at.day} {month(at)[:3]} {at.year} at {clock}, {who} wrote:"


def _header_rows(before: Quotable, lang: str) -> list[tuple[str, str]]:
    at = before.at
    sent = f"{weekday(at, lang)}, {day_and_month(at, lang)} {at.year} {at:%H:%M}"
    values = (f"{before.name} <{before.address}>", sent, before.to, before.subject)
    return list(zip(_LABELS[lang], values, strict=True))
