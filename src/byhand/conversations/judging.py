"""Judging: is it for us, and does somebody wait for an answer? Rules: “Is it a machine?”, “What then”, “Not for us”."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from byhand.channels.arrival import Arrival
from byhand.channels.folder import Folder
from byhand.conversations.complaining import needs_a_person
from byhand.conversations.facts_of_mail import automatic_of
from byhand.kit.mime import ParsedMail
from byhand.people.person import Person


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a message means for its conversation."""

    wants_an_answer: bool = False
    folds: bool = False
    unfolds: bool = False
    because: str = ""


# Who tells us off is asked nothing else: neither a block nor a guess at spam stands between them and a person.
ANSWER_THEM = Judgement(wants_an_answer=True, unfolds=True)


def judge(
    arrival: Arrival, mail: ParsedMail, person: Person | None, *, is_new: bool, answers_us: bool = False
) -> Judgement:
    """A person we know is never folded; a machine never reopens; the server's own word on spam counts.

    `answers_us`: it answers a text to many, so a person's word is for us, and a machine's is parked, whoever it is.
    """
    if arrival.role == Folder.Role.SENT:
        return Judgement(unfolds=True)
    if person is not None and person.is_blocked():
        return Judgement(folds=is_new, because=_("%(name)s is blocked") % {"name": person.called()})
    is_known = answers_us or (person is not None and person.is_known())
    if not is_known and _is_spam(arrival, mail):
        return Judgement(folds=is_new, because=_("the mail server called it spam"))
    if mail.complaint and needs_a_person(mail.complaint):
        return ANSWER_THEM
    automatic = automatic_of(mail, arrival)
    if automatic is not None:
        return Judgement(folds=is_new and (answers_us or not is_known), because=_AUTOMATIC[automatic]())
    return Judgement(wants_an_answer=True, unfolds=True)


def _is_spam(arrival: Arrival, mail: ParsedMail) -> bool:
    return mail.spam or arrival.role == Folder.Role.JUNK


_AUTOMATIC = {
    "auto-replied": lambda: _("an automatic answer"),
    "auto-generated": lambda: _("written by a machine"),
    "bulk": lambda: _("sent to many"),
    "bounce": lambda: _("mail that came back"),
}
