"""Which folders of a mailbox we read, and which is for what (RFC 6154)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from imap_tools import BaseMailBox

from byhand.channels.folder import Folder
from byhand.channels.inbox import Inbox

# Where a server does not say which folder holds what was sent, programs agree on its name in their language.
_SENT_NAMES = re.compile(
    r"sent([ _-]?(items|mail|messages))?|gesendet(e (objekte|elemente|nachrichten))?|(objets |éléments )?envoyés"
    r"|messages envoyés|enviad[oa]s|elementos enviados|itens enviados|(posta )?inviat[ai]|verzonden( items)?"
    r"|wysłane|elementy wysłane|skickat|skickade?|sendt( post)?|lähetetyt|odeslaná( pošta)?|отправленные"
    r"|gönderilmiş öğeler|送信済み(アイテム)?|已发送(邮件)?|寄件備份",
    re.IGNORECASE,
)
_JUNK_NAMES = re.compile(
    r"junk([ _-]?(e-?mail|mail))?|spam|bulk( mail)?|(unerwünscht(e werbung)?)|spamverdacht|courrier indésirable"
    r"|indésirables|correo (no deseado|basura)|lixo( eletrônico)?|posta indesiderata|ongewenste( e-mail)?|skräppost"
    r"|søppelpost|uønsket( e-mail)?|roskaposti|wiadomości-śmieci|нежелательная почта|спам|迷惑メール|垃圾邮件|垃圾郵件",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A folder on the server and what it is for."""

    name: str
    role: str


def to_read(mailbox: BaseMailBox, inbox: Inbox) -> list[Place]:
    """INBOX and what the team chose, then Sent, then Junk; each once."""
    chosen = [str(name) for name in inbox.options.get("incoming_folders") or []]
    places = [Place(name, Folder.Role.INCOMING) for name in dict.fromkeys(["INBOX", *chosen])]
    listed = _listed(mailbox)
    for role in (Folder.Role.SENT, Folder.Role.JUNK):
        name = _found(listed, inbox, role)
        if name and name not in {place.name for place in places}:
            places.append(Place(name, role))
    return [place for place in places if place.name == "INBOX" or place.name in listed]


def sent_folder(mailbox: BaseMailBox, inbox: Inbox) -> str:
    """Where colleagues expect what was sent; empty if there is no such folder."""
    return _found(_listed(mailbox), inbox, Folder.Role.SENT)


def role_by_name(name: str) -> str:
    """What a folder is for by its name alone; empty if the name does not tell."""
    last = re.split(r"[/.\\]", name)[-1].strip()
    if _SENT_NAMES.fullmatch(last):
        return Folder.Role.SENT
    return Folder.Role.JUNK if _JUNK_NAMES.fullmatch(last) else ""


def _found(listed: dict[str, tuple[str, ...]], inbox: Inbox, role: str) -> str:
    """As the team set it, as the server marks it, or by its name."""
    chosen = str(inbox.options.get(f"{role}_folder") or "")
    if chosen in listed:
        return chosen
    mark = r"\sent" if role == Folder.Role.SENT else r"\junk"
    marked = [name for name, flags in listed.items() if mark in {flag.lower() for flag in flags}]
    named = [name for name in listed if role_by_name(name) == role]
    return next(iter([*marked, *sorted(named, key=len)]), "")


def _listed(mailbox: BaseMailBox) -> dict[str, tuple[str, ...]]:
    """Every folder one can open, with its flags."""
    folders = mailbox.folder.list()
    closed = {r"\noselect", r"\nonexistent"}
    return {one.name: one.flags for one in folders if not closed & {flag.lower() for flag in one.flags}}
