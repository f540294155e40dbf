"""The power goes at each step of fetching: afterwards each message is here once."""

import signal
import subprocess
import sys

import pytest
from tests.channels.post import inbox_of, raw_letter
from tests.fresh import FreshHouse
from tests.servers.dovecot import Dovecot
from tests.servers.mailbox import Mailbox

from byhand.channels.arrival import Arrival
from byhand.channels.completeness import completeness
from byhand.channels.email import allowance
from byhand.channels.email.fetching import fetch

# Replaces one step by itself followed (or preceded) by the end of the process.
CHILD = """
import os, signal, sys
import django
django.setup()
from byhand.channels.email import allowance, fetching, looking
from byhand.channels.folder import Folder
from byhand.channels.inbox import Inbox
from byhand.files import store

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def then_die(real):
    return lambda *args, **names: (real(*args, **names), die())

allowance.BATCH_MESSAGES = 4
step = sys.argv[1]
if step == "bytes stored":
    store.keep_many = then_die(store.keep_many)
elif step == "cursor moved, not committed":
    Folder.advance = then_die(Folder.advance)
elif step == "committed":
    allowance.Allowance.spend = die
elif step == "before acknowledging":
    looking.OpenFolder.mark_read = die
elif step == "acknowledged":
    looking.OpenFolder.mark_read = then_die(looking.OpenFolder.mark_read)
fetching.fetch(Inbox.objects.get())
"""


@pytest.mark.parametrize(
    "step",
    ["bytes stored", "cursor moved, not committed", "committed", "before acknowledging", "acknowledged"],
)
def test_after_the_power_went_each_message_is_here_once(
    fresh_house: FreshHouse, dovecot: Dovecot, mailbox: Mailbox, step: str, monkeypatch: pytest.MonkeyPatch
):
    letters = [raw_letter(f"Bowl {n}") for n in range(10)]
    for raw in letters:
        mailbox.append(raw)
    inbox = inbox_of(mailbox, dovecot, mark_read=True)
    inbox.save()
    for _ in range(2):
        child = subprocess.run(
            [sys.executable, "-c", CHILD, step], env=fresh_house.environment(), check=False
        )
        assert child.returncode == -signal.SIGKILL
    monkeypatch.setattr(allowance, "BATCH_MESSAGES", 4)
    fetch(inbox)
    assert [one.raw() for one in Arrival.objects.order_by("uid")] == letters
    assert completeness(inbox).is_complete
