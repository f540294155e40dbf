"""Who sees what: what each of those a letter goes to sees of the others, in words, and who is new here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.channels.envelope import Recipient
from byhand.conversations.conversation import Conversation
from byhand.conversations.drafting import Words
from byhand.conversations.message import Message
from byhand.conversations.recipients import each_once
from byhand.people.address import normal_email
from byhand.people.recognising import is_usable

# Further names are counted.
NAMED = 4


@dataclass(frozen=True, slots=True)
class Readers:
    """Two sentences about a letter; each is empty where there is nothing to say."""

    who_sees_what: str
    new_here: str = ""


def readers_of(words: Words, conversation: Conversation | None, said: Sequence[Message] = ()) -> Readers:
    """Of what stands on the sheet. Asks the database only for those whom none of these messages names."""
    to, cc, bcc = each_once(words.to, words.cc, words.bcc)
    new = _newcomers((*to, *cc, *bcc), conversation, said) if conversation else []
    return Readers(who_sees_what((*to, *cc), bcc), _new_here([_called(one) for one in new]))


def who_sees_what(seen: Sequence[Recipient], unseen: Sequence[Recipient]) -> str:
    """“Ruth and Omar see each other. Lena gets it unseen (Bcc).” Nothing for one alone."""
    sentences: list[str] = []
    if len(seen) > 1:
        sentences.append(_("%(names)s see each other.") % {"names": listed(map(_called, seen))})
    elif unseen and seen:
        sentences.append(_("%(name)s sees nobody else.") % {"name": _called(seen[0])})
    if unseen:
        sentences.append(_unseen([_called(one) for one in unseen]))
    return " ".join(sentences)


def listed(names: Collection[str] | map[str]) -> str:
    """“Ruth, Omar and Lena”; of many the first, and how many more."""
    every = list(names)
    if len(every) > NAMED + 1:
        more = len(every) - NAMED
        others = ngettext("%(n)s other", "%(n)s others", more) % {"n": more}
        every = [*every[:NAMED], others]
    if len(every) < 2:
        return "".join(every)
    return _("%(names)s and %(last)s") % {"names": ", ".join(every[:-1]), "last": every[-1]}


def _unseen(names: list[str]) -> str:
    sentence = ngettext(
        "%(names)s gets it unseen (Bcc).", "%(names)s get it unseen (Bcc), each alone.", len(names)
    )
    return sentence % {"names": listed(names)}


def _new_here(names: list[str]) -> str:
    sentence = ngettext(
        "%(names)s is new here and gets this letter alone, nothing that was said before.",
        "%(names)s are new here and get this letter alone, nothing that was said before.",
        len(names),
    )
    return sentence % {"names": listed(names)} if names else ""


def _newcomers(
    recipients: Sequence[Recipient], conversation: Conversation, said: Sequence[Message]
) -> list[Recipient]:
    known = {normal_email(one.get("address", "")) for each in said for one in (*each.to, *each.cc)}
    known |= {each.writer.value for each in said if each.writer}
    unknown = {normal_email(one.address) for one in recipients if is_usable(one.address)} - known
    new = unknown - conversation.taking_part(unknown) if unknown else unknown
    return [one for one in recipients if normal_email(one.address) in new]


def _called(one: Recipient) -> str:
    return one.name or one.address
