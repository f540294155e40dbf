"""The nouns of the room, gathered for Django."""

from byhand.channels.archive import ArchiveImport, NotTaken
from byhand.channels.arrival import Arrival, Copy
from byhand.channels.chat.line import Line
from byhand.channels.chat.visitor import Visitor
from byhand.channels.folder import Folder
from byhand.channels.inbox import Inbox
from byhand.channels.phone.greeting import Greeting
from byhand.channels.phone.knock import Knock
from byhand.channels.phone.own_phone import OwnPhone
from byhand.channels.phone.texts import PicturedText
from byhand.channels.sending_key import SendingKey
from byhand.channels.told_elsewhere import ToldElsewhere

__all__ = [
    "ArchiveImport",
    "Arrival",
    "Copy",
    "Folder",
    "Greeting",
    "Inbox",
    "Knock",
    "Line",
    "NotTaken",
    "OwnPhone",
    "PicturedText",
    "SendingKey",
    "ToldElsewhere",
    "Visitor",
]
