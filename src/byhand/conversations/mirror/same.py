"""The same answer: what they got before, in this conversation or in another, and nothing new was asked since."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from byhand.conversations.again.index import messages_with
from byhand.conversations.again.repeat import asks_something_new, repeats
from byhand.conversations.again.said import said_in
from byhand.conversations.conversation import Conversation
from byhand.conversations.message import Message
from byhand.conversations.mirror.remark import Remark, Rest
from byhand.conversations.mirror.sheet import Sheet
from byhand.kit.runs import fingerprints

KIND = "same"
_MOST = 12


def look(sheet: Sheet) -> list[Remark]:
    if sheet.said.is_too_short():
        return []
    for earlier in reversed(sheet.ours):
        if repeats(sheet.said, said_in(earlier.new_text)) and not _asked_since(sheet, earlier):
            return [_remark(sheet.conversation.public_id, earlier)]
    return _elsewhere(sheet)


def _asked_since(sheet: Sheet, earlier: Message) -> bool:
    before = [one.new_text for one in sheet.theirs if one.said_at <= earlier.said_at]
    since = [one.new_text for one in sheet.theirs if one.said_at > earlier.said_at]
    return asks_something_new(before, since)


def _elsewhere(sheet: Sheet) -> list[Remark]:
    """In another conversation with the same person, as far as the reader may see it."""
    person = sheet.conversation.person_id
    if not person:
        return []
    alike = messages_with(fingerprints(sheet.said.words.plain))
    seen = Conversation.objects.in_sight(sheet.sight).filter(person=person).exclude(pk=sheet.conversation.pk)
    ours = Message.objects.standing().filter(
        pk__in=sorted(alike, key=lambda pk: (-len(alike[pk]), -pk))[:160]
    )
    rows = ours.filter(conversation__in=seen).select_related("conversation").order_by("-said_at")[:_MOST]
    for earlier in rows:
        if repeats(sheet.said, said_in(earlier.new_text)) and not _asked_anew(sheet, earlier):
            return [_remark(earlier.conversation.public_id, earlier)]
    return []


def _asked_anew(sheet: Sheet, earlier: Message) -> bool:
    came = Message.objects.filter(
        conversation=earlier.conversation_id, origin=Message.Origin.CAME, automatic=""
    )
    before = came.filter(said_at__lte=earlier.said_at).order_by("-said_at").values_list("new_text", flat=True)
    return asks_something_new(before[:_MOST], [one.new_text for one in sheet.unanswered()])


def _remark(conversation: str, earlier: Message) -> Remark:
    day = date_format(localtime(earlier.said_at), "j F")
    sentence = _("They got this answer on %(day)s, and have asked nothing new since.") % {"day": day}
    return Remark(
        KIND, sentence, rests=(Rest(earlier.pk, conversation, earlier.writer_name, earlier.said_at),)
    )
