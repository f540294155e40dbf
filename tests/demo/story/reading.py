"""Letters read back with the standard library, for the tests of the story."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache

from byhand.demo.story import Letter

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@cache
def read(letter: Letter) -> EmailMessage:
    """The letter as a message."""
    mail = message_from_bytes(letter.raw, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def text_of(mail: EmailMessage) -> str:
    """What it says, in whatever form it says it."""
    part = mail.get_body(("plain", "html"))
    return part.get_content() if part else ""


def own_words(letter: Letter) -> str:
    """What the writer of a plain letter typed: no signature, no quotes."""
    text = text_of(read(letter)).replace("\r\n", "\n")
    return text.split("\n-- \n")[0].strip()
