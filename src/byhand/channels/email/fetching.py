"""x"""

from byhand.channels.adapter import Fetched
from byhand.channels.inbox import Inbox


def fetch(inbox: Inbox) -> Fetched:
    raise NotImplementedError
