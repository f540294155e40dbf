"""The chore: everybody is compared after ten thousand came, or when an owner asks, in a process of its own."""

from __future__ import annotations

import subprocess
from importlib.util import find_spec

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.people.matching.batch import Batch
from byhand.work import aside
from byhand.work.worker import this_worker


def can_match() -> bool:
    """Whether Splink is installed; a server may leave it out."""
    return find_spec("splink") is not None and find_spec("duckdb") is not None


class Matching:
    """The process that compares everybody, if one does. The desk's chores look at it now and then."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def match_due(self) -> str:
        """Begins what is wanted, looks after what was begun; says what came of it."""
        if not can_match():
            return ""
        batch = Batch.current()
        if self._process:
            return self._look(self._process, batch)
        batch.give_up_lost()
        batch.refresh_from_db()
        if (
            not batch.is_going()
            and (batch.is_wanted() or batch.is_worth_while())
            and batch.claim(this_worker())
        ):
            self._process = aside.begin("byhand.people.matching.child")
        return ""

    def _look(self, process: subprocess.Popen[bytes], batch: Batch) -> str:
        code = process.poll()
        if code is None and not batch.has_taken_too_long():
            return ""
        process.kill()
        process.communicate()
        self._process = None
        batch.fail(_why(code))
        batch.refresh_from_db()
        return batch.failure or ngettext(
            "Everybody compared: %(count)s pair is asked about.",
            "Everybody compared: %(count)s pairs are asked about.",
            batch.found,
        ) % {"count": batch.found}


def _why(code: int | None) -> str:
    if code is None:
        return _("It took longer than two hours and was ended.")
    return _(
        "It was ended before it was done (code %(code)d); perhaps the machine had too little memory."
    ) % {"code": code}
