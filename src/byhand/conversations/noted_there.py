"""Noted there: what colleagues of another desk noted beside a conversation, and how they tagged it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from byhand.channels.told_elsewhere import ToldElsewhere
from byhand.conversations.conversation import Conversation
from byhand.conversations.note import Note
from byhand.conversations.stood_there import moment_of
from byhand.conversations.tag import NotATag, Tag
from byhand.conversations.tagging import Tagging
from byhand.team.user import User


def write_notes(
    one: Conversation,
    notes: Sequence[dict[str, Any]],
    colleagues: dict[str, User],
    by: User,
    told: ToldElsewhere,
) -> None:
    """In the name of whoever wrote them, if they are here; nobody is called by them."""
    here = set(
        Note.objects.filter(kept_as__in=[_kept_as(told, note) for note in notes]).values_list(
            "kept_as", flat=True
        )
    )
    rows: dict[str, Note] = {}
    for note in notes:
        colleague, name = colleagues.get(str(note["address"]).lower()), _kept_as(told, note)
        if note["text"].strip() and name not in here:
            rows[name] = Note(
                conversation=one, by=colleague or by, text=note["text"], at=moment_of(note["at"]) or one.last_at,
                written_by="" if colleague else str(note["name"])[:200], kept_as=name,
            )  # fmt: skip
    if rows:
        Note.objects.bulk_create(rows.values())


def _kept_as(told: ToldElsewhere, note: dict[str, Any]) -> str:
    return f"{told.thread[:40]} {note['id']}"[:250]


def tag(one: Conversation, names: Iterable[str], by: User | None, told: ToldElsewhere) -> None:
    """With tags of this house, made where they are missing; what cannot be one is told."""
    tags: dict[int, Tag] = {}
    for name in names:
        try:
            tag = Tag.objects.named(name, by=by)
        except NotATag as no:
            told.of.tell_left_out(told.place, [f"{name[:60]}: {no}"])
        else:
            tags[tag.pk] = tag
    rows = [Tagging(conversation=one, tag=tag, by=told.of.asked_by) for tag in tags.values()]
    Tagging.objects.bulk_create(rows, ignore_conflicts=True)
