"""The nouns of the room, gathered for Django."""

from byhand.conversations.again.filling import Filling
from byhand.conversations.answer_to_many import AnswerToMany
from byhand.conversations.attachment import Attachment
from byhand.conversations.between.cadence import Cadence
from byhand.conversations.between.filling import BetweenFilling
from byhand.conversations.between.pair import Between
from byhand.conversations.calendar_feed import CalendarFeed
from byhand.conversations.call import Call
from byhand.conversations.confidant import Confidant
from byhand.conversations.conversation import Conversation, ConversationInbox, Participant
from byhand.conversations.draft import Draft, DraftFile
from byhand.conversations.erasing.erasure import Erasure
from byhand.conversations.event import Event
from byhand.conversations.fact import Fact, FactQuoted
from byhand.conversations.file_text import FileText
from byhand.conversations.handful import Handful
from byhand.conversations.introduction import Introduction
from byhand.conversations.leaving_a_word import Piece
from byhand.conversations.mention import Mention
from byhand.conversations.message import Message
from byhand.conversations.mirror.wishes import MirrorWishes
from byhand.conversations.move import Move
from byhand.conversations.note import Note
from byhand.conversations.phone.by_phone import ByPhone
from byhand.conversations.phone.word import Word
from byhand.conversations.promise import Promise
from byhand.conversations.promise_wishes import PromiseWishes
from byhand.conversations.proposal import Proposal
from byhand.conversations.recording import Recording
from byhand.conversations.ringing import Ring
from byhand.conversations.saved_view import SavedView
from byhand.conversations.sender_check import SenderCheck
from byhand.conversations.sign import Sign
from byhand.conversations.signal import Signal
from byhand.conversations.signs_before import SignsBefore
from byhand.conversations.sorting.rule import SortingRule
from byhand.conversations.sorting.turn import Turn
from byhand.conversations.tag import Tag
from byhand.conversations.tagging import Tagging
from byhand.conversations.telling import Telling
from byhand.conversations.unasked import WhyNow

__all__ = [
    "AnswerToMany",
    "Attachment",
    "Between",
    "BetweenFilling",
    "ByPhone",
    "Cadence",
    "CalendarFeed",
    "Call",
    "Confidant",
    "Conversation",
    "ConversationInbox",
    "Draft",
    "DraftFile",
    "Erasure",
    "Event",
    "Fact",
    "FactQuoted",
    "FileText",
    "Filling",
    "Handful",
    "Introduction",
    "Mention",
    "Message",
    "MirrorWishes",
    "Move",
    "Note",
    "Participant",
    "Piece",
    "Promise",
    "PromiseWishes",
    "Proposal",
    "Recording",
    "Ring",
    "SavedView",
    "SenderCheck",
    "Sign",
    "Signal",
    "SignsBefore",
    "SortingRule",
    "Tag",
    "Tagging",
    "Telling",
    "Turn",
    "WhyNow",
    "Word",
]
