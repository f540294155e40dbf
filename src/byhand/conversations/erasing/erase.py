"""Erasing: one transaction for the database; what lies in files follows once it stands (`finishing.py`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from byhand.channels.archive import ArchiveImport, NotTaken
from byhand.channels.arrival import Arrival
from byhand.channels.chat.visitor import Visitor
from byhand.channels.told_elsewhere import ToldElsewhere
from byhand.conversations.again import index
from byhand.conversations.attachment import Attachment
from byhand.conversations.between.telling_anew import tell_anew_in
from byhand.conversations.conversation import Conversation
from byhand.conversations.draft import Draft
from byhand.conversations.erasing.also import forget_also
from byhand.conversations.erasing.calls import forget_calls
from byhand.conversations.erasing.erasure import Erasure
from byhand.conversations.erasing.finishing import finish_now
from byhand.conversations.erasing.noted import forget_noted
from byhand.conversations.erasing.shared import take_out_of_shared
from byhand.conversations.erasing.striking import striking
from byhand.conversations.erasing.theirs import Theirs
from byhand.conversations.event import Event
from byhand.conversations.introduction import Introduction
from byhand.conversations.message import Message
from byhand.conversations.saved_view import SavedView
from byhand.conversations.sign import Sign
from byhand.conversations.sorting.rule import SortingRule
from byhand.files import store
from byhand.gate.erasing import NotNow, erase_letters, forget_evidence
from byhand.gate.journal import JournalEntry
from byhand.gate.records.record import Record
from byhand.gate.records.record_import import RecordImport
from byhand.people.card_import import CardImport, LeftOut
from byhand.people.memory import Memory
from byhand.people.occasion import Occasion
from byhand.people.organisation import Organisation
from byhand.people.person import Person
from byhand.people.stay import Stay
from byhand.people.suppression import Suppression
from byhand.team.user import User

__all__ = ["NotNow", "erase"]


def erase(person: Person, *, by: User) -> Erasure:
    """Everything of them goes; what stays is that their addresses are not written to. Raises NotNow."""
    if not by.is_owner:
        raise NotNow(_("Only an owner erases somebody."))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    with transaction.atomic():
        erasure = _erase(person, by)
    finish_now(erasure)
    return erasure


def _erase(person: Person, by: User) -> Erasure:
    _guard()
    theirs = _held(person)
    strike = striking(theirs.values, theirs.names, each_word=True)
    letters = erase_letters(theirs.values, strike)
    messages = theirs.messages()
    gone_ids = set(Message.objects.filter(pk__in=messages).values_list("message_id", flat=True))
    arrivals = set(
        Message.objects.filter(pk__in=messages, arrival__isnull=False).values_list("arrival", flat=True)
    )
    arrivals |= set(
        Record.objects.filter(address__person__in=theirs.people, arrival__isnull=False).values_list(
            "arrival", flat=True
        )
    )
    files = {*letters.files, *_own_files(messages), *forget_calls(theirs)}
    _forget_runs(
        messages | set(Message.objects.filter(conversation__in=theirs.shared).values_list("pk", flat=True))
    )
    forget_noted(theirs, messages)
    counts = {"conversations": len(theirs.alone), "messages": len(messages), "letters": letters.letters}
    Message.objects.filter(pk__in=messages).delete()
    theirs.shared -= _emptied(theirs)
    arrivals |= take_out_of_shared(theirs, gone_ids, strike)
    _delete_conversations(theirs.alone)
    files |= _empty_arrivals(arrivals | _other_arrivals(gone_ids, theirs.values))
    _forget_elsewhere(theirs)
    Visitor.objects.erase(theirs.values)
    Suppression.objects.suppress(theirs.values, by=by)
    forget_evidence(theirs.people, theirs.values)
    _delete_people(theirs)
    tell_anew_in(theirs.shared)
    forget_also()
    JournalEntry.objects.append("erasure", {"by": by.pk, "letters": letters.letters})
    erasure = Erasure(by=by, counts=counts, files=sorted(files))
    erasure.keep_marks(sorted(theirs.values))
    erasure.save()
    return erasure


def _held(person: Person) -> Theirs:
    """What is theirs, now that nobody moves it any more: conversations locked first, then people. Raises NotNow."""
    before = Theirs.of(person)
    there = before.alone | before.shared
    list(Conversation.objects.select_for_update().filter(pk__in=there).order_by("pk"))
    rows = Person.objects.select_for_update().filter(pk__in=before.people).order_by("pk")
    held = {one.pk: one for one in rows}
    if person.pk not in held or held[person.pk].is_merged():  # what was theirs hangs on somebody else now
        raise NotNow(_("They were merged with somebody else meanwhile. Open the page anew."))
    theirs = Theirs.of(person)
    if set(theirs.people) - held.keys() or (theirs.alone | theirs.shared) - there:
        raise _being_read()
    return theirs


def _guard() -> None:
    if (
        ArchiveImport.objects.filter(ended_at=None).exists()
        or CardImport.objects.going().exists()
        or RecordImport.objects.going().exists()
        or ToldElsewhere.objects.filter(taken_over_at=None).exists()
        or Arrival.objects.unread().exists()
    ):
        raise _being_read()


def _being_read() -> NotNow:
    return NotNow(_("Something is being read this moment that may be theirs. Try again when it has ended."))


def _emptied(theirs: Theirs) -> set[int]:
    """Where only they had said something: nothing stays of it, so it goes, too."""
    standing = Message.objects.filter(conversation__in=theirs.shared).values_list("conversation", flat=True)
    merged = Conversation.objects.filter(pk__in=theirs.shared, merged_into__isnull=False).values_list(
        "pk", flat=True
    )
    emptied = theirs.shared - set(standing) - set(merged)
    theirs.alone |= emptied
    return emptied


def _delete_conversations(pks: Collection[int]) -> None:
    Event.objects.filter(leads_to__in=pks).delete()
    rows = Conversation.objects.filter(pk__in=pks)
    rows.update(merged_into=None)
    rows.delete()


def _own_files(messages: Collection[int]) -> set[str]:
    return set(
        Attachment.objects.filter(message__in=messages, part__isnull=True).values_list("sha256", flat=True)
    )


def _other_arrivals(gone_ids: Collection[str], values: Collection[str]) -> set[int]:
    """The same letters as they came a second time, and what could not be read but names them."""
    found = set(Arrival.objects.filter(message_id__in=gone_ids).values_list("pk", flat=True))
    marks = [one.encode() for one in values]
    for one in Arrival.objects.exclude(sha256="").exclude(state=Arrival.State.READ).iterator():
        try:
            raw = one.raw().lower()
        except store.Missing:
            continue
        if any(mark in raw for mark in marks):
            found.add(one.pk)
    return found


def _empty_arrivals(pks: Collection[int]) -> set[str]:
    """That something came stays, so that no mailbox brings it again; what it was goes."""
    rows = Arrival.objects.filter(pk__in=pks)
    files = set(rows.exclude(sha256="").values_list("sha256", flat=True))
    rows.update(sha256="", message_id="", reason="", size=0, state=Arrival.State.READ)
    return files


def _forget_runs(messages: Collection[int]) -> None:
    with connection.cursor() as cursor:
        for pk in messages:
            cursor.execute(f"DELETE FROM {index.TABLE} WHERE message = %s", [pk])


def _forget_elsewhere(theirs: Theirs) -> None:
    """Lists of what was not taken, letters begun, rules and views that name them; memories of others."""
    whole_names = {one for one in theirs.names if " " in one}
    marks = theirs.values | whole_names
    _naming(LeftOut.objects.all(), ("raw", "because"), marks).delete()
    _naming(NotTaken.objects.all(), ("place", "because"), marks).delete()
    _naming(Draft.objects.filter(conversation__isnull=True), ("to", "cc", "bcc"), theirs.values).delete()
    _naming(SavedView.objects.all(), ("words",), theirs.values).delete()
    SortingRule.objects.filter(writer__in=theirs.values).delete()
    Sign.objects.filter(person__in=theirs.people).delete()  # in letters of others, too, that named them
    strike = striking(theirs.values, whole_names, each_word=False)
    of_others = (
        (Memory.objects.exclude(person__in=theirs.people), "text"),
        (Occasion.objects.exclude(person__in=theirs.people), "label"),
        (Person.objects.exclude(pk__in=theirs.people), "reach_word"),
        (Introduction.objects.exclude(person__in=theirs.people), "words"),
    )
    for rows, column in of_others:
        for one in _naming(rows, (column,), marks):
            setattr(one, column, strike(getattr(one, column)))
            one.save(update_fields=[column])


def _naming(rows: Any, columns: Iterable[str], marks: Iterable[str]) -> Any:
    named = Q(pk__in=[])
    for mark in marks:
        for column in columns:
            named |= Q(**{f"{column}__icontains": mark})
    return rows.filter(named)


def _delete_people(theirs: Theirs) -> None:
    rows = Person.objects.filter(pk__in=theirs.people)
    firms = set(rows.exclude(organisation=None).values_list("organisation", flat=True))
    firms |= set(Stay.objects.filter(person__in=theirs.people).values_list("organisation", flat=True))
    rows.update(merged_into=None)
    rows.delete()
    asked_for = SortingRule.objects.filter(organisation__in=firms).values("organisation")
    Organisation.objects.filter(pk__in=firms, people__isnull=True, stays__isnull=True).exclude(
        pk__in=asked_for
    ).delete()
