"""The chore: while a broadcast goes out, a process of its own sends it; should that die, another takes over."""

from __future__ import annotations

import subprocess

from django.utils.translation import gettext as _

from byhand.gate.many.copy import Copy
from byhand.gate.many.terms import Terms
from byhand.work import aside


class Broadcasting:
    """That process, if one is at work."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def send_broadcasts_due(self) -> str:
        """Begins it when something is to go out. Says when it ended, and how."""
        if self._process is not None:
            return self._look(self._process)
        if Terms.objects.going().exists() or Copy.objects.in_hand().exists():
            self._process = aside.begin("byhand.gate.many.child")
        return ""

    def _look(self, process: subprocess.Popen[bytes]) -> str:
        code = process.poll()
        if code is None:
            return ""
        process.communicate()
        self._process = None
        if code:
            return _("The process that sends broadcasts ended (code %(code)d). Another takes over.") % {
                "code": code
            }
        return _("Sent what was to go out.")
