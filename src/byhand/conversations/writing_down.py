"""Writing down what a recording says, by a program of the house's own choice: for the eye, marked as a machine's.

`BYHAND_WRITES_DOWN` names the program: it reads the sound on its standard input and prints what it hears. It runs
beside the desk, with a deadline, and is given nothing but the sound. Nobody is answered by what it says, and it goes
with the recording.
"""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Sequence

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import ngettext

from byhand.conversations.recording import Recording
from byhand.files.checking import NotHandedOut
from byhand.files.store import Missing
from byhand.live import bus
from byhand.team.typed import this_row

PER_RUN = 2
MOST_TRIES = 3
SECONDS = 600
LONGEST = 20_000  # letters

log = logging.getLogger(__name__)


def write_down_due() -> str:
    """The chore: what was recorded and is not written down yet. Says how many; nothing without a program for it."""
    if not settings.WRITES_DOWN:
        return ""
    waiting = Recording.objects.kept().filter(written_at__isnull=True, writing_tries__lt=MOST_TRIES)
    done = sum(
        write_down(one, settings.WRITES_DOWN)
        for one in waiting.select_related("call").order_by("-pk")[:PER_RUN]
    )
    return (
        ngettext("%(n)s recording written down.", "%(n)s recordings written down.", done) % {"n": done}
        if done
        else ""
    )


def write_down(one: Recording, program: Sequence[str]) -> bool:
    """Counts the try first, so that a sound at which the program dies is not tried for ever; False if nothing came."""
    mine = this_row(one).filter(writing_tries=one.writing_tries)
    if not mine.update(writing_tries=F("writing_tries") + 1):
        return False
    try:
        words = _heard_in(one.content(), program)
    except (OSError, subprocess.SubprocessError, Missing, NotHandedOut) as problem:
        log.warning("recording.not_written_down", extra={"recording": one.pk, "why": type(problem).__name__})
        return False
    kept = this_row(one).filter(removed_at__isnull=True)
    if kept.update(written_down=words, written_at=timezone.now()):
        bus.conversations_changed([one.call.conversation_id])
    return True


def _heard_in(sound: bytes, program: Sequence[str]) -> str:
    """What the program prints. Raises OSError and subprocess.SubprocessError."""
    done = subprocess.run(
        list(program),
        input=sound,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=SECONDS,
        check=True,
    )
    return done.stdout.decode("utf-8", "replace").replace("\0", "").strip()[:LONGEST]
