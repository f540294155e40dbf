"""The nouns of the room, gathered for Django."""

from byhand.gate.delivery import Delivery
from byhand.gate.dispatch import Dispatch
from byhand.gate.journal import JournalEntry, JournalHead
from byhand.gate.notice import Notice

__all__ = ["Delivery", "Dispatch", "JournalEntry", "JournalHead", "Notice"]
