"""The nouns of the room, gathered for Django."""

from byhand.channels.archive import ArchiveImport, NotTaken
from byhand.channels.arrival import Arrival, Copy
from byhand.channels.folder import Folder
from byhand.channels.inbox import Inbox
from byhand.channels.told_elsewhere import ToldElsewhere

__all__ = ["ArchiveImport", "Arrival", "Copy", "Folder", "Inbox", "NotTaken", "ToldElsewhere"]
