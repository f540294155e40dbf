"""The chore: figures are wanted every night, and worked out in a process of its own that stands back for the desk."""

from __future__ import annotations

import subprocess
from importlib.util import find_spec

from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.conversations.message import Message
from byhand.insight.figures import Figures, last_night
from byhand.team.house import House
from byhand.work import aside
from byhand.work.worker import this_worker


def can_be_worked_out() -> bool:
    """Whether the audit's engine is installed; a lean server may leave it out."""
    return find_spec("polars") is not None


def can_be_drawn() -> bool:
    """Whether what draws the charts is installed."""
    return find_spec("altair") is not None and find_spec("vl_convert") is not None


class Working:
    """The process that works figures out, if one does. The desk's chores look at it now and then."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._figures: Figures | None = None

    def work_out_due(self) -> str:
        """Begins what is wanted, looks after what was begun; says what came of it."""
        if self._process and self._figures:
            return self._look(self._process, self._figures)
        if not can_be_worked_out():
            return ""
        Figures.objects.give_up_lost()
        _ask_once_a_night()
        self._figures = Figures.objects.claim(this_worker())
        if self._figures:
            self._process = aside.begin("byhand.insight.child", str(self._figures.pk), POLARS_MAX_THREADS="1")
        return ""

    def _look(self, process: subprocess.Popen[bytes], figures: Figures) -> str:
        code = process.poll()
        if code is None and not figures.has_taken_too_long():
            return ""
        process.kill()
        process.communicate()
        self._process = self._figures = None
        figures.fail(_why(code))
        figures.refresh_from_db()
        if figures.failure:
            return figures.failure
        return _("Worked out the figures in %(seconds)d seconds.") % {
            "seconds": figures.took().total_seconds()
        }


def _ask_once_a_night() -> None:
    night = last_night(timezone.now())
    if Figures.objects.filter(asked_at__gte=night).exists():
        return
    house = House.current()
    if house and house.made_at < night and Message.objects.exists():
        Figures.objects.ask(by=None)


def _why(code: int | None) -> str:
    if code is None:
        return _("It took longer than three hours and was ended.")
    return _(
        "It was ended before it was done (code %(code)d); perhaps the machine had too little memory."
    ) % {"code": code}
