"""Words to many as HTML for a page of ours: with what we know of one person, of nobody, or with each field shown."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from byhand.kit.markdown import to_html
from byhand.kit.personal import SLOT, Slot, made_html, slot_of
from byhand.outreach.picture import PICTURES


def shown_words(words: str, values: Mapping[str, str], pictures_at: str = PICTURES) -> str:
    """As a reader of whom we know this reads them. Safe to show."""
    return made_html(words, lambda text: to_html(text, pictures_at), lambda slot: escape(slot.said(values)))


def with_fields(words: str, pictures_at: str) -> str:
    """As a colleague reads them before they leave: every field is shown, and what stands there where it is unknown."""
    return made_html(words, lambda text: to_html(text, pictures_at), _field)


def subject_with_fields(subject: str) -> str:
    """The same for a subject, which is no Markdown."""
    pieces, at = list[str](), 0
    for found in SLOT.finditer(subject):
        pieces += [escape(subject[at : found.start()]), _field(slot_of(found))]
        at = found.end()
    return "".join([*pieces, escape(subject[at:])])


def _field(slot: Slot) -> str:
    return f'<span class="slot"><b>{escape(slot.name)}</b> {escape(slot.said({}))}</span>'
