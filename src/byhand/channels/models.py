"""The nouns of the room, gathered for Django."""

from byhand.channels.archive import ArchiveImport
from byhand.channels.arrival import Arrival, Copy
from byhand.channels.folder import Folder
from byhand.channels.inbox import Inbox

__all__ = ["ArchiveImport", "Arrival", "Copy", "Folder", "Inbox"]
