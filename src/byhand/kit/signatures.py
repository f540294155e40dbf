"""Where a signature begins: the delimiter of RFC 3676, 4.3, telephones that sign for their owners, list footers."""

from __future__ import annotations

import re

_DELIMITER = re.compile(r"[ \t]{0,2}(?:--|—|–)[ \t\xa0]{0,2}$")
_FOOTER = re.compile(r"[ \t]{0,2}(?:_{10,}+|-{20,}+|={20,}+)[ \t]*+$")
_SENT_FROM_JAPANESE = re.compile(r".{0,20}iPhone ?から送信[ \t]*$")
_LIST_WORDS = (
    "mailing list", "unsubscribe", "listinfo", "list-info", "listserv", "sourceforge", "newsletter", "abmelden",
)  # fmt: skip
_SENT_FROM = re.compile(
    r"[ \t]{0,4}\[?(?:Sent (?:from|via|with|by) (?:(?:my|a|the|an)\b[^,;:!?]{1,50}|\S{3,20}(?: Mail| for \w+)?)"
    r"|Von meinem [^,;:]{2,40} gesendet|(?:Diese Nachricht wurde )?[Gg]esendet (?:von|mit|aus)\b[^,;:]{2,50}"
    r"|Envoyé (?:de|depuis|avec)\b[^,;:]{2,40}|Enviado (?:desde|do|de|con|com)\b[^,;:]{2,40}"
    r"|Inviato (?:da|dal|con)\b[^,;:]{2,40}|Verstuurd (?:vanaf|vanuit|met|via)\b[^,;:]{2,40}"
    r"|Verzonden (?:vanaf|met)\b[^,;:]{2,40}"
    r"|Skickat från[^,;:]{2,40}|Sendt fra[^,;:]{2,40}|Wysłan[eo] z[^,;:]{2,40}|Odesláno z[^,;:]{2,40}"
    r"|Lähetetty [^,;:]{2,40}|Отправлено с[^,;:]{2,40}|Get Outlook for \w+"
    r"|Outlook für \w+ beziehen|Télécharger Outlook pour \w+"
    r"|发自我的.{1,20}|나의 iPhone에서 보냄)(?:<[^>]*>|\(https?:[^)]*\))?[.!]?\]?[ \t]*$",
)
_DASH_NAME = re.compile(r"[ \t]{0,4}[-~–—][ ]?[A-Z][\w.'-]{0,20}(?: [A-Z][\w.'-]{0,20}){0,3}[ \t]*$")
SIGNS = frozenset("-—–_=~")  # what a signature begins with, telephones' words apart
_MAY_BEGIN = SIGNS | frozenset(" \t[")
_DASHES = frozenset("-—–~")
_SENT_STARTS = frozenset("SVDGgETILOWО发나")
_MOST_LINES = 15  # written ones; a longer end is no signature
HINTS = (
    "\n-", "\n –", "\n—", "\n–", "\n~", "\n -", "____", "----", "====", "Sent ", "esendet", "Envoyé", "Enviado",
    "Inviato", "Verstuurd", "Verzonden", "Skickat", "Sendt", "Wysłan", "Odesláno", "Lähetetty", "Отправлено",
    "Outlook", "iPhone", "发自",
)  # fmt: skip


def may_hold_signature(text: str) -> bool:
    """Whether anything in a letter looks like a signature's beginning; else a last ` - plan.xls` is a list's."""
    for hint in HINTS:  # a plain loop: this is asked of every letter
        if hint in text:
            return True
    return text.startswith(("-", "—", "–", "~"))


def signature_start(lines: list[str], start: int, end: int) -> int:
    """The first line of the signature that ends lines[start:end], or `end`. What precedes a quote may be signed too."""
    stop = end
    for _ in range(3):  # a footer below a signature below a telephone's line
        found = _ending(lines, start, stop)
        if found == stop:
            break
        stop = found
    return stop


def _ending(lines: list[str], start: int, end: int) -> int:
    written, at = 0, end - 1
    last = True
    while at >= start and written <= _MOST_LINES:
        line = lines[at]
        if line and (last or line[0] in _MAY_BEGIN) and _begins_signature(lines, at, end, last):
            return at
        if line and not line.isspace():
            written += 1
            last = False
        at -= 1
    return end


def _begins_signature(lines: list[str], at: int, end: int, last: bool) -> bool:
    line = lines[at]
    if not line or len(line) > 120:
        return False
    start = line[:5].lstrip(" \t[")[:1]
    if (
        last
        and start not in _DASHES
        and (_SENT_FROM.match(line) if start in _SENT_STARTS else _SENT_FROM_JAPANESE.match(line))
    ):
        return True
    if start not in SIGNS:
        return False
    if last and _DASH_NAME.match(line):
        return True
    if _DELIMITER.match(line):
        return any(below.strip() for below in lines[at + 1 : end])
    return bool(_FOOTER.match(line)) and _speaks_of_a_list(lines[at + 1 : end])


def _speaks_of_a_list(lines: list[str]) -> bool:
    words = "\n".join(lines).lower()
    return any(word in words for word in _LIST_WORDS)
