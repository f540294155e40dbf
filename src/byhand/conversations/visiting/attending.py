"""Attending to visitors: what the hub of their pages asks, answered from the database."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from byhand.channels.chat.line import MOST_SHOWN, Line
from byhand.channels.chat.taking import Placed, Spoken, is_theirs, take
from byhand.channels.chat.visitor import Visitor, token_digest
from byhand.conversations.visiting.chats import Chat, Chats, proven
from byhand.conversations.visiting.desk_told import Desks
from byhand.conversations.visiting.here_now import come, conversations_with, leave
from byhand.conversations.visiting.known import bind, bring_what_came_by_mail, make_known
from byhand.conversations.visiting.pages import bare
from byhand.live import bus
from byhand.live.attending import Hello, Taken, Welcome, Word
from byhand.people.address import Address

log = logging.getLogger(__name__)


class Attendance:
    """See `live.attending.Attending`."""

    def __init__(self) -> None:
        self._chats = Chats()
        self._desks = Desks()

    def welcome(self, hellos: Sequence[Hello]) -> list[Welcome]:
        chats = {key: self._chats.of(key) for key in {one.chat for one in hellos}}
        known = Visitor.objects.known(
            {chat.inbox.pk for chat in chats.values() if chat}, [token_digest(one.token) for one in hellos]
        )
        return [self._welcome(one, chats[one.chat], known) for one in hellos]

    def _welcome(
        self, hello: Hello, chat: Chat | None, visitors: Mapping[tuple[int, str], Visitor]
    ) -> Welcome:
        if chat is None:
            return Welcome(no=_("This chat is closed."))
        vouched, doubt = proven(chat, hello.identity)
        visitor = visitors.get((chat.inbox.pk, token_digest(hello.token)))
        desk = self.desk(chat.inbox.pk, hello.language)
        if visitor is None:
            known = {"name": vouched.name if vouched else ""}
            return Welcome(chat.inbox.pk, known=known, desk=desk, doubt=doubt)
        if not is_theirs(visitor, vouched):
            return Welcome(no="", again=True)
        _bring_mail(visitor)
        reached = visitor.reached_by_mail_at()
        known = {"name": visitor.name, "email": reached, "seen": visitor.seen, "last": visitor.numbered}
        return Welcome(chat.inbox.pk, visitor.pk, known=known, desk=desk, doubt=doubt)

    def take(self, words: Sequence[Word]) -> list[Taken]:
        chats = [self._chats.of(word.hello.chat) for word in words]
        spoken = [_spoken(chat, word) for chat, word in zip(chats, words, strict=True) if chat]
        placed = iter(_take_even_if_one_is_bad(spoken))
        return [_answer(next(placed)) if chat else Taken(no=_("This chat is closed.")) for chat in chats]

    def lines(self, have: Mapping[int, int]) -> dict[int, list[dict[str, Any]]]:
        found: dict[int, list[dict[str, Any]]] = {}
        for line in Line.objects.after(have):
            found.setdefault(line.visitor_id, []).append(line.told())
        return {visitor: lines[-MOST_SHOWN:] for visitor, lines in found.items()}

    def seen(self, seen: Mapping[int, int]) -> None:
        for visitor, number in seen.items():
            Visitor.objects.filter(pk=visitor, seen__lt=number, numbered__gte=number).update(seen=number)

    def on_page(self, visitor: int, page: str) -> None:
        if Visitor.objects.filter(pk=visitor).exclude(page=bare(page)).update(page=bare(page)):
            bus.conversations_changed(conversations_with([visitor]))

    def reach(self, visitor: int, name: str, email: str) -> str:
        name, email = " ".join(name.split())[:120], email.strip()
        try:
            if email:
                validate_email(email)
        except ValidationError:
            return _("This is no e-mail address. It looks like name@example.org.")
        # Who was proven keeps the name they were proven with.
        mine = Visitor.objects.filter(pk=visitor, vouched_at__isnull=True)
        if mine.update(name=name, email=email):
            make_known(mine.get())
            bus.conversations_changed(conversations_with([visitor]))
        return ""

    def here(self, visitors: Collection[int]) -> None:
        come(visitors)

    def gone(self, visitors: Collection[int]) -> None:
        leave(visitors)

    def desk(self, chat: int, language: str) -> dict[str, Any]:
        return self._desks.told(chat, language)

    def visitors_in(self, public_id: str) -> frozenset[int]:
        theirs = Address.objects.filter(
            kind=Address.Kind.VISITOR, takes_part__conversation__public_id=public_id
        )
        keys = [one.partition(":")[2] for one in theirs.values_list("value", flat=True)]
        return (
            frozenset(Visitor.objects.filter(key__in=keys).values_list("pk", flat=True))
            if keys
            else frozenset()
        )


def _bring_mail(visitor: Visitor) -> None:
    """What cannot be brought now is brought when they come again: it keeps neither them nor others at the door."""
    try:
        bring_what_came_by_mail(visitor)
    except Exception:
        log.exception("visitors.mail_not_brought", extra={"visitor": visitor.pk})


def _spoken(chat: Chat, word: Word) -> Spoken:
    hello = word.hello
    vouched, _doubt = proven(chat, hello.identity)
    return Spoken(
        chat.inbox, token_digest(hello.token), word.id, word.words, bare(hello.page), hello.language, vouched
    )  # fmt: skip


def _take_even_if_one_is_bad(spoken: Sequence[Spoken]) -> list[Placed]:
    """One that cannot be stored must not hold up the others. Raises DatabaseError."""
    try:
        return _take(spoken) if spoken else []
    except DatabaseError:
        raise
    except Exception:
        if len(spoken) == 1:
            raise
        return [placed for one in spoken for placed in _take_even_if_one_is_bad([one])]


@transaction.atomic
def _take(spoken: Sequence[Spoken]) -> list[Placed]:
    placed = take(spoken)
    bind({one.visitor for one in placed if one.visitor and one.visitor.vouched_email and one.number == 1})
    return placed


def _answer(placed: Placed) -> Taken:
    if placed.visitor is None:
        return Taken(again=True)
    return Taken(placed.visitor.pk, placed.number)
