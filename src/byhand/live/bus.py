"""The bus: news of this node to all nodes, its own among them.

Within one process it goes from hand to hand; where there may be other nodes, over the line between them. News is
told when the transaction is committed. When the power goes between the two, pages hear nothing and find it by
themselves: each looks every two minutes, and whenever it connects anew.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import partial

from django.db import transaction

from byhand.live.cut import Cut
from byhand.live.line import line
from byhand.live.news import News, in_portions

Ear = Callable[[str], None]

log = logging.getLogger(__name__)
_ears: list[Ear] = []


def conversations_changed(ids: Iterable[int]) -> None:
    """Whoever looks at these conversations, or at a list with them, hears of it once this is committed."""
    for some in in_portions(ids):
        _on_commit(News(conversations=some))


def dispatches_moved(ids: Iterable[int]) -> None:
    """The same for the conversations in which these words were said."""
    for some in in_portions(ids):
        _on_commit(News(dispatches=some))


def calls_changed(ids: Iterable[int]) -> None:
    """Whoever is rung by these calls, or speaks in them, hears of it once this is committed."""
    for some in in_portions(ids):
        _on_commit(News(calls=some))


def visitors_told(ids: Iterable[int]) -> None:
    """Something new stands in the streams of these visitors of a website."""
    for some in in_portions(ids):
        _on_commit(News(visitors=some))


def session_ended(digest: str) -> None:
    """A session is over; its sockets close."""
    _on_commit(News(ended=(digest,)))


def publish(news: News) -> None:
    """Now, and not only on commit. A bus that is down must not undo what was done: it is logged."""
    written, carrier = news.written(), line()
    if carrier is None:
        hand_on(written)
        return
    try:
        carrier.say(written)
    except Cut:
        log.warning("live.not_told", exc_info=True)


def has_other_nodes() -> bool:
    """Whether there may be any: on SQLite there is one process alone."""
    return line() is not None


def hand_on(written: str) -> None:
    """To every hub of this process."""
    for ear in tuple(_ears):
        ear(written)


def listen(ear: Ear) -> None:
    _ears.append(ear)


def stop_listening(ear: Ear) -> None:
    if ear in _ears:
        _ears.remove(ear)


def _on_commit(news: News) -> None:
    transaction.on_commit(partial(publish, news), robust=True)
