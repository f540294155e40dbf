"""The chores of a house in a process of their own, to be killed at any moment."""

import threading

import django

django.setup()

from byhand.config.chores import CHORES  # noqa: E402
from byhand.work.loop import ChoreLoop  # noqa: E402

ChoreLoop(CHORES).start()
print("at work", flush=True)
threading.Event().wait()
