"""Taking what visitors say: stored raw like every arrival, and a line in their own stream, in one transaction.

The stored arrival is the truth of “we have it”: when this returns the page may be told so, and the same words under the
same id, brought again because nobody heard that, change nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from byhand.channels.chat.line import Line
from byhand.channels.chat.visitor import Visitor
from byhand.channels.inbox import Inbox
from byhand.channels.said import Said, SaidFile
from byhand.channels.taking_words import take_words
from byhand.kit.mime import Mailbox
from byhand.kit.signed_tokens import Vouched

# Who comes back after so long comes with another matter.
ANOTHER_MATTER_AFTER = timedelta(days=30)
LONGEST_SUBJECT = 70
CHANGED = [
    "name", "known_as", "vouched_email", "vouched_at", "language", "page", "matter", "numbered", "spoken_at",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing said in one browser; `digest` of its token names it, `id` is the browser's name for what was said."""

    inbox: Inbox
    digest: str
    id: str
    words: str
    page: str = ""
    language: str = ""
    vouched: Vouched | None = None
    files: tuple[SaidFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """Where it stands: whose stream, under which number. Both None: the stream is somebody else's."""

    visitor: Visitor | None
    number: int = 0


@transaction.atomic
def take(spoken: Sequence[Spoken]) -> list[Placed]:
    """Stores them in this order; one answer each."""
    visitors = _visitors(spoken)
    here = _here_already(spoken, visitors)
    said: defaultdict[int, list[Said]] = defaultdict(list)
    lines: list[Line] = []
    placed: list[Placed] = []
    now = timezone.now()
    for place, one in enumerate(spoken):
        visitor = visitors[one.inbox.pk, one.digest]
        if not is_theirs(visitor, one.vouched):
            placed.append(Placed(None))
            continue
        number = here.get((visitor.pk, one.id))
        if number is None:
            at = now + timedelta(microseconds=place)
            lines.append(_line(visitor, one, at))
            said[one.inbox.pk].append(_said(visitor, one, at))
            number = here[visitor.pk, one.id] = visitor.numbered
        placed.append(Placed(visitor, number))
    _write(spoken, said, lines)
    Visitor.objects.bulk_update({line.visitor for line in lines}, CHANGED)
    return placed


def is_theirs(visitor: Visitor, vouched: Vouched | None) -> bool:
    """A stream somebody was proven in is theirs alone: whoever uses the same computer after them begins anew."""
    return not visitor.known_as or (vouched is not None and vouched.subject == visitor.known_as)


def _write(spoken: Sequence[Spoken], said: dict[int, list[Said]], lines: list[Line]) -> None:
    inboxes = {one.inbox.pk: one.inbox for one in spoken}
    for inbox, words in said.items():
        take_words(words, inbox=inboxes[inbox])
    Line.objects.bulk_create(lines)


def _visitors(spoken: Sequence[Spoken]) -> dict[tuple[int, str], Visitor]:
    """The rows of all these browsers, made where they are new, locked in one order until the transaction ends."""
    wanted = {(one.inbox.pk, one.digest): one.inbox for one in spoken}
    found = _locked(wanted)
    new = [Visitor(inbox=inbox, token_digest=name[1]) for name, inbox in wanted.items() if name not in found]
    if new:
        Visitor.objects.bulk_create(new, ignore_conflicts=True)
        found = _locked(wanted)
    return found


def _locked(wanted: Collection[tuple[int, str]]) -> dict[tuple[int, str], Visitor]:
    rows = Visitor.objects.filter(token_digest__in=[digest for _, digest in wanted]).order_by("pk")
    return {(one.inbox_id, one.token_digest): one for one in rows.select_for_update()}


def _here_already(
    spoken: Sequence[Spoken], visitors: dict[tuple[int, str], Visitor]
) -> dict[tuple[int, str], int]:
    """Numbers of what was said before, by visitor and the browser's own name for it."""
    old = {one.pk for one in visitors.values() if one.numbered}
    if not old:
        return {}
    rows = Line.objects.filter(Q(client_id__in={one.id for one in spoken}), visitor__in=old)
    return {(pk, name): number for pk, name, number in rows.values_list("visitor", "client_id", "number")}


def _line(visitor: Visitor, one: Spoken, at: datetime) -> Line:
    """The next of their stream; what they said of themselves beside it is kept on their row."""
    if visitor.spoken_at and visitor.spoken_at < at - ANOTHER_MATTER_AFTER:
        visitor.matter += 1
    visitor.numbered += 1
    visitor.spoken_at = at
    visitor.page, visitor.language = one.page or visitor.page, one.language or visitor.language
    if one.vouched:
        _vouch(visitor, one.vouched, at)
    return Line(
        visitor=visitor, number=visitor.numbered, client_id=one.id, words=one.words, at=at, files=_named(one.files)
    )  # fmt: skip


def _vouch(visitor: Visitor, vouched: Vouched, at: datetime) -> None:
    visitor.known_as, visitor.vouched_email = vouched.subject, vouched.email
    visitor.vouched_at = visitor.vouched_at or at
    visitor.name = vouched.name or visitor.name


def _said(visitor: Visitor, one: Spoken, at: datetime) -> Said:
    subject = " ".join(one.words.split())
    return Said(
        id=visitor.word_called(one.id), by=Mailbox(visitor.name, visitor.address()), text=one.words, at=at,
        matter=visitor.matter_called(visitor.matter), verified=one.vouched is not None, files=one.files,
        subject=subject if len(subject) <= LONGEST_SUBJECT else f"{subject[:LONGEST_SUBJECT].rpartition(' ')[0]}…",
    )  # fmt: skip


def _named(files: Sequence[SaidFile]) -> list[dict[str, Any]]:
    return [{"filename": one.filename, "type": one.type, "size": len(one.content)} for one in files]
