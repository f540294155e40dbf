"""The trickle: while the demo runs, a letter comes in every few minutes, so that the desk lives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.channels.arrival import Incoming
from byhand.channels.models import Arrival, Inbox
from byhand.demo.loading import studio
from byhand.demo.story import Letter, trickle


class Trickle:
    """Remembers where the story is while the process lives; how much was told lies with the inbox."""

    def __init__(self) -> None:
        self._letters: Iterator[Letter] | None = None
        self._next: Letter | None = None

    def trickle_due(self) -> str:
        """The chore: puts in the next letter when its minute has come."""
        inbox = studio()
        if inbox is None or not inbox.options.get("told") or inbox.paused_at:
            return ""
        letter = self._upcoming(inbox)
        if letter.at > timezone.now():
            return ""
        Arrival.objects.store_many([Incoming(letter.raw, received_at=letter.at)], inbox=inbox)
        inbox.options["trickled"] = inbox.options.get("trickled", 0) + 1
        inbox.save(update_fields=["options"])
        self._next = None
        return _("A letter came in.")

    def _upcoming(self, inbox: Inbox) -> Letter:
        if self._letters is None:
            self._letters = _from_here_on(inbox.options.get("trickled", 0))
        self._next = self._next or next(self._letters)
        return self._next


def _from_here_on(told: int) -> Iterator[Letter]:
    """The letters not told yet, their first due a few minutes from now."""
    skipped = timedelta()
    now = timezone.now()
    for number, letter in enumerate(trickle(now)):
        if number < told:
            skipped = letter.at - now
        else:
            yield replace(letter, at=letter.at - skipped)
