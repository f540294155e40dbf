"""Every chore of the house, in one list. What is not here is not done by itself."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from byhand.channels.fetching import fetch_due
from byhand.channels.watching import Watchers
from byhand.conversations.intake import read_arrivals_due
from byhand.conversations.returning import return_failed_due
from byhand.conversations.sender_check import check_senders_due
from byhand.conversations.waking import promises_fall_due, wake_due
from byhand.demo.loading import load_demo_due
from byhand.demo.trickle import Trickle
from byhand.gate.anchors import anchor_journal_due
from byhand.gate.delivering import deliver_due
from byhand.gate.filing import file_sent_due
from byhand.work import registry
from byhand.work.chore import Chore

HALF_A_SECOND = timedelta(seconds=0.5)
WATCHERS = Watchers()

CHORES = (
    Chore("fetch", _("Look for new mail in every mailbox"), HALF_A_SECOND, fetch_due),
    Chore("watch", _("Sit at the mailboxes, so that new mail is seen at once"), timedelta(seconds=5),
          WATCHERS.keep_watching),
    Chore(
        "read arrivals",
        _("Read what came in and put it into conversations"),
        HALF_A_SECOND,
        read_arrivals_due,
    ),
    Chore("check senders", _("Look whether mail comes from whom it names"), timedelta(seconds=5), check_senders_due),
    Chore("deliver", _("Hand over letters a colleague sent"), HALF_A_SECOND, deliver_due),
    Chore(
        "file sent", _("File sent letters in the mailbox's Sent folder"), timedelta(seconds=5), file_sent_due
    ),
    Chore(
        "return failed", _("Bring back letters that did not arrive"), timedelta(seconds=5), return_failed_due
    ),
    Chore("wake", _("Bring back conversations put off until now"), timedelta(seconds=20), wake_due),
    Chore("promises", _("Put promises that fall due first"), timedelta(minutes=5), promises_fall_due),
    Chore(
        "anchor journal",
        _("Write the journal's end outside the database"),
        timedelta(minutes=10),
        anchor_journal_due,
    ),
)
registry.register(*CHORES)
