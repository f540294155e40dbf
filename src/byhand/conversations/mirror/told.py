"""Told already: what the draft asks for, and they have said. Nobody is asked twice."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy

from byhand.conversations.again.repeat import stems_of
from byhand.conversations.attachment import Attachment
from byhand.conversations.message import Message
from byhand.conversations.mirror.remark import Remark, Rest
from byhand.conversations.mirror.sheet import Sheet, all_told
from byhand.kit.asking.grammar import Asked, Thing, asked_in, told_in
from byhand.kit.asking.languages import LANGUAGES

KIND = "told"
_IN_SIGNATURES = (Thing.PHONE, Thing.ADDRESS)
NAMES: dict[Thing, Promise] = {
    Thing.ORDER: gettext_lazy("You ask for the order number; they wrote “%(value)s” on %(day)s."),
    Thing.INVOICE: gettext_lazy("You ask for the invoice number; they wrote “%(value)s” on %(day)s."),
    Thing.PHONE: gettext_lazy("You ask for a phone number; they wrote “%(value)s” on %(day)s."),
    Thing.ADDRESS: gettext_lazy("You ask for their address; they wrote “%(value)s” on %(day)s."),
    Thing.BOUGHT: gettext_lazy("You ask when it was bought; they wrote “%(value)s” on %(day)s."),
    Thing.DAY: gettext_lazy("You ask which day suits them; they wrote “%(value)s” on %(day)s."),
    Thing.FILE: gettext_lazy("You ask for a picture; they sent “%(value)s” on %(day)s."),
}


def look(sheet: Sheet) -> list[Remark]:
    asked = asked_in(sheet.said.text, LANGUAGES)
    return [remark for one in asked for remark in (_files if one.thing is Thing.FILE else _words)(sheet, one)]


def _words(sheet: Sheet, asked: Asked) -> Iterator[Remark]:
    """Silent where several were told: then it is fair to ask which; and where the draft names it itself."""
    if asked.of and asked.thing is not Thing.BOUGHT:
        return
    told: dict[str, tuple[str, Message]] = {}
    for message in sheet.theirs:
        text = all_told(message) if asked.thing in _IN_SIGNATURES else message.new_text
        for value in told_in(text, asked.thing, LANGUAGES):
            told.setdefault("".join(filter(str.isalnum, value)).lower(), (value, message))
    if len(told) == 1:
        ((key, (value, message)),) = told.items()
        if key not in "".join(filter(str.isalnum, sheet.body)).lower():
            yield _remark(sheet, asked, value, message)


def _files(sheet: Sheet, asked: Asked) -> Iterator[Remark]:
    """A picture they sent; asked of something, that must be named by the file or in the letter it came with."""
    came = {one.pk: one for one in sheet.theirs}
    files = Attachment.objects.filter(message__in=came, inline=False).order_by("-message_id", "pk")
    for file in files.only("message_id", "filename", "type"):
        message = came[file.message_id]
        if _is_a_picture(file) and _is_of(asked.of, file.filename, message.new_text):
            yield _remark(sheet, asked, file.filename, message)
            return


def _is_a_picture(file: Attachment) -> bool:
    return file.type.startswith("image/") or file.type == "application/pdf"


def _is_of(of: str, filename: str, words: str) -> bool:
    return not of or bool(stems_of(of) & stems_of(f"{filename.replace('-', ' ').replace('_', ' ')} {words}"))


def _remark(sheet: Sheet, asked: Asked, value: str, message: Message) -> Remark:
    sentence = str(NAMES[asked.thing]) % {
        "value": value,
        "day": date_format(localtime(message.said_at), "j F"),
    }
    rest = Rest(message.pk, sheet.conversation.public_id, message.writer_name, message.said_at)
    return Remark(KIND, sentence, sheet.body[asked.start : asked.end], asked.start, asked.end, (rest,))
