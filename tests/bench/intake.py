"""Messages a second through the whole intake: stored raw and synced, read, threaded, searchable. One process."""

from __future__ import annotations

import json
import sys
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from tests.bench.corpora import enron  # noqa: E402

from byhand.channels.arrival import Incoming  # noqa: E402
from byhand.channels.models import Arrival, Inbox  # noqa: E402
from byhand.conversations.intake import read_arrivals_due  # noqa: E402
from byhand.conversations.models import Message  # noqa: E402

GOAL = 150


def main(count: int) -> None:
    call_command("migrate", verbosity=0)
    inbox = Inbox.objects.create(kind="archive", name="Archive", address="bench@byhand.example")
    letters = [Incoming(raw) for raw in enron(count)]
    started = time.perf_counter()
    for first in range(0, len(letters), 200):
        Arrival.objects.store_many(letters[first : first + 200], inbox=inbox)
    stored = time.perf_counter()
    while read_arrivals_due():
        pass
    ended = time.perf_counter()
    assert Message.objects.count() + Arrival.objects.filter(state="twice").count() == Arrival.objects.count()
    whole = len(letters) / (ended - started)
    rows = [
        {"name": "intake, messages a second", "value": round(whole), "unit": "1/s", "goal": f">= {GOAL}",
         "met": whole >= GOAL, "peer": None, "ratio": None},
        {"name": "intake, storing raw alone", "value": round(len(letters) / (stored - started)), "unit": "1/s",
         "goal": None, "met": None, "peer": None, "ratio": None},
    ]  # fmt: skip
    print(json.dumps(rows))


if __name__ == "__main__":
    main(int(sys.argv[1]))
