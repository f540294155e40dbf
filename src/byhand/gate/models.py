"""The nouns of the room, gathered for Django."""

from byhand.gate.complaint import Complaint
from byhand.gate.delivery import Delivery
from byhand.gate.dispatch import Dispatch
from byhand.gate.going_on import Carried, GoingOn
from byhand.gate.journal import JournalEntry, JournalHead
from byhand.gate.many.click import Click
from byhand.gate.many.copy import Copy
from byhand.gate.many.followed import Followed
from byhand.gate.many.pace import Pace
from byhand.gate.many.reading import Reading
from byhand.gate.many.slowed import Slowed
from byhand.gate.many.tally import Tally
from byhand.gate.many.terms import Terms
from byhand.gate.many.verdict import Verdict
from byhand.gate.notice import Notice
from byhand.gate.policy import Policy
from byhand.gate.records.not_taken import NotTaken
from byhand.gate.records.record import Record
from byhand.gate.records.record_import import LineLeftOut, RecordImport
from byhand.gate.records.source import Source
from byhand.gate.room import Room
from byhand.gate.sign_up import SignUp
from byhand.gate.still_wanted import StillWanted
from byhand.gate.touch import Life, Touch

__all__ = [
    "Carried", "Click", "Complaint", "Copy", "Delivery", "Dispatch", "Followed", "GoingOn", "JournalEntry",
    "JournalHead", "Life", "LineLeftOut", "NotTaken", "Notice", "Pace", "Policy", "Reading", "Record", "RecordImport",
    "Room", "SignUp", "Slowed", "Source", "StillWanted", "Tally", "Terms", "Touch", "Verdict",
]  # fmt: skip
