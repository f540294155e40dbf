"""What follows from a letter to many: a word by hand to whom it mattered, and nothing that goes out by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from byhand.insight.today.asking import Asking
from byhand.insight.today.questions import who_answered_my_letter
from byhand.insight.today.reason import Reason
from byhand.insight.today.resting import resting_on, time_since
from byhand.kit.personal import filled

LATELY_WRITTEN = timedelta(days=30)
QUIET_FOR = timedelta(days=7)


def wrote_back(asking: Asking) -> Iterator[Reason]:
    """They answered a letter to many of mine and were answered; for a week nothing was said: it mattered to them."""
    answered = asking.ask(
        who_answered_my_letter(asking.sight), since=asking.now - LATELY_WRITTEN, quiet=asking.now - QUIET_FOR
    )
    for one in answered:
        about = {
            "subject": filled(one.dispatch.subject, {}),
            "time": time_since(asking, one.conversation.last_at),
        }
        said = _("they answered your letter “%(subject)s”; nothing was said for %(time)s") % about
        yield resting_on(one.conversation, _("Wrote back to you"), said)
