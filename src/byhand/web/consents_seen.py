"""Consent and wish on a person's page: what we may write to them about, since when and by what, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from byhand.people.agreed import Agreed, agreed
from byhand.people.consent import Consent
from byhand.people.person import Person
from byhand.people.rhythm import Rhythm
from byhand.people.sign_up_form import FormVersion
from byhand.people.wish import Wish
from byhand.web import times
from byhand.web.wishes_said import of_them


@dataclass(frozen=True, slots=True)
class Line:
    """What is so, how that came about, the words they were shown; `topic` while it can be taken back."""

    said: str
    how: str
    shown: str
    stands: bool
    topic: int | None


def consents_part(person: Person) -> dict[str, Any]:
    """Two queries, however much they said."""
    wished = Wish.objects.of_one(person)
    return {
        "consents": [_line(one) for one in agreed(person)], "wished": of_them(wished), "has_stopped": wished.stopped_at,
        "rhythms": [one for one in Rhythm.choices if one[0]],
    }  # fmt: skip


def _line(one: Agreed) -> Line:
    row, about = one.row, one.row.topic.named() if one.row.topic else _("anything")
    said = (
        _("May be written to about %(topic)s.") if one.stands else _("Not to be written to about %(topic)s.")
    )
    shown = row.wording.text if row.wording else ""
    return Line(said % {"topic": about}, _how(row), shown, one.stands, row.topic_id if one.stands else None)


def _how(row: Consent) -> str:
    day = _day(row.said_at)
    if row.kind == Consent.Kind.CONFIRMED and row.answers and row.form:
        return _confirmed(_day(row.answers.said_at), day, row.form)
    facts = {
        "day": day,
        "way": row.get_door_display(),
        "source": row.source,
        "name": row.by.name if row.by else "",
    }
    if row.kind == Consent.Kind.WITHDRAWN:
        said = _("Taken back on %(day)s, %(way)s.") % facts
        return f"{said} {row.source}" if row.source else said
    if row.by:
        return _("Of %(day)s, %(way)s: %(source)s. %(name)s said so.") % facts
    return _("Agreed on %(day)s, %(way)s.") % facts


def _confirmed(asked: str, confirmed: str, version: FormVersion) -> str:
    facts = {"day": asked, "form": version.form.name, "number": version.number, "confirmed": confirmed}
    said = _(
        "Asked on %(day)s on the sign-up form “%(form)s” (version %(number)s), confirmed on %(confirmed)s."
    )
    same_day = _(
        "Asked on %(day)s on the sign-up form “%(form)s” (version %(number)s), confirmed the same day."
    )
    return (same_day if asked == confirmed else said) % facts


def _day(moment: Any) -> str:
    return times.date(moment)
