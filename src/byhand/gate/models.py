"""The nouns of the room, gathered for Django."""

from byhand.gate.delivery import Delivery
from byhand.gate.dispatch import Dispatch
from byhand.gate.going_on import Carried, GoingOn
from byhand.gate.journal import JournalEntry, JournalHead
from byhand.gate.notice import Notice

__all__ = ["Carried", "Delivery", "Dispatch", "GoingOn", "JournalEntry", "JournalHead", "Notice"]
