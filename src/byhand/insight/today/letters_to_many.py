"""What follows from a letter to many: a word by hand to whom it mattered, and nothing that goes out by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from byhand.conversations.answer_to_many import AnswerToMany
from byhand.conversations.conversation import Place
from byhand.insight.today.asking import CANDIDATES, Asking
from byhand.insight.today.reason import Reason
from byhand.insight.today.resting import among, resting_on, time_since
from byhand.kit.personal import filled

LATELY_WRITTEN = timedelta(days=30)
QUIET_FOR = timedelta(days=7)


def wrote_back(asking: Asking) -> Iterator[Reason]:
    """They answered a letter to many of mine and were answered; for a week nothing was said: it mattered to them."""
    answered = AnswerToMany.objects.by_people().filter(
        among(asking.seen(), "conversation"), dispatch__author=asking.me, at__gte=asking.now - LATELY_WRITTEN,
        conversation__place=Place.THEIRS, conversation__we_spoke_at__lt=asking.now - QUIET_FOR,
    )  # fmt: skip
    for one in answered.select_related("conversation", "dispatch").order_by("-at")[:CANDIDATES]:
        about = {
            "subject": filled(one.dispatch.subject, {}),
            "time": time_since(asking, one.conversation.last_at),
        }
        said = _("they answered your letter “%(subject)s”; nothing was said for %(time)s") % about
        yield resting_on(one.conversation, _("Wrote back to you"), said)
