"""A file a visitor sent us, given back to them: it lies in the letter as which their word was stored."""

from __future__ import annotations

from byhand.channels.arrival import Arrival
from byhand.channels.chat.line import Line
from byhand.channels.chat.visitor import Visitor
from byhand.channels.said import message_id
from byhand.channels.taking_words import thread
from byhand.files import store
from byhand.files.check import Place
from byhand.kit.mime import attachment_content


def place_of(line: Line, at: int, visitor: Visitor) -> Place | None:
    """Where their own file `at` of that line lies; None if the letter is gone. Raises store.Missing and IndexError."""
    matters = [thread(visitor.inbox, visitor.matter_called(one)) for one in range(1, visitor.matter + 1)]
    said = message_id(visitor.word_called(line.client_id))
    letter = Arrival.objects.filter(thread__in=matters, message_id=said).exclude(sha256="").first()
    if letter is None:
        return None
    content = attachment_content(store.read(letter.sha256), at)
    return Place(store.digest_of(content), letter.sha256, at)
