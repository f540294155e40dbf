"""How a day is said: the greeting, how many, and the groups it stands in."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.insight.today.day import Day, Entry
from byhand.insight.today.reason import HEADINGS, Act
from byhand.team.user import User

NOON, EVENING = 12, 18


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry, where its one thing to do leads, and how that is called."""

    entry: Entry
    to: str
    label: str
    aloud: str


@dataclass(frozen=True, slots=True)
class Grouped:
    """What stands under one heading."""

    heading: Words
    shown: list[Shown]


def greeting(me: User) -> str:
    """By the clock of whoever reads."""
    hour, name = timezone.localtime().hour, {"name": me.get_short_name()}
    if hour < NOON:
        return _("Good morning, %(name)s") % name
    return (_("Good afternoon, %(name)s") if hour < EVENING else _("Good evening, %(name)s")) % name


def summary(day: Day, waiting: int) -> str:
    """“Six people are worth a word from you today; nine conversations wait beside them.”"""
    people = len(day.entries)
    if not people:
        return _("Nobody is waiting for a word from you.") if not day.done else _("Nobody else today.")
    who = ngettext(
        "%(n)s person is worth a word from you today", "%(n)s people are worth a word from you today", people
    ) % {"n": in_words(people)}
    who = who[:1].upper() + who[1:]
    if not waiting:
        return who + "."
    beside = ngettext(
        "%(n)s conversation waits beside them", "%(n)s conversations wait beside them", waiting
    ) % {"n": in_words(waiting)}
    return f"{who}; {beside}."


def waiting_said(waiting: int) -> str:
    """“Nine wait in Conversations.”"""
    told = ngettext("%(n)s waits in Conversations.", "%(n)s wait in Conversations.", waiting)
    told %= {"n": in_words(waiting)}
    return told[:1].upper() + told[1:]


def grouped(day: Day) -> list[Grouped]:
    """Entries in the order in which they stand, a heading each time the group changes."""
    groups: list[Grouped] = []
    for entry in day.entries:
        heading = HEADINGS[entry.first.rule.group]
        if not groups or groups[-1].heading is not heading:
            groups.append(Grouped(heading, []))
        groups[-1].shown.append(_shown(entry))
    return groups


def in_words(number: int) -> str:
    """One to twelve as a word, as one writes it; more as figures."""
    words = (
        _("no"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"),
        _("ten"), _("eleven"), _("twelve"),
    )  # fmt: skip
    return words[number] if 0 <= number < len(words) else str(number)


def _shown(entry: Entry) -> Shown:
    name = {"name": entry.person.called()}
    if entry.act is Act.CALL:
        return Shown(entry, f"tel:{entry.phone}", _("Call"), _("Call %(name)s") % name)
    if entry.act is Act.WRITE:
        return Shown(entry, _where_to_write(entry), _("Write"), _("Write to %(name)s") % name)
    if entry.act is Act.ANSWER:
        asked = reverse("person.introduction", args=[entry.person.pk])
        return Shown(entry, asked, _("Answer"), _("Answer whether you introduce them to %(name)s") % name)
    if entry.act is Act.OPEN:
        return Shown(entry, _where_it_is(entry), _("Open"), _("Open what %(name)s wrote") % name)
    return Shown(entry, _where_it_is(entry), _("Read"), _("Read what %(name)s wrote") % name)


def _where_to_write(entry: Entry) -> str:
    conversation = entry.first.reason.conversation
    if conversation:
        return reverse("conversation", args=[conversation]) + "#body"
    return f"{reverse('write')}?to={entry.person.pk}"


def _where_it_is(entry: Entry) -> str:
    reason = entry.first.reason
    conversation = reason.conversation or reason.rests_in
    if not conversation:
        return reverse("person", args=[entry.person.pk])
    return reverse("conversation", args=[conversation]) + (f"#m{reason.message}" if reason.message else "")
